import { ApiError } from '../common/api-error.js';
import type { Caller, OrganizationRole } from './caller.js';

/**
 * Refuses who has none of the roles in the organization that the credential acts for.
 *
 * @param roles in the order in which the refusal lists them.
 * @throws ApiError 403, or 404 for who is no member at all.
 */
export function requireOrganizationRole(caller: Caller, roles: readonly OrganizationRole[]): void {
  const { organizationId, isPlatform, membership } = caller;
  if (mayManageAll(caller)) return;
  if (organizationId === null) throw refuse('No organization associated with the user.');
  if (!isPlatform) throw refuse('Organization is not a platform (SHP).');
  // compat: errors.no-membership — a stranger gets the text of a missing row.
  if (!membership) throw ApiError.recordNotFound();
  if (!membership.accepted) throw refuse('User has not accepted membership in the organization.');
  // improve: managed-users.own-token — a managed user is a member on paper only: its token manages nobody.
  if (isDelegated(caller) || !roles.includes(membership.role)) {
    throw refuse(`User must have one of the roles: ${roles.join(', ')}.`);
  }
}

/** System administrators pass every tenant check, but what acts in their name does not. */
export function mayManageAll(caller: Caller): boolean {
  return caller.isSystemAdmin && !isDelegated(caller);
}

/** Whether the caller is the user, manages the user's organization, or is a system administrator. */
export function managesUser(caller: Caller, user: { id: number; organizationId: number | null }): boolean {
  if (caller.userId === user.id || mayManageAll(caller)) return true;
  const { organizationId, membership } = caller;
  const manages = membership?.accepted === true && membership.role !== 'MEMBER' && !isDelegated(caller);
  return manages && organizationId !== null && user.organizationId === organizationId;
}

/** Whether somebody else acts for the user: a web page, or an application. Neither is trusted with a client. */
export function isDelegated({ method }: Caller): boolean {
  return method === 'ACCESS_TOKEN' || method === 'THIRD_PARTY_ACCESS_TOKEN';
}

function refuse(message: string): ApiError {
  return ApiError.forbidden(`OrganizationRolesGuard - ${message}`);
}
