import type { Response } from 'supertest';
import { aHost, type Host, slotsApi, type SlotsApi } from '../slots/setting.js';
import { expectError, unprocessable } from '../support/expected-errors.js';
import { anOAuthClient } from '../support/factories.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const alreadyReserved = unprocessable(
  'This time slot is already reserved by another user. Please choose a different time.',
);

describe('simultaneous reservations', () => {
  let app: TestApp;
  let host: Host;
  let slots: SlotsApi;

  beforeAll(async () => {
    app = await startTestApp();
    slots = slotsApi(app);
  });
  beforeEach(async () => {
    host = await aHost(app, await anOAuthClient(app));
  });
  afterAll(() => app.close());

  const at = (minute: number): object => ({
    eventTypeId: host.eventTypeId,
    slotStart: `2050-09-05T10:${String(minute).padStart(2, '0')}:00Z`,
  });
  const atOnce = (call: (index: number) => PromiseLike<Response>): Promise<Response[]> =>
    Promise.all(Array.from({ length: 16 }, (_, index) => call(index)));
  const count = () => app.prisma.slotReservation.count({ where: { eventTypeId: host.eventTypeId } });

  const expectOneWinner = async (responses: Response[], status: number): Promise<void> => {
    const winners = responses.filter((response) => response.status === status);
    const losers = responses.filter((response) => response.status !== status);
    expect(winners).toHaveLength(1);
    for (const loser of losers) expectError(loser, alreadyReserved);
  };

  it('let one of 16 have a slot', async () => {
    await expectOneWinner(await atOnce(() => slots.post('/reservations', at(0))), 201);
    expect(await count()).toBe(1);
  });

  it('let one of 16 have overlapping slots', async () => {
    await expectOneWinner(await atOnce((index) => slots.post('/reservations', at(index))), 201);
    expect(await count()).toBe(1);
  });

  it('let one of 16 have a slot whose reservations are over', async () => {
    await slots.post('/reservations', at(0)).expect(201);
    app.clock.advance(600_000);
    await expectOneWinner(await atOnce((index) => slots.post('/reservations', at(index))), 201);
    expect(await count()).toBe(1);
  });

  it('let one of 16 move to a slot', async () => {
    const uids: string[] = [];
    for (let day = 10; day < 26; day++) {
      const body = { ...at(0), slotStart: `2050-09-${day}T10:00:00Z` };
      uids.push((await slots.post('/reservations', body).expect(201)).body.data.reservationUid);
    }
    const responses = await atOnce((index) => slots.patch(`/reservations/${uids[index]}`, at(index)));
    await expectOneWinner(responses, 200);
    expect(await count()).toBe(16);
  });
});
