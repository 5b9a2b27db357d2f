import { applyDecorators, type CanActivate, type ExecutionContext, UseGuards } from '@nestjs/common';
import type { AuthenticatedRequest, OrganizationRole } from '../auth/caller.js';
import { requireOrganizationRole } from '../auth/organization-role.js';
import { OrganizationRoles, SecretKeyGuard } from '../auth/secret-key.guard.js';

/** Lets pass who has one of the roles in the organization that the credential acts for. Runs after `AuthGuard`. */
class OrganizationRoleGuard implements CanActivate {
  constructor(private readonly roles: OrganizationRole[]) {}

  canActivate(context: ExecutionContext): boolean {
    const { caller } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (!caller) throw new Error('OrganizationRoleGuard needs AuthGuard before it');
    requireOrganizationRole(caller, this.roles);
    return true;
  }
}

/** Who may call a route that concerns an organization; refusals list the roles in this order. */
export const RolesInOrganization = (...roles: OrganizationRole[]): MethodDecorator & ClassDecorator =>
  UseGuards(new OrganizationRoleGuard(roles));

/** Who may call a route that concerns the client of its path: the role is asked for first, then whose client it is. */
export const RolesInClient = (...roles: OrganizationRole[]): MethodDecorator & ClassDecorator =>
  applyDecorators(OrganizationRoles(...roles), UseGuards(new OrganizationRoleGuard(roles), SecretKeyGuard));
