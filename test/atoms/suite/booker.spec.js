import assert from 'node:assert/strict';
import { visiting } from './visit.js';

const VERSION = '2024-08-13';

export function booker(line) {
  visiting(line, 'Booker shows free times, and reserves the one that is chosen', async (visit) => {
    await visit.open('booker');
    await visit.page.getByText('Half an hour').waitFor();
    await chooseTime(visit);
    await visit.shot('booker-form');
    assert.match((await visit.told('reserved')).data, /^[0-9a-f-]{36}$/);
    assert.ok(visit.requests.some((made) => made.startsWith('POST /slots/reserve 20')));
  });

  for (const component of ['booker', 'booker-embed']) {
    const name = component === 'booker' ? 'Booker' : 'BookerEmbed';

    visiting(
      line,
      `${name} books, moves the booking, and the time is free again after it is cancelled`,
      async (visit) => {
        const { page } = visit;
        await visit.open(component);
        const first = await book(visit, { as: 'Ann Guest', nth: 1 });
        await visit.shot(`${component}-booked`);
        const booked = await visit.api(`/bookings/${first.uid}`, { version: VERSION });
        assert.equal(booked.status, 'accepted');
        assert.deepEqual([booked.attendees[0].name, booked.attendees[0].email], ['Ann Guest', 'ann@example.com']);
        assert.equal(new Date(booked.start).getTime(), new Date(first.startTime ?? first.start).getTime());

        await visit.open(component, { reschedule: first.uid });
        const second = await book(visit, { nth: 3 });
        await visit.shot(`${component}-moved`);
        const moved = await visit.api(`/bookings/${second.uid}`, { version: VERSION });
        assert.equal(moved.status, 'accepted');
        assert.notEqual(moved.start, booked.start);
        assert.equal((await visit.api(`/bookings/${first.uid}`, { version: VERSION })).status, 'cancelled');

        await visit.open('bookings');
        const row = page.locator(`[data-booking="${second.uid}"]`);
        await row.getByRole('button', { name: 'Cancel' }).click();
        await visit.told('cancelled');
        await row.locator('[data-status]', { hasText: 'cancelled' }).waitFor();
        await visit.shot(`${component}-cancelled`);
        assert.ok((await visit.freeTimes(moved.start)).includes(new Date(moved.start).getTime()));
      },
    );
  }

  visiting(line, 'Booker books with a token that expires while the form is filled in', async (visit) => {
    visit.allow(/ 498$/);
    const old = visit.person.accessToken;
    await visit.open('booker');
    const { uid } = await book(visit, { as: 'Ann Guest', nth: 0, beforeFilling: () => visit.expireToken() });
    assert.notEqual(visit.person.accessToken, old);
    assert.ok(visit.requests.some((made) => made.endsWith(' 498')));
    assert.equal((await visit.api(`/bookings/${uid}`, { version: VERSION })).status, 'accepted');
  });

  visiting(line, 'Booker no longer offers a time that is booked', async (visit) => {
    await visit.open('booker');
    const { uid } = await book(visit, { as: 'Ann Guest', nth: 0 });
    const { start } = await visit.api(`/bookings/${uid}`, { version: VERSION });
    assert.ok(!(await visit.freeTimes(start)).includes(new Date(start).getTime()));
  });

  visiting(line, 'BookerEmbed speaks for nobody: none of its requests is authorized', async (visit) => {
    const authorized = [];
    visit.page.on('request', (request) => {
      if (request.url().includes('/v2/') && request.headers().authorization) authorized.push(request.url());
    });
    await visit.open('booker-embed');
    await chooseTime(visit);
    assert.deepEqual(authorized, []);
  });
}

/** Chooses a free day and its nth time; the form follows. */
async function chooseTime({ page }, nth = 0) {
  await page.locator('[data-testid="day"]:not([disabled])').nth(1).click();
  await page
    .getByRole('button', { name: /^\d+:\d\d ?[ap]m$/ })
    .nth(nth)
    .click();
  await page.getByRole('button', { name: /^(confirm|reschedule)$/i }).waitFor();
}

/** Goes through the whole form. A booking to move keeps its answers. @returns what the component told the page. */
async function book(visit, { as, nth, beforeFilling }) {
  const { page } = visit;
  await chooseTime(visit, nth);
  await beforeFilling?.();
  if (as) {
    await page.getByRole('textbox', { name: /your.name/i }).fill(as);
    await page.getByRole('textbox', { name: /email.address/i }).fill('ann@example.com');
    // It asks whether the address has to be proved 600 ms after the last key.
    await page.waitForResponse((response) => response.url().includes('email=ann%40example.com'));
  }
  await page.getByRole('button', { name: /^(confirm|reschedule)$/i }).click();
  return (await visit.told('booked')).data;
}
