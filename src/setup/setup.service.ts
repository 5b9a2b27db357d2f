import { Inject, Injectable } from '@nestjs/common';
import { ApiKeysService } from '../api-keys/api-keys.service.js';
import { isProduction, SETTINGS, type Settings } from '../config/settings.js';
import { PrismaService } from '../database/prisma.service.js';
import { OAuthClientsService } from '../oauth-clients/oauth-clients.service.js';

/** What somebody needs to call the server. Secrets are there only when this start made them or was given them. */
export interface Credentials {
  organizationId: number;
  ownerId: number;
  clientId?: string;
  clientSecret?: string;
  apiKey?: string;
}

const OWNER_EMAIL = 'owner@example.com';

/** Fills an empty database with what a newcomer needs, and any database with what the SEED_ settings ask for. */
@Injectable()
export class SetupService {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly prisma: PrismaService,
    private readonly clients: OAuthClientsService,
    private readonly apiKeys: ApiKeysService,
  ) {}

  /**
   * Makes an organization with an owner in an empty database, and there an OAuth client and an API key too, unless this is
   * production, where nothing may be printed and the command line makes them. Runs under the migrations' lock.
   */
  async prepare(): Promise<Credentials> {
    const { organizationId, ownerId, isNew } = await this.organization();
    const credentials: Credentials = { organizationId, ownerId };
    const { seedClientId, seedClientSecret, seedApiKey } = this.settings;
    const wantsAll = isNew && !isProduction(this.settings);
    if ((seedClientId && seedClientSecret) || wantsAll) {
      Object.assign(credentials, await this.client(organizationId, seedClientId, seedClientSecret));
    }
    if (seedApiKey || wantsAll) {
      credentials.apiKey = await this.apiKey(organizationId, ownerId, seedApiKey);
    }
    return credentials;
  }

  private async organization(): Promise<{ organizationId: number; ownerId: number; isNew: boolean }> {
    const owner = await this.prisma.membership.findFirst({
      where: { role: 'OWNER' },
      orderBy: { organizationId: 'asc' },
    });
    if (owner) return { organizationId: owner.organizationId, ownerId: owner.userId, isNew: false };
    const organization = await this.prisma.organization.create({ data: { name: 'My organization' } });
    const inOrganization = { organizationId: organization.id };
    const { id } = await this.prisma.user.create({
      data: {
        email: OWNER_EMAIL,
        username: 'owner',
        name: 'Owner',
        verified: true,
        ...inOrganization,
        profiles: { create: { username: 'owner', ...inOrganization } },
        memberships: { create: { role: 'OWNER', accepted: true, ...inOrganization } },
      },
    });
    return { organizationId: organization.id, ownerId: id, isNew: true };
  }

  private async client(organizationId: number, id: string | undefined, secret: string | undefined) {
    const exists = id !== undefined && (await this.prisma.oAuthClient.count({ where: { id } })) > 0;
    if (exists) return { clientId: id, clientSecret: secret };
    const redirectUris = ['http://localhost:*'];
    return this.clients.create({ organizationId, name: 'My client', redirectUris, id, secret });
  }

  private async apiKey(organizationId: number, userId: number, apiKey: string | undefined): Promise<string> {
    if (apiKey !== undefined && (await this.apiKeys.exists(apiKey))) return apiKey;
    return (await this.apiKeys.create({ userId, organizationId, note: 'Made at the first start', apiKey })).apiKey;
  }
}
