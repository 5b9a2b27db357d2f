import assert from 'node:assert/strict';
import { visiting } from './visit.js';

const VERSION = '2024-06-11';

export function schedules(line) {
  visiting(line, 'AvailabilitySettings saves changed hours and shows them again', async (visit) => {
    const { page } = visit;
    await visit.open('availability-settings');
    await page.getByText('Mon - Fri, 9:00 AM - 5:00 PM').waitFor();
    await visit.shot('availability-settings');

    await chooseTime(page.locator('main'), 0, '10:00am');
    await page.getByRole('switch', { name: 'Friday' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await visit.told('updated');
    await page.reload();
    await page.getByText('Mon, 10:00 AM - 5:00 PM').waitFor();
    await visit.shot('availability-settings-changed');

    assert.deepEqual(await hours(visit), ['Monday 10:00-17:00', 'Tuesday,Wednesday,Thursday 09:00-17:00']);
  });

  visiting(line, 'AvailabilitySettings changes the name and the time zone', async (visit) => {
    const { page } = visit;
    await visit.open('availability-settings');
    const name = page.getByRole('textbox').first();
    await name.fill('Summer hours');
    const zone = page.getByRole('combobox', { name: 'Timezone Select' });
    await zone.fill('New York');
    await page.locator('[id*="-option-"]').filter({ hasText: 'New York' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await visit.told('updated');
    await page.reload();
    await page.getByText('America/New York').first().waitFor();
    await visit.shot('availability-settings-zone');

    const saved = await visit.api('/schedules/default', { version: VERSION });
    assert.deepEqual([saved.name, saved.timeZone], ['Summer hours', 'America/New_York']);
  });

  visiting(line, 'AvailabilitySettings adds an override for a day and removes it', async (visit) => {
    const { page } = visit;
    await visit.open('availability-settings');
    await page.getByRole('button', { name: 'Add an override' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'View next month' }).click();
    await dialog.getByRole('button', { name: '15', exact: true }).click();
    await chooseTime(dialog, 0, '11:00am');
    await visit.shot('availability-settings-override');
    await dialog.getByRole('button', { name: 'Save override' }).click();
    await visit.told('updated');

    const month = new Date();
    month.setUTCDate(1);
    month.setUTCMonth(month.getUTCMonth() + 1);
    const date = `${month.toISOString().slice(0, 7)}-15`;
    const overrides = async () => (await visit.api('/schedules/default', { version: VERSION })).overrides;
    assert.deepEqual(await visit.until(overrides, ({ length }) => length > 0), [
      { date, startTime: '11:00', endTime: '17:00' },
    ]);

    await page.reload();
    await page.getByText('11:00').first().waitFor();
    await visit.shot('availability-settings-with-override');
    await page.getByTestId('delete-button').click();
    await visit.until(overrides, ({ length }) => length === 0);
  });

  visiting(line, 'CreateSchedule makes a schedule', async (visit) => {
    const { page } = visit;
    await visit.open('create-schedule');
    await page.getByRole('button', { name: 'New' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('Winter hours');
    await visit.shot('create-schedule');
    await page.getByRole('button', { name: 'Continue' }).click();
    const id = await visit.told('created');

    const made = await visit.api(`/schedules/${id}`, { version: VERSION });
    assert.deepEqual([made.name, made.isDefault, made.timeZone], ['Winter hours', false, 'Europe/London']);
  });

  visiting(line, 'ListSchedules duplicates a schedule, makes it the default, and deletes the other', async (visit) => {
    const { page } = visit;
    await visit.open('list-schedules');
    const rows = page.locator('main li').filter({ hasText: 'Europe/London' });
    const act = async (row, action) => {
      await row.getByRole('button').last().click();
      await page.getByRole('menuitem', { name: action }).click();
    };
    await rows.first().waitFor();
    const [original] = await names(visit);
    await act(rows.first(), 'Duplicate');
    await rows.nth(1).waitFor();
    await visit.shot('list-schedules');
    assert.equal((await names(visit)).length, 2);

    await act(rows.filter({ hasNotText: 'Default schedule Default' }).last(), /default/i);
    const [copy] = await visit.until(
      async () => (await all(visit)).filter(({ isDefault }) => isDefault),
      ([one]) => one?.name !== original,
    );
    await page.reload();
    await rows.nth(1).waitFor();
    await visit.shot('list-schedules-other-default');

    await act(rows.filter({ hasNotText: copy.name }), 'Delete');
    const confirmation = page
      .getByRole('alertdialog')
      .or(page.getByRole('dialog'))
      .getByRole('button', { name: /delete/i });
    await confirmation.or(rows.nth(1)).first().waitFor({ state: 'attached' });
    if (await confirmation.isVisible()) await confirmation.click();
    await visit.until(
      () => names(visit),
      (left) => left.length === 1 && left[0] === copy.name,
    );
    await rows.nth(1).waitFor({ state: 'detached' });
  });
}

const all = (visit) => visit.api('/schedules', { version: VERSION });
const names = async (visit) => (await all(visit)).map(({ name }) => name);

/** The hours of the default schedule: `Monday,Tuesday 09:00-17:00`. */
async function hours(visit) {
  const { availability } = await visit.api('/schedules/default', { version: VERSION });
  return availability.map(({ days, startTime, endTime }) => `${days} ${startTime}-${endTime}`).toSorted();
}

/** Chooses in the nth time selector. */
async function chooseTime(within, nth, time) {
  await within.getByRole('combobox').nth(nth).click();
  await within.page().getByRole('option', { name: time, exact: true }).click();
}
