import { Inject, Injectable, Logger } from '@nestjs/common';
import { ApiKeysService } from '../api-keys/api-keys.service.js';
import { isProduction, SETTINGS, type Settings } from '../config/settings.js';
import { OAuthClientsService } from '../oauth-clients/oauth-clients.service.js';
import { deriveKey, equal, hash, randomId } from '../secrets/secrets.js';
import type { FirstOrganization } from './first-organization.js';
import { seedsIn } from './seeds.js';

/** What somebody needs to call the server. Null: there is none, or the server does not know it. */
export interface Credentials extends FirstOrganization {
  clientId: string | null;
  clientSecret: string | null;
  apiKey: string | null;
}

/** Gives a new database what a newcomer needs, and any database what the SEED_ settings ask for. */
@Injectable()
export class SetupService {
  private readonly logger = new Logger(SetupService.name);

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly clients: OAuthClientsService,
    private readonly apiKeys: ApiKeysService,
  ) {}

  /**
   * Makes an OAuth client and an API key when there is no client yet, unless this is production, where the command line
   * makes them. Runs under the migrations' lock.
   *
   * @returns what is known of the client that SEED_CLIENT_ID names, or else of the oldest one of the organization.
   */
  async prepare(organization: FirstOrganization): Promise<Credentials> {
    const { seedClientId, seedClientSecret, seedApiKey } = seedsIn(this.settings);
    const existing = await this.clients.listAll();
    const isFirst = existing.length === 0 && !isProduction(this.settings);
    const oldest = existing.find(({ organizationId }) => organizationId === organization.organizationId);
    const clientId = seedClientId ?? oldest?.id ?? (isFirst ? randomId() : null);
    const apiKey = await this.apiKey(organization, clientId, seedApiKey, isFirst);
    // After the key, so that a crash in between lets the next start make both.
    if (clientId !== null && !existing.some(({ id }) => id === clientId)) {
      await this.createClient(organization, clientId, seedClientSecret);
    }
    const clientSecret = clientId && (await this.secretOf(clientId, seedClientSecret));
    return { ...organization, clientId, clientSecret, apiKey };
  }

  private async createClient({ organizationId }: FirstOrganization, id: string, secret?: string): Promise<void> {
    await this.clients.create({ organizationId, name: 'My client', redirectUris: ['http://localhost:*'], id, secret });
  }

  /** The client's newest secret; null when it was sealed under another secret key. */
  private async secretOf(clientId: string, expected: string | undefined): Promise<string | null> {
    const secret = await this.clients.get(clientId).then(
      (client) => client.secret,
      () => null,
    );
    if (expected !== undefined && (secret === null || !equal(hash(secret), hash(expected)))) {
      this.logger.warn('SEED_CLIENT_SECRET is not the secret of the client SEED_CLIENT_ID, which was made before.');
    }
    return secret;
  }

  /**
   * The given key, or the one that belongs to the first client. Only a hash of a key is stored, so that one is derived
   * from the secret key: whoever has that can find it again, also at a later start. A revoked one is not made again.
   */
  private async apiKey(
    { ownerId: userId, organizationId }: FirstOrganization,
    clientId: string | null,
    given: string | undefined,
    isFirst: boolean,
  ): Promise<string | null> {
    const apiKey = given ?? (clientId === null ? null : this.derivedApiKey(clientId));
    if (apiKey === null || (await this.apiKeys.exists(apiKey))) return apiKey;
    if (given === undefined && !isFirst) return null;
    return (await this.apiKeys.create({ userId, organizationId, note: 'Made at a start', apiKey })).apiKey;
  }

  private derivedApiKey(clientId: string): string {
    const key = deriveKey(this.settings.secretKey, `API key of the start that made ${clientId}`);
    return this.settings.apiKeyPrefix + key.toString('hex', 0, 16);
  }
}
