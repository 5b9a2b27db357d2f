import { layFoundation } from '../setup/data-folder.js';
import type { FirstOrganization } from '../setup/first-organization.js';
import type { OptionValues } from './command.js';
import type { Services } from './services.js';
import { settingsFrom } from './settings-from.js';

/**
 * Runs `work` on the database of the settings: beside a server that is running on it or, with an embedded database and no
 * server, with that database started for the moment. `work` also gets the organization of whoever runs the server.
 */
export async function withServices<Result>(
  options: OptionValues,
  work: (services: Services, organization: FirstOrganization) => Promise<Result>,
): Promise<Result> {
  const foundation = await layFoundation(settingsFrom(options), { share: true });
  try {
    const { prepareDatabase } = await import('../setup/prepare-database.js');
    const { organization } = await prepareDatabase(foundation, async (database) => database);
    const { createServices } = await import('./services.js');
    const services = createServices({ ...foundation.settings, databasePoolSize: 2 });
    try {
      return await work(services, organization);
    } finally {
      await services.database.onApplicationShutdown();
    }
  } finally {
    await foundation.release();
  }
}
