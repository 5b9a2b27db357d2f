import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { AuthenticatedRequest, Caller } from '../auth/caller.js';
import { isDelegated, mayManageAll } from '../auth/organization-role.js';
import { ApiError } from '../common/api-error.js';
import { NumericIdPipe } from '../common/numeric-id.pipe.js';
import { OrganizationsRepository } from './organizations.repository.js';

/**
 * Lets pass who is in charge of the organization that the path names; with a user in the path, if the user is a member.
 * Runs after `AuthGuard`.
 */
@Injectable()
export class OrganizationAdminGuard implements CanActivate {
  private readonly ids = new NumericIdPipe();

  constructor(private readonly organizations: OrganizationsRepository) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { caller, params } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const organizationId = await this.ids.transform(String(params['orgId']));
    await this.requireInCharge(caller as Caller, organizationId);
    if (params['userId'] === undefined) return true;
    const userId = await this.ids.transform(String(params['userId']));
    if ((await this.organizations.listMembersAmong(organizationId, [userId])).length > 0) return true;
    throw ApiError.forbidden(
      `IsUserInOrg - user with id=(${userId}) is not part of the organization with id=(${organizationId})`,
    );
  }

  private async requireInCharge(caller: Caller, id: number): Promise<void> {
    const { membership, userId } = caller;
    const isOwn = caller.organizationId === id;
    if (!isOwn && !(await this.organizations.exists(id))) {
      throw ApiError.forbidden(
        `IsOrgGuard - provided organization id=${id} does not represent any existing organization.`,
      );
    }
    if (mayManageAll(caller)) return;
    if (!isOwn || !membership?.accepted) {
      throw ApiError.forbidden(`RolesGuard - User is not a member of the organization with id=${id}.`);
    }
    // improve: organizations.no-delegate — a page or an application that acts for an owner sees the owner's own things only.
    if (membership.role === 'MEMBER' || isDelegated(caller)) {
      throw ApiError.forbidden(
        `RolesGuard - user with id=${userId} does not have the minimum required role=ORG_ADMIN within organization with id=${id}.`,
      );
    }
  }
}
