import { randomUUID } from 'node:crypto';
import { ApiKeysService } from '../../src/api-keys/api-keys.service.js';
import type { OrganizationRole } from '../../src/auth/caller.js';
import { type NewOAuthClient, OAuthClientsService } from '../../src/oauth-clients/oauth-clients.service.js';
import type { CreateManagedUserInput } from '../../src/oauth-client-users/oauth-client-users.dto.js';
import {
  type CreatedManagedUser,
  OAuthClientUsersService,
} from '../../src/oauth-client-users/oauth-client-users.service.js';
import type { TestApp } from './test-app.js';

/** Something nobody else in the database has. */
export const unique = (): string => randomUUID().slice(0, 13);

export interface TestOrganization {
  organizationId: number;
  ownerId: number;
}

/** An organization with an owner. */
export async function anOrganization({ prisma }: TestApp, { isPlatform = true } = {}): Promise<TestOrganization> {
  const { id } = await prisma.organization.create({ data: { name: 'Acme', isPlatform } });
  return { organizationId: id, ownerId: await aPerson({ prisma }, id, 'OWNER') };
}

/** A member of an organization who is no managed user. @returns the user id. */
export async function aPerson(
  { prisma }: Pick<TestApp, 'prisma'>,
  organizationId: number,
  role: OrganizationRole,
  accepted = true,
): Promise<number> {
  const username = `${role.toLowerCase()}-${unique()}`;
  const { id } = await prisma.user.create({
    data: {
      email: `${username}@acme.test`,
      username,
      organizationId,
      profiles: { create: { username, organizationId } },
      memberships: { create: { role, accepted, organizationId } },
    },
  });
  return id;
}

export interface TestClient extends TestOrganization {
  clientId: string;
  clientSecret: string;
  /** An API key of the organization's owner. */
  apiKey: string;
  /** `/v2/oauth-clients/<clientId>/users` */
  users: string;
  /** The header that authenticates as the client. */
  auth: { 'x-cal-secret-key': string };
}

/** An OAuth client in an organization of its own (or in the given one), with an API key of the owner. */
export async function anOAuthClient(
  testApp: TestApp,
  overrides: Partial<NewOAuthClient> = {},
  organization?: TestOrganization,
): Promise<TestClient> {
  const owner = organization ?? (await anOrganization(testApp));
  const { clientId, clientSecret } = await testApp.app
    .get(OAuthClientsService)
    .create({ organizationId: owner.organizationId, name: 'Acme', ...overrides });
  const apiKey = await anApiKey(testApp, owner.ownerId, owner.organizationId);
  const users = `/v2/oauth-clients/${clientId}/users`;
  return { ...owner, clientId, clientSecret, apiKey, users, auth: { 'x-cal-secret-key': clientSecret } };
}

/** An API key of the user; personal when no organization is given. */
export async function anApiKey(
  { app }: TestApp,
  userId: number,
  organizationId: number | null = null,
  expiresAt: Date | null = null,
): Promise<string> {
  return (await app.get(ApiKeysService).create({ userId, organizationId, expiresAt })).apiKey;
}

/** A managed user of the client with its tokens, created through the service. */
export async function aManagedUser(
  { app }: TestApp,
  { clientId }: TestClient,
  input: Partial<CreateManagedUserInput> = {},
): Promise<CreatedManagedUser> {
  return app
    .get(OAuthClientUsersService)
    .create(clientId, { email: `${unique()}@example.org`, name: 'Ann Lee', ...input }, undefined);
}

/** Rows of managed users without anything that belongs to them, for long lists. @returns their ids, in order. */
export async function manyManagedUsers(
  { prisma }: Pick<TestApp, 'prisma'>,
  { clientId: oauthClientId, organizationId }: TestClient,
  count: number,
): Promise<number[]> {
  const rows = await prisma.user.createManyAndReturn({
    data: Array.from({ length: count }, () => ({
      email: `${unique()}+${oauthClientId}@example.org`,
      oauthClientId,
      organizationId,
      isPlatformManaged: true,
    })),
    select: { id: true },
  });
  return rows.map(({ id }) => id).sort((one, other) => one - other);
}

/** A schedule of the user that is not its default. @returns the schedule id. */
export async function aSchedule({ prisma }: Pick<TestApp, 'prisma'>, userId: number): Promise<number> {
  return (await prisma.schedule.create({ data: { userId, name: 'Evenings' } })).id;
}
