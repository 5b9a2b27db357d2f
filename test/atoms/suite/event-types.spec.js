import assert from 'node:assert/strict';
import { visiting } from './visit.js';

const VERSION = '2024-06-14';

export function eventTypes(line) {
  visiting(line, 'CreateEventType makes an event type', async (visit) => {
    const { page } = visit;
    await visit.open('create-event-type');
    await page.getByRole('textbox', { name: 'Title' }).fill('Quick talk');
    await page.getByRole('spinbutton', { name: 'Duration' }).fill('45');
    await visit.shot('create-event-type');
    await page.getByRole('button', { name: 'Continue' }).click();
    const { id } = await visit.told('created');

    const { title, slug, lengthInMinutes } = await visit.api(`/event-types/${id}`, { version: VERSION });
    assert.deepEqual(
      { title, slug, lengthInMinutes },
      { title: 'Quick talk', slug: 'quick-talk', lengthInMinutes: 45 },
    );
  });

  visiting(line, 'ListEventTypes lists the event types and deletes one', async (visit) => {
    const { page } = visit;
    await visit.api('/event-types', {
      method: 'POST',
      version: VERSION,
      body: { title: 'Long talk', slug: 'long-talk', lengthInMinutes: 90 },
    });
    await visit.open('list-event-types');
    await page.getByText('Half an hour').waitFor();
    const row = page.getByRole('listitem').filter({ hasText: 'Long talk' });
    await row.getByRole('button', { name: 'Options' }).click();
    await visit.shot('list-event-types');
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await row.waitFor({ state: 'detached' });

    assert.deepEqual(await slugs(visit), ['half-an-hour']);
  });

  if (line === '2.11') {
    visiting(line, 'EventTypeSettings makes an event recurring when the page saves it', async (visit) => {
      const { page } = visit;
      await visit.open('event-type-settings');
      await page.getByRole('switch').click();
      await page.getByRole('spinbutton').last().fill('6');
      await visit.shot('event-type-settings');
      await page.getByRole('button', { name: 'Save from outside' }).click();
      await visit.told('updated');

      const [{ recurrence }] = await visit.api(`/event-types?username=${visit.person.username}`, { version: VERSION });
      assert.equal(recurrence.occurrences, 6);
      await page.reload();
      await page.getByRole('switch', { checked: true }).waitFor();
    });
    return;
  }

  visiting(line, 'EventTypeSettings changes title, length and description', async (visit) => {
    const { page } = visit;
    await visit.open('event-type-settings');
    await page.getByRole('textbox', { name: 'Title' }).fill('Half a day');
    await page.getByRole('spinbutton', { name: 'Duration' }).fill('240');
    await visit.shot('event-type-settings');
    await save(visit);
    await page.reload();
    await visit.until(
      () => page.getByRole('textbox', { name: 'Title' }).inputValue(),
      (title) => title === 'Half a day',
    );

    const { title, slug, lengthInMinutes } = await only(visit);
    assert.deepEqual(
      { title, slug, lengthInMinutes },
      { title: 'Half a day', slug: 'half-an-hour', lengthInMinutes: 240 },
    );
  });

  visiting(line, 'EventTypeSettings draws every tab', async (visit) => {
    const { page } = visit;
    await visit.open('event-type-settings');
    for (const [tab, shown] of [
      ['Availability', 'Default schedule'],
      ['Limits', 'Minimum notice'],
      ['Advanced', 'Booking questions'],
      ['Recurring', 'People can subscribe for recurring events'],
      ['Payments', 'Stripe not connected'],
    ]) {
      await page.getByRole('link', { name: new RegExp(`^${tab}`) }).click();
      await page.getByText(shown).first().waitFor();
      await visit.shot(`event-type-settings-${tab.toLowerCase()}`);
    }
  });

  visiting(line, 'EventTypeSettings changes limits and asks for confirmation', async (visit) => {
    const { page } = visit;
    await visit.open('event-type-settings');
    await page.getByRole('link', { name: /^Limits/ }).click();
    await page.getByRole('spinbutton').first().fill('5');
    await page.getByRole('link', { name: /^Advanced/ }).click();
    await switchOf(page, 'Requires confirmation').click();
    await visit.shot('event-type-settings-confirmation');
    await save(visit);

    const { minimumBookingNotice, confirmationPolicy } = await only(visit);
    assert.equal(minimumBookingNotice, 300);
    assert.equal(confirmationPolicy.type, 'always');
  });

  visiting(line, 'EventTypeSettings makes an event recurring', async (visit) => {
    const { page } = visit;
    await visit.open('event-type-settings');
    await page.getByRole('link', { name: /^Recurring/ }).click();
    await page.getByRole('switch').last().click();
    await save(visit);
    assert.ok((await only(visit)).recurrence?.occurrences > 0);
  });

  visiting(line, 'EventTypeSettings deletes the event type', async (visit) => {
    const { page } = visit;
    await visit.open('event-type-settings');
    await page.getByRole('textbox', { name: 'Title' }).waitFor();
    await page.locator('button[tooltip="Delete"]').click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /delete/i })
      .click();
    await visit.told('deleted');
    assert.deepEqual(await slugs(visit), []);
  });
}

async function save(visit) {
  await visit.page.getByRole('button', { name: 'Save', exact: true }).click();
  await visit.told('updated');
}

/** The switch of the setting with this title. */
function switchOf(page, title) {
  return page
    .getByText(title, { exact: true })
    .locator('xpath=ancestor::*[.//button[@role="switch"]][1]')
    .getByRole('switch');
}

const own = (visit) => visit.api(`/event-types?username=${visit.person.username}`, { version: VERSION });
const only = async (visit) => (await own(visit))[0];
const slugs = async (visit) => (await own(visit)).map(({ slug }) => slug);
