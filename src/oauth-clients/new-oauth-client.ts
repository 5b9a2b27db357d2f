import { ALL_PERMISSIONS, permissionMask } from '../auth/permissions.js';
import type { CreateOAuthClientInput } from './oauth-clients.dto.js';
import type { InsertedOAuthClient } from './oauth-clients.repository.js';

type Given = Omit<InsertedOAuthClient, 'id' | 'name' | 'organizationId' | 'secret'>;

/** What a new client needs, and what it may have; for the rest, null is the same as leaving out. */
export type NewOAuthClient = { [Key in keyof Given]?: Given[Key] | null } & {
  organizationId: number;
  name: string;
  /** Random by default, as is `secret`; given ones are for test set-ups. */
  id?: string;
  secret?: string;
};

/** The client that a request asks for. */
export function toNewOAuthClient(organizationId: number, input: CreateOAuthClientInput): NewOAuthClient {
  return { ...input, organizationId, permissions: permissionMask(input.permissions) };
}

/** The columns of a new client. */
export function withDefaults(client: NewOAuthClient): Given & Pick<NewOAuthClient, 'name' | 'organizationId'> {
  return {
    organizationId: client.organizationId,
    name: client.name,
    permissions: client.permissions ?? ALL_PERMISSIONS,
    logo: client.logo ?? null,
    redirectUris: client.redirectUris ?? [],
    bookingRedirectUri: client.bookingRedirectUri ?? null,
    bookingCancelRedirectUri: client.bookingCancelRedirectUri ?? null,
    bookingRescheduleRedirectUri: client.bookingRescheduleRedirectUri ?? null,
    areEmailsEnabled: client.areEmailsEnabled ?? false,
    areDefaultEventTypesEnabled: client.areDefaultEventTypesEnabled ?? false,
    areCalendarEventsEnabled: client.areCalendarEventsEnabled ?? true,
  };
}
