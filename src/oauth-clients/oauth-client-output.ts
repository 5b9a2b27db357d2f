import { permissionNames } from '../auth/permissions.js';
import type { PlatformOAuthClientDto } from './oauth-clients.responses.js';
import type { OAuthClientRow } from './oauth-clients.repository.js';

/** A client as the API shows it. */
export type OAuthClient = PlatformOAuthClientDto;

/** The keys are in the contract's order; redirect URIs of bookings are left out when there are none. */
export function toOAuthClient(row: OAuthClientRow, secret: string): OAuthClient {
  const { bookingRedirectUri, bookingCancelRedirectUri, bookingRescheduleRedirectUri } = row;
  return {
    id: row.id,
    name: row.name,
    secret,
    permissions: permissionNames(row.permissions),
    logo: row.logo,
    redirectUris: row.redirectUris,
    organizationId: row.organizationId,
    createdAt: row.createdAt.toISOString(),
    ...(bookingRedirectUri !== null && { bookingRedirectUri }),
    ...(bookingCancelRedirectUri !== null && { bookingCancelRedirectUri }),
    ...(bookingRescheduleRedirectUri !== null && { bookingRescheduleRedirectUri }),
    areEmailsEnabled: row.areEmailsEnabled,
    areDefaultEventTypesEnabled: row.areDefaultEventTypesEnabled,
    areCalendarEventsEnabled: row.areCalendarEventsEnabled,
  };
}
