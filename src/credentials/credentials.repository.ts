import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { statement } from '../database/statement.js';
import type { OrganizationRole } from '../auth/caller.js';

/** An OAuth client with what authentication needs of it. */
export interface ClientCredentials {
  id: string;
  organizationId: number;
  isPlatform: boolean;
  /** Bit mask. */
  permissions: number;
  areDefaultEventTypesEnabled: boolean;
  redirectUris: string[];
  /** SHA-256 of each secret, hex, and when it ends: epoch milliseconds, or null for never. */
  secrets: { hash: string; endsAt: number | null }[];
  /** The accepted owner of the organization, else its first accepted administrator, else null. */
  ownerId: number | null;
  ownerRole: OrganizationRole | null;
}

/** Who stands behind a bearer token: the user, and the organization the token acts for. */
interface Bearer {
  userId: number;
  locked: boolean;
  isSystemAdmin: boolean;
  organizationId: number | null;
  isPlatform: boolean;
  role: OrganizationRole | null;
  accepted: boolean | null;
}

export interface ApiKeyCredentials extends Bearer {
  id: string;
  expiresAt: Date | null;
  rateLimits: { name: string; limit: number; ttlMs: number; blockDurationMs: number }[] | null;
}

export type PersonCredentials = Bearer;

export interface SessionCredentials extends Bearer {
  clientId: string;
}

const FIND_CLIENT = statement<ClientCredentials>(
  'credentials.findClient',
  `SELECT c.id, c.organization_id AS "organizationId", o.is_platform AS "isPlatform", c.permissions,
     c.are_default_event_types_enabled AS "areDefaultEventTypesEnabled", c.redirect_uris AS "redirectUris",
     coalesce((SELECT json_agg(json_build_object('hash', encode(s.hash, 'hex'),
        'endsAt', extract(epoch FROM s.expires_at) * 1000)) FROM oauth_client_secrets s WHERE s.client_id = c.id), '[]')
       AS secrets,
     owner.user_id AS "ownerId", owner.role AS "ownerRole"
   FROM oauth_clients c
   JOIN organizations o ON o.id = c.organization_id
   LEFT JOIN LATERAL (
     SELECT m.user_id, m.role FROM memberships m JOIN users u ON u.id = m.user_id
     WHERE m.organization_id = c.organization_id AND m.role IN ('OWNER', 'ADMIN') AND m.accepted AND NOT u.locked
     ORDER BY m.role DESC, m.user_id LIMIT 1
   ) owner ON true
   WHERE c.id = $1`,
);

// The organization of a person: the one the credential names, else the one of the user.
const BEARER_COLUMNS = `
  u.id AS "userId", u.locked, u.role = 'ADMIN' AS "isSystemAdmin", o.id AS "organizationId",
  coalesce(o.is_platform, false) AS "isPlatform", m.role, m.accepted`;

const FIND_API_KEY = statement<ApiKeyCredentials>(
  'credentials.findApiKey',
  `SELECT k.id, k.expires_at AS "expiresAt", ${BEARER_COLUMNS},
     (SELECT json_agg(json_build_object('name', l.name, 'limit', l."limit", 'ttlMs', l.ttl_ms,
        'blockDurationMs', l.block_duration_ms) ORDER BY l.id)
      FROM api_key_rate_limits l WHERE l.api_key_id = k.id) AS "rateLimits"
   FROM api_keys k
   JOIN users u ON u.id = k.user_id
   LEFT JOIN LATERAL (SELECT organization_id FROM profiles WHERE user_id = u.id ORDER BY id LIMIT 1) p ON true
   LEFT JOIN organizations o ON o.id = coalesce(k.organization_id, u.organization_id, p.organization_id)
   LEFT JOIN memberships m ON m.user_id = u.id AND m.organization_id = o.id
   WHERE k.hashed_key = $1`,
);

const FIND_SESSION = statement<SessionCredentials>(
  'credentials.findSession',
  `SELECT s.client_id AS "clientId", ${BEARER_COLUMNS}
   FROM token_sessions s
   JOIN users u ON u.id = s.user_id
   LEFT JOIN organizations o ON o.id = u.organization_id
   LEFT JOIN memberships m ON m.user_id = u.id AND m.organization_id = o.id
   WHERE s.id = $1`,
);

// The main organization: that of the user's profile in its own organization, else of its first profile, else its own.
const FIND_PERSON = statement<PersonCredentials>(
  'credentials.findPerson',
  `SELECT ${BEARER_COLUMNS}
   FROM users u
   LEFT JOIN LATERAL (
     SELECT organization_id FROM profiles WHERE user_id = u.id
     ORDER BY organization_id = u.organization_id DESC NULLS LAST, id LIMIT 1
   ) p ON true
   LEFT JOIN organizations o ON o.id = coalesce(p.organization_id, u.organization_id)
   LEFT JOIN memberships m ON m.user_id = u.id AND m.organization_id = o.id
   WHERE u.id = $1`,
);

/** Reads credentials, one query each. */
@Injectable()
export class CredentialsRepository {
  constructor(private readonly prisma: PrismaService) {}

  async findClient(clientId: string): Promise<ClientCredentials | null> {
    return (await this.prisma.run(FIND_CLIENT, [clientId]))[0] ?? null;
  }

  /** @param hashedKey SHA-256 of the key without its prefix, lower-case hex. */
  async findApiKey(hashedKey: string): Promise<ApiKeyCredentials | null> {
    return (await this.prisma.run(FIND_API_KEY, [hashedKey]))[0] ?? null;
  }

  async findSession(sessionId: string): Promise<SessionCredentials | null> {
    return (await this.prisma.run(FIND_SESSION, [sessionId]))[0] ?? null;
  }

  async findPerson(userId: number): Promise<PersonCredentials | null> {
    return (await this.prisma.run(FIND_PERSON, [userId]))[0] ?? null;
  }
}
