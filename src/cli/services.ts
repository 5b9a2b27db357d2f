import type { ApiKeysService } from '../api-keys/api-keys.service.js';
import type { AuditService } from '../audit/audit.service.js';
import { SystemClock } from '../common/clock.js';
import type { Settings } from '../config/settings.js';
import type { CredentialsService } from '../credentials/credentials.service.js';
import { PrismaService } from '../database/prisma.service.js';
import { OAuthClientsRepository } from '../oauth-clients/oauth-clients.repository.js';
import { OAuthClientsService } from '../oauth-clients/oauth-clients.service.js';
import { Sealer } from '../secrets/sealer.js';

/** What commands work with. Made by hand, because loading the whole application would take longer than a command. */
export interface Services {
  clients: OAuthClientsService;
  // Loaded on demand: they bring all of the validation along.
  apiKeys(): Promise<ApiKeysService>;
  audit(): Promise<AuditService>;
  database: PrismaService;
}

/** A command caches no credentials. The servers hear of a change from the database. */
const NO_CACHE: Pick<CredentialsService, 'forgetChanged'> = { forgetChanged: async () => undefined };

export function createServices(settings: Settings): Services {
  const database = new PrismaService(settings);
  const clock = new SystemClock();
  const sealer = new Sealer(settings);
  const credentials = NO_CACHE as CredentialsService;
  const clientsRepository = new OAuthClientsRepository(database);
  return {
    clients: new OAuthClientsService(clientsRepository, database, sealer, clock, credentials),
    apiKeys: async () => {
      const { ApiKeysRepository } = await import('../api-keys/api-keys.repository.js');
      const { ApiKeysService } = await import('../api-keys/api-keys.service.js');
      return new ApiKeysService(settings, new ApiKeysRepository(database), database, credentials, clock);
    },
    audit: async () => {
      const { AuditRepository } = await import('../audit/audit.repository.js');
      const { AuditService } = await import('../audit/audit.service.js');
      return new AuditService(new AuditRepository(database), credentials);
    },
    database,
  };
}
