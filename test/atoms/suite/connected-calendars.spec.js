import assert from 'node:assert/strict';
import { stage } from './stage.js';
import { visiting } from './visit.js';

const HOUR = 3_600_000;

export function connectedCalendars(line) {
  visiting(line, 'SelectedCalendarsSettings lets a calendar count, and stops it', async (visit) => {
    const { page } = visit;
    const busy = nextWorkday(10);
    await connectFeed(visit, busy);
    assert.ok((await visit.freeTimes(busy)).includes(busy));

    await visit.open('selected-calendars');
    const selected = page.locator('main').getByRole('switch');
    await page.getByText('Team', { exact: true }).first().waitFor();
    await selected.click();
    await visit.until(
      () => visit.freeTimes(busy),
      (free) => !free.includes(busy) && !free.includes(busy + HOUR / 2) && free.includes(busy + HOUR),
    );
    await page.reload();
    await page.getByRole('switch', { checked: true }).waitFor();
    await visit.shot('selected-calendars-connected');

    await selected.click();
    await visit.until(
      () => visit.freeTimes(busy),
      (free) => free.includes(busy),
    );
  });

  visiting(line, 'Booker offers no time at which a selected calendar is busy', async (visit) => {
    const busy = nextWorkday(9);
    await connectFeed(visit, busy, { select: true });
    await visit.open('booker', { date: new Date(busy).toISOString().slice(0, 10) });
    const offered = visit.page.getByRole('button', { name: /^\d+:\d\d ?[ap]m$/ });
    await offered.first().waitFor();
    await visit.shot('booker-with-calendar');
    const first = await offered.first().textContent();
    assert.match(first, /^10:00 ?am$/);
  });

  visiting(line, 'CalendarView draws when a selected calendar is busy', async (visit) => {
    // Any day of the week that is shown does.
    const busy = Math.floor(Date.now() / (24 * HOUR)) * 24 * HOUR + 10 * HOUR;
    await connectFeed(visit, busy, { select: true });
    await visit.open('calendar-view');
    const asked = (request) => /^GET \/calendars\/busy-times\?.* 200$/.test(request);
    await visit.until(
      () => visit.requests,
      (made) => made.some(asked),
    );
    await visit.page.getByText('Busy').first().waitFor();
    await visit.shot('calendar-view-busy');
  });

  visiting(
    line,
    'Connect.AppleCalendar connects, calendars are chosen for bookings, and it is disconnected',
    async (visit) => {
      const { page } = visit;
      const { username, password } = stage.dav;
      await visit.open('connect');
      await page.getByRole('button', { name: 'Connect Apple' }).click();
      await page.getByTestId('apple-calendar-email').fill(username);
      await page.getByTestId('apple-calendar-password').fill(password);
      await visit.shot('connect-apple');
      await page.getByTestId('apple-calendar-login-button').click();
      const { connectedCalendars } = await visit.until(
        () => visit.api('/calendars'),
        (answer) => answer.connectedCalendars.length > 0,
      );
      assert.deepEqual(
        connectedCalendars[0].calendars.map(({ externalId }) => externalId).toSorted(),
        [stage.dav.own, stage.dav.shared].toSorted(),
      );

      await visit.open('destination-calendar');
      // The selector hides its own input.
      await page.locator('main').getByRole('combobox').press('ArrowDown');
      await page.locator('[id*="-option-"]').first().click();
      await visit.until(
        () => visit.api('/calendars'),
        ({ destinationCalendar }) => destinationCalendar.externalId === stage.dav.own,
      );
      await visit.shot('destination-calendar-connected');

      await visit.open('calendar-settings');
      await page.getByRole('switch').first().waitFor();
      await visit.shot('calendar-settings-connected');
      await page.locator('main button[aria-haspopup="dialog"]').last().click();
      await page.getByRole('dialog').waitFor();
      await visit.shot('calendar-settings-disconnect');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /yes|remove|disconnect|confirm/i })
        .click();
      await visit.until(
        () => visit.api('/calendars'),
        (answer) => answer.connectedCalendars.length === 0,
      );
    },
  );
}

/** Connects a feed with one event of an hour at this instant. */
async function connectFeed(visit, busy, { select = false } = {}) {
  const { ics, vevent } = stage.ics;
  const at = (instant) => new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '');
  const event = vevent('Standup', `DTSTART:${at(busy)}`, `DTEND:${at(busy + HOUR)}`);
  const url = stage.feeds.publish(ics('X-WR-CALNAME:Team', event));
  const { id } = await visit.api('/calendars/ics-feed/save', { method: 'POST', body: { urls: [url] } });
  const selection = { credentialId: id, integration: 'ics-feed_calendar', externalId: url };
  if (select) await visit.api('/selected-calendars', { method: 'POST', body: selection });
}

/** This hour of the next day of London that is open, and not in the night when clocks change; milliseconds. */
function nextWorkday(hour) {
  const day = new Date();
  do day.setUTCDate(day.getUTCDate() + 1);
  while (day.getUTCDay() === 0 || day.getUTCDay() === 6);
  day.setUTCHours(hour, 0, 0, 0);
  const inLondon = Number(
    new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: 'Europe/London' }).format(day),
  );
  return day.getTime() - (inLondon - hour) * HOUR;
}
