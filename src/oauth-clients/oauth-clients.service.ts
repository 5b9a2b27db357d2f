import { Injectable } from '@nestjs/common';
import { ALL_PERMISSIONS } from '../auth/permissions.js';
import { PrismaService } from '../database/prisma.service.js';
import { Sealer } from '../secrets/sealer.js';
import { hash, randomId, randomSecret } from '../secrets/secrets.js';

export interface NewOAuthClient {
  organizationId: number;
  name: string;
  /** Bit mask; all permissions by default. */
  permissions?: number;
  redirectUris?: string[];
  areDefaultEventTypesEnabled?: boolean;
  /** Random by default; given ones are for test set-ups. */
  id?: string;
  secret?: string;
}

export interface ClientIdAndSecret {
  clientId: string;
  clientSecret: string;
}

/** The integrations of customers. */
@Injectable()
export class OAuthClientsService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly sealer: Sealer,
  ) {}

  /** Creates a client with one secret. */
  async create({ id = randomId(), secret = randomSecret(), ...client }: NewOAuthClient): Promise<ClientIdAndSecret> {
    await this.prisma.oAuthClient.create({
      data: { permissions: ALL_PERMISSIONS, ...client, id, secrets: { create: this.secretRow(id, secret) } },
    });
    return { clientId: id, clientSecret: secret };
  }

  /** What the table of secrets keeps of one. */
  private secretRow(clientId: string, secret: string) {
    return {
      hash: new Uint8Array(hash(secret)),
      sealed: new Uint8Array(this.sealer.seal(secret, `oauth-client-secret:${clientId}`)),
    };
  }
}
