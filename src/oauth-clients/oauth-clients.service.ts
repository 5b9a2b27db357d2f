import { Injectable } from '@nestjs/common';
import { type Actor, type AuditAction, type AuditEvent, COMMAND_LINE } from '../audit/audit-event.js';
import { recordAuditEvent } from '../audit/audit.repository.js';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import { CredentialsService } from '../credentials/credentials.service.js';
import { PrismaService } from '../database/prisma.service.js';
import type { Queryable } from '../database/statement.js';
import { Sealer } from '../secrets/sealer.js';
import { hash, randomId, randomSecret } from '../secrets/secrets.js';
import { type NewOAuthClient, withDefaults } from './new-oauth-client.js';
import { type OAuthClient, toOAuthClient } from './oauth-client-output.js';
import {
  type ListedOAuthClient,
  type OAuthClientPatch,
  type OAuthClientRow,
  OAuthClientsRepository,
} from './oauth-clients.repository.js';
import { replaceSecret, type StoredSecret } from './replace-secret.js';

export type { NewOAuthClient } from './new-oauth-client.js';

export interface ClientIdAndSecret {
  clientId: string;
  clientSecret: string;
}

export interface RotatedSecret extends ClientIdAndSecret {
  /** When the secrets before this one end at the latest. */
  oldSecretExpiresAt: Date;
}

/** The integrations of customers. */
@Injectable()
export class OAuthClientsService {
  constructor(
    private readonly repository: OAuthClientsRepository,
    private readonly prisma: PrismaService,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly credentials: CredentialsService,
  ) {}

  /** Every client on the server, oldest first: for the command line. */
  listAll(): Promise<ListedOAuthClient[]> {
    return this.repository.listAll();
  }

  /** The organization's clients, oldest first, with their secrets. */
  async listInOrganization(organizationId: number): Promise<OAuthClient[]> {
    const rows = await this.repository.listInOrganization(organizationId);
    return rows.map((row) => this.show(row));
  }

  /** @throws ApiError 404 when there is no such client; so do the methods below. */
  async get(clientId: string): Promise<OAuthClient> {
    return this.show((await this.repository.find(clientId)) ?? notFound());
  }

  /** Creates a client with one secret, which is random: two clients never share one. */
  async create(client: NewOAuthClient, actor: Actor = COMMAND_LINE): Promise<ClientIdAndSecret> {
    // improve: oauth-clients.secret — the original's secret can be computed from the input and the second of creation.
    const { id = randomId(), secret = randomSecret(), organizationId, name } = client;
    await this.prisma.transaction(async (on) => {
      await this.repository.insert({ ...withDefaults(client), id, secret: this.stored(id, secret) }, on);
      await record('oauth-client.created', id, organizationId, actor, { name }, on);
    });
    return { clientId: id, clientSecret: secret };
  }

  /** Changes what the patch names. */
  async update(clientId: string, patch: OAuthClientPatch, actor: Actor): Promise<OAuthClient> {
    const changed = Object.keys(patch).join(', ');
    if (changed === '') return this.get(clientId);
    const row = await this.prisma.transaction(async (on) => {
      const updated = (await this.repository.update(clientId, patch, on)) ?? notFound();
      await record('oauth-client.updated', clientId, updated.organizationId, actor, { changed }, on);
      return updated;
    });
    await this.credentials.forgetChanged();
    return this.show(row);
  }

  /**
   * Deletes the client with its tokens, codes and webhooks, and gives it as it was.
   *
   * @param force also when the client has managed users: they stay, but belong to no client any more.
   * @throws ApiError 409 when it has managed users and `force` is not set.
   */
  async delete(clientId: string, force: boolean, actor: Actor): Promise<OAuthClient> {
    const row = await this.prisma.transaction(async (on) => {
      const client = (await this.repository.lockForDeletion(clientId, on)) ?? notFound();
      const hasUsers = await this.repository.hasUsers(clientId, on);
      // improve: oauth-clients.delete-with-users — the original leaves users behind that nobody can reach.
      if (hasUsers && !force) throw stillHasUsers(clientId);
      await this.repository.delete(clientId, on);
      const { organizationId, name } = client;
      await record('oauth-client.deleted', clientId, organizationId, actor, { name, hasUsers }, on);
      return client;
    });
    await this.credentials.forgetChanged();
    return this.show(row);
  }

  /**
   * Gives the client a further secret. The older ones go on for a while, so that no request is refused while the new one
   * is being rolled out; they never go on longer than an earlier rotation said.
   *
   * @param keepOldForMs how long the older secrets stay valid, milliseconds; 0 ends them at once.
   */
  async rotateSecret(clientId: string, keepOldForMs: number, actor: Actor = COMMAND_LINE): Promise<RotatedSecret> {
    const clientSecret = randomSecret();
    const now = this.clock.now();
    const endsAt = now + keepOldForMs;
    await this.prisma.transaction(async (on) => {
      const organizationId = (await this.repository.lockForRotation(clientId, on)) ?? notFound();
      await replaceSecret(clientId, this.stored(clientId, clientSecret), { endOthersAt: endsAt, now }, on);
      const details = { oldSecretExpiresAt: new Date(endsAt).toISOString() };
      await record('oauth-client.secret-rotated', clientId, organizationId, actor, details, on);
    });
    await this.credentials.forgetChanged();
    return { clientId, clientSecret, oldSecretExpiresAt: new Date(endsAt) };
  }

  private show(row: OAuthClientRow): OAuthClient {
    const secret = row.sealedSecret ? this.sealer.open(row.sealedSecret, sealContext(row.id)) : '';
    return toOAuthClient(row, secret);
  }

  private stored(clientId: string, secret: string): StoredSecret {
    return { hash: hash(secret), sealed: this.sealer.seal(secret, sealContext(clientId)) };
  }
}

function record(
  action: AuditAction,
  clientId: string,
  organizationId: number,
  actor: Actor,
  details: AuditEvent['details'],
  on: Queryable,
): Promise<void> {
  return recordAuditEvent({ action, actor, organizationId, oauthClientId: clientId, targetId: clientId, details }, on);
}

/** Binds a sealed secret to its client. */
const sealContext = (clientId: string): string => `oauth-client-secret:${clientId}`;

function notFound(): never {
  throw ApiError.notFound('OAuthClientGuard - OAuth client not found.');
}

function stillHasUsers(clientId: string): ApiError {
  return ApiError.conflict(
    `OAuth client with ID ${clientId} still has managed users. Delete them first, or add ?force=true: then they stay but no client can reach them any more.`,
  );
}
