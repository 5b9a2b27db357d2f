import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { type Queryable, statement } from '../database/statement.js';
import type { StoredSecret } from './replace-secret.js';

/** An OAuth client as stored, with its newest secret. */
export interface OAuthClientRow {
  id: string;
  name: string;
  /** Encrypted; null only when somebody removed the secrets by hand. */
  sealedSecret: Uint8Array | null;
  /** Bit mask. */
  permissions: number;
  logo: string | null;
  redirectUris: string[];
  organizationId: number;
  createdAt: Date;
  bookingRedirectUri: string | null;
  bookingCancelRedirectUri: string | null;
  bookingRescheduleRedirectUri: string | null;
  areEmailsEnabled: boolean;
  areDefaultEventTypesEnabled: boolean;
  areCalendarEventsEnabled: boolean;
}

/** Columns that can change. Absent: stays; null: is cleared. */
export type OAuthClientPatch = Partial<
  Omit<OAuthClientRow, 'id' | 'sealedSecret' | 'permissions' | 'organizationId' | 'createdAt'>
>;

export type InsertedOAuthClient = Omit<OAuthClientRow, 'sealedSecret' | 'createdAt'> & { secret: StoredSecret };

/** A client in the list of all clients; without anything secret. */
export type ListedOAuthClient = Pick<OAuthClientRow, 'id' | 'name' | 'organizationId' | 'createdAt'>;

const COLUMNS = `c.id, c.name,
  (SELECT s.sealed FROM oauth_client_secrets s WHERE s.client_id = c.id ORDER BY s.id DESC LIMIT 1) AS "sealedSecret",
  c.permissions, c.logo, c.redirect_uris AS "redirectUris", c.organization_id AS "organizationId",
  c.created_at AS "createdAt", c.booking_redirect_uri AS "bookingRedirectUri",
  c.booking_cancel_redirect_uri AS "bookingCancelRedirectUri",
  c.booking_reschedule_redirect_uri AS "bookingRescheduleRedirectUri", c.are_emails_enabled AS "areEmailsEnabled",
  c.are_default_event_types_enabled AS "areDefaultEventTypesEnabled",
  c.are_calendar_events_enabled AS "areCalendarEventsEnabled"`;

const FIND = statement<OAuthClientRow>('oauth-clients.find', `SELECT ${COLUMNS} FROM oauth_clients c WHERE c.id = $1`);

// improve: oauth-clients.order — the original has no order.
const LIST = statement<OAuthClientRow>(
  'oauth-clients.list',
  `SELECT ${COLUMNS} FROM oauth_clients c WHERE c.organization_id = $1 ORDER BY c.created_at, c.id`,
);

const LIST_ALL = statement<ListedOAuthClient>(
  'oauth-clients.listAll',
  `SELECT id, name, organization_id AS "organizationId", created_at AS "createdAt" FROM oauth_clients
   ORDER BY created_at, id`,
);

const INSERT = statement<never>(
  'oauth-clients.insert',
  `WITH client AS (
     INSERT INTO oauth_clients (id, name, permissions, logo, redirect_uris, organization_id, booking_redirect_uri,
       booking_cancel_redirect_uri, booking_reschedule_redirect_uri, are_emails_enabled,
       are_default_event_types_enabled, are_calendar_events_enabled)
     VALUES ($1, $2, $3::int, $4, $5::text[], $6::int, $7, $8, $9, $10::bool, $11::bool, $12::bool)
   )
   INSERT INTO oauth_client_secrets (client_id, hash, sealed) VALUES ($1, $13::bytea, $14::bytea)`,
);

/** What is named in the patch is set, also to nothing. */
const clearable = (column: string, key: string): string =>
  `${column} = CASE WHEN patch ? '${key}' THEN patch ->> '${key}' ELSE ${column} END`;

const UPDATE = statement<OAuthClientRow>(
  'oauth-clients.update',
  `UPDATE oauth_clients c SET
     name = coalesce(patch ->> 'name', name),
     redirect_uris = CASE WHEN patch ? 'redirectUris'
       THEN ARRAY(SELECT jsonb_array_elements_text(patch -> 'redirectUris')) ELSE redirect_uris END,
     are_emails_enabled = coalesce((patch ->> 'areEmailsEnabled')::bool, are_emails_enabled),
     are_default_event_types_enabled =
       coalesce((patch ->> 'areDefaultEventTypesEnabled')::bool, are_default_event_types_enabled),
     are_calendar_events_enabled = coalesce((patch ->> 'areCalendarEventsEnabled')::bool, are_calendar_events_enabled),
     ${clearable('logo', 'logo')},
     ${clearable('booking_redirect_uri', 'bookingRedirectUri')},
     ${clearable('booking_cancel_redirect_uri', 'bookingCancelRedirectUri')},
     ${clearable('booking_reschedule_redirect_uri', 'bookingRescheduleRedirectUri')}
   FROM (SELECT $2::jsonb AS patch) given WHERE c.id = $1
   RETURNING ${COLUMNS}`,
);

const DELETE = statement<never>('oauth-clients.delete', 'DELETE FROM oauth_clients WHERE id = $1');

// Waits for everybody who is creating a user of this client, and lets nobody begin.
const LOCK_FOR_DELETION = statement<OAuthClientRow>('oauth-clients.lockForDeletion', `${FIND.text} FOR UPDATE OF c`);

const HAS_USERS = statement<{ exists: boolean }>(
  'oauth-clients.hasUsers',
  'SELECT EXISTS (SELECT 1 FROM users WHERE oauth_client_id = $1) AS exists',
);

const LOCK_FOR_ROTATION = statement<{ organizationId: number }>(
  'oauth-clients.lockForRotation',
  'SELECT organization_id AS "organizationId" FROM oauth_clients WHERE id = $1 FOR NO KEY UPDATE',
);

/** OAuth clients. `on` is the transaction of a change. */
@Injectable()
export class OAuthClientsRepository {
  constructor(private readonly prisma: PrismaService) {}

  async find(clientId: string): Promise<OAuthClientRow | null> {
    return (await this.prisma.run(FIND, [clientId]))[0] ?? null;
  }

  /** Oldest first. */
  listInOrganization(organizationId: number): Promise<OAuthClientRow[]> {
    return this.prisma.run(LIST, [organizationId]);
  }

  /** Of all organizations, for the operator of the server. */
  listAll(): Promise<ListedOAuthClient[]> {
    return this.prisma.run(LIST_ALL);
  }

  async insert({ secret, ...client }: InsertedOAuthClient, on: Queryable): Promise<void> {
    await on.run(INSERT, [
      ...[client.id, client.name, client.permissions, client.logo, client.redirectUris, client.organizationId],
      ...[client.bookingRedirectUri, client.bookingCancelRedirectUri, client.bookingRescheduleRedirectUri],
      ...[client.areEmailsEnabled, client.areDefaultEventTypesEnabled, client.areCalendarEventsEnabled],
      ...[secret.hash, secret.sealed],
    ]);
  }

  async update(clientId: string, patch: OAuthClientPatch, on: Queryable): Promise<OAuthClientRow | null> {
    return (await on.run(UPDATE, [clientId, JSON.stringify(patch)]))[0] ?? null;
  }

  /** The client, with a lock on it that keeps users from being added until the transaction ends. */
  async lockForDeletion(clientId: string, on: Queryable): Promise<OAuthClientRow | null> {
    return (await on.run(LOCK_FOR_DELETION, [clientId]))[0] ?? null;
  }

  async hasUsers(clientId: string, on: Queryable): Promise<boolean> {
    return (await on.run(HAS_USERS, [clientId]))[0]?.exists === true;
  }

  async delete(clientId: string, on: Queryable): Promise<void> {
    await on.run(DELETE, [clientId]);
  }

  /** The organization of the client, with a lock that makes rotations of its secret wait for one another. */
  async lockForRotation(clientId: string, on: Queryable): Promise<number | null> {
    return (await on.run(LOCK_FOR_ROTATION, [clientId]))[0]?.organizationId ?? null;
  }
}
