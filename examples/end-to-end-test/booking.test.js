// An end-to-end test of a product that embeds scheduling: run it with `npm install && npm test`.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { startTestServer } from 'managed-users-server/testing';

let server;
let host;
let eventTypeId;

before(async () => {
  server = await startTestServer();
  await server.clock.set('2030-01-01T08:00:00Z');
  host = await server.createManagedUser({ name: 'Ada Host', timeZone: 'Europe/Rome' });
  eventTypeId = await createEventType();
  await server.snapshot();
});
beforeEach(() => server.restore());
after(() => server.stop());

const api = async (method, path, version, body, headers = {}) => {
  const response = await fetch(`${server.apiUrl}/v2${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'cal-api-version': version, ...headers },
    body: body && JSON.stringify(body),
  });
  return { ...(await response.json()), status: response.status };
};

async function createEventType() {
  const eventType = { title: 'Intro call', slug: 'intro-call', lengthInMinutes: 30 };
  return (await api('POST', '/event-types', '2024-06-14', eventType, host.headers)).data.id;
}

const slots = (day) =>
  api('GET', `/slots?eventTypeId=${eventTypeId}&start=${day}&end=${day}&timeZone=Europe/Rome`, '2024-09-04');
const book = (start) =>
  api('POST', '/bookings', '2024-08-13', {
    eventTypeId,
    start,
    attendee: { name: 'Grace Guest', email: 'grace@example.com', timeZone: 'Europe/Rome' },
  });

test('a slot is offered until somebody books it', async () => {
  const before = (await slots('2030-01-07')).data['2030-01-07'];
  assert.equal(before[0].start, '2030-01-07T09:00:00.000+01:00');
  const booking = await book('2030-01-07T08:00:00Z');
  assert.equal(booking.status, 201);
  const after = (await slots('2030-01-07')).data['2030-01-07'];
  assert.equal(after[0].start, '2030-01-07T09:30:00.000+01:00');
  const event = await server.webhooks.waitFor('BOOKING_CREATED');
  assert.equal(event.body.payload.uid, booking.data.uid);
});

test('the next test begins where the snapshot was taken', async () => {
  const day = (await slots('2030-01-07')).data['2030-01-07'];
  assert.equal(day[0].start, '2030-01-07T09:00:00.000+01:00');
  assert.equal(server.webhooks.received.length, 0);
});

test('nobody books what is over', async () => {
  await server.clock.set('2030-01-08T00:00:00Z');
  const { status } = await book('2030-01-07T08:00:00Z');
  assert.equal(status, 400);
});
