import assert from 'node:assert/strict';
import { visiting } from './visit.js';

export function calendars(line) {
  visiting(line, 'CalendarView draws the week', async (visit) => {
    await visit.open('calendar-view');
    await visit.page.getByText('9:00').first().waitFor();
    await visit.shot('calendar-view');
    assert.ok(visit.requests.some((made) => made.startsWith('GET /bookings?take=150')));
  });

  visiting(line, 'CalendarView draws the free times of an event type', async (visit) => {
    await visit.open('calendar-view', { slug: 'half-an-hour' });
    await findFreeTimes(visit);
    await visit.shot('calendar-view-event-type');
  });

  visiting(line, 'TroubleShooter draws the free times of the first event type', async (visit) => {
    await visit.open('trouble-shooter');
    await visit.page.getByText('Half an hour').first().waitFor();
    await visit.page.getByText('Default schedule').first().waitFor();
    await findFreeTimes(visit);
    await visit.shot('trouble-shooter');
  });

  visiting(line, 'CalendarSettings says that no calendar is connected', async (visit) => {
    await visit.open('calendar-settings');
    await visit.page
      .getByText(/no connected calendars found|not yet connected any/i)
      .first()
      .waitFor();
    await visit.shot('calendar-settings');
  });

  visiting(line, 'SelectedCalendarsSettings offers calendars to connect', async (visit) => {
    await visit.open('selected-calendars');
    await visit.page
      .getByText(/no connected calendars found|not yet connected any/i)
      .first()
      .waitFor();
    await visit.page.getByRole('button', { name: /add/i }).first().click();
    await visit.shot('selected-calendars');
  });

  visiting(line, 'DestinationCalendarSettings draws nothing without a calendar', async (visit) => {
    await visit.open('destination-calendar');
    await visit.until(
      () => visit.requests,
      (made) => made.includes('GET /calendars 200'),
    );
    await visit.shot('destination-calendar');
  });

  visiting(
    line,
    'Connect.* asks whether the calendars are connected, and can be pressed when they are not',
    async (visit) => {
      await visit.open('connect');
      for (const name of ['Google', 'Outlook', 'Apple']) {
        await visit.page.getByRole('button', { name: new RegExp(`Connect ${name}`) }).waitFor();
      }
      await visit.shot('connect');
    },
  );

  visiting(line, 'ConferencingAppsSettings lists the conferencing apps', async (visit) => {
    await visit.open('conferencing-apps');
    await visit.page.getByText('Cal Video').first().waitFor();
    await visit.shot('conferencing-apps');
  });

  visiting(line, 'StripeConnect can be pressed when Stripe is not connected', async (visit) => {
    await visit.open('stripe-connect');
    await visit.page.getByRole('button', { name: /Stripe/ }).waitFor();
    await visit.shot('stripe-connect');
  });
}

/** Turns to the next week, which has all of its days before it, and compares a day of it with what the API offers. */
async function findFreeTimes(visit) {
  const { page } = visit;
  await page.getByRole('button', { name: 'Next Day' }).click();
  const cells = page.locator('[data-testid="calendar-empty-cell"][data-slot]:not([data-disabled="true"])');
  await cells.first().waitFor({ state: 'attached' });
  const drawn = await cells.evaluateAll((all) => all.map(({ dataset }) => Date.parse(dataset.slot)));
  const day = new Date(drawn[0]).toISOString().slice(0, 10);
  const ofThatDay = drawn.filter((instant) => new Date(instant).toISOString().startsWith(day)).toSorted();
  assert.deepEqual(ofThatDay, await visit.freeTimes(drawn[0]));
}
