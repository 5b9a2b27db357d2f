import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { AuthenticatedRequest, Caller } from '../auth/caller.js';
import { isDelegated, mayManageAll } from '../auth/organization-role.js';
import { ApiError } from '../common/api-error.js';
import { OutOfOfficeRepository } from './out-of-office.repository.js';

/**
 * Lets pass who is in charge of the organization of the path; if the path names a user, that must be one of its people,
 * who may call for itself too. Runs after `AuthGuard`.
 */
@Injectable()
export class OrganizationUserGuard implements CanActivate {
  constructor(private readonly people: OutOfOfficeRepository) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { caller, params } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (!caller) throw new Error('OrganizationUserGuard needs AuthGuard before it');
    const organizationId = Number(params['orgId']);
    const userId = params['userId'] === undefined ? undefined : Number(params['userId']);
    requireCharge(caller, organizationId, userId);
    if (userId === undefined || (await this.people.isInOrganization(organizationId, userId))) return true;
    throw ApiError.forbidden(
      `IsUserInOrg - user with id=(${userId}) is not part of the organization with id=(${organizationId})`,
    );
  }
}

function requireCharge(caller: Caller, organizationId: number, userId: number | undefined): void {
  if (mayManageAll(caller)) return;
  const { membership } = caller;
  if (caller.organizationId !== organizationId || !membership?.accepted) {
    throw ApiError.forbidden(`RolesGuard - User is not a member of the organization with id=${organizationId}.`);
  }
  // improve: out-of-office.own — the original lets nobody but those in charge see and change when somebody is away.
  if (userId === caller.userId) return;
  if (membership.role !== 'MEMBER' && !isDelegated(caller)) return;
  throw ApiError.forbidden(
    `RolesGuard - user with id=${caller.userId} does not have the minimum required role=ORG_ADMIN within organization with id=${organizationId}.`,
  );
}
