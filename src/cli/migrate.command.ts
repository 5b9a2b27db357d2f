import { layFoundation } from '../setup/data-folder.js';
import type { Command, OptionValues } from './command.js';
import { DATABASE_OPTION_HELP, DATABASE_OPTIONS } from './option-values.js';
import { settingsFrom } from './settings-from.js';

/** The start of a server migrates too; this is for those who want to do it beforehand. */
export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'Bring the database up to date',
  options: DATABASE_OPTIONS,
  optionHelp: DATABASE_OPTION_HELP,
  run: migrate,
};

async function migrate(options: OptionValues): Promise<void> {
  const foundation = await layFoundation(settingsFrom(options), { share: true });
  try {
    const { prepareDatabase } = await import('../setup/prepare-database.js');
    const { applied } = await prepareDatabase(foundation, async (database) => database);
    if (options['json']) console.log(JSON.stringify({ applied }));
    else console.log(applied.length > 0 ? ['Applied:', ...applied].join('\n') : 'The database is up to date.');
  } finally {
    await foundation.release();
  }
}
