import assert from 'node:assert/strict';
import { expired, stage } from './stage.js';
import { visiting } from './visit.js';

export function provider(line) {
  visiting(
    line,
    'CalProvider checks the client and the token, asks who it is, and leaves a right time zone alone',
    async (visit) => {
      await visit.open('list-schedules');
      await visit.page.getByText('Default schedule').waitFor();
      const { clientId } = stage.client;
      for (const request of [
        `GET /provider/${clientId} 200`,
        `GET /provider/${clientId}/access-token 200`,
        'GET /me 200',
      ]) {
        assert.equal(visit.requests.filter((made) => made === request).length, 1, request);
      }
      assert.ok(!visit.requests.some((made) => made.startsWith('PATCH')));
    },
  );

  visiting(
    line,
    'CalProvider moves the user to the time zone of the browser',
    async (visit) => {
      await visit.open('list-schedules');
      await visit.page.getByText('Default schedule').waitFor();
      await visit.until(
        async () => (await visit.api('/me')).timeZone,
        (zone) => zone === 'America/New_York',
      );
    },
    { timezoneId: 'America/New_York' },
  );

  visiting(line, 'CalProvider refreshes a token that has expired before the page was opened', async (visit) => {
    visit.allow(/ 498$/);
    const { person } = visit;
    stage.host.people.keep(person, { ...person, accessToken: expired(person.accessToken) });
    const old = person.accessToken;
    await visit.open('list-schedules');
    await visit.until(
      () => person.accessToken,
      (current) => current !== old,
    );
    // The first request of a component may be lost with the old token; the page works when it is opened anew.
    await visit.page.reload();
    await visit.page.getByText('Default schedule').waitFor();
    assert.ok(visit.requests.some((made) => made.endsWith('/access-token 498')));
  });

  visiting(
    line,
    'CalProvider refreshes a token that expires while the page is open, and repeats the request',
    async (visit) => {
      visit.allow(/ 498$/);
      const { page, person } = visit;
      await visit.open('availability-settings');
      await page.getByRole('switch', { name: 'Sunday' }).click();

      const old = person.accessToken;
      await visit.expireToken();
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await visit.told('updated');

      assert.notEqual(person.accessToken, old);
      const patches = visit.requests.filter((made) => made.startsWith('PATCH /atoms/schedules/'));
      assert.deepEqual(
        patches.map((made) => made.slice(-3)),
        ['498', '200'],
      );
      const { availability } = await visit.api('/schedules/default', { version: '2024-06-11' });
      assert.ok(availability.some(({ days }) => days.includes('Sunday')));
    },
  );
}
