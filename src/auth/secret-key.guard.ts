import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiError } from '../common/api-error.js';
import type { AuthenticatedRequest, Caller, OrganizationRole } from './caller.js';
import { mayManageAll, requireOrganizationRole } from './organization-role.js';
import { CredentialsService } from '../credentials/credentials.service.js';

const ROLES = 'organizationRoles';

/** The roles that may call a route guarded by `SecretKeyGuard`; refusals list them in this order. */
export const OrganizationRoles = (...roles: OrganizationRole[]): MethodDecorator & ClassDecorator =>
  SetMetadata(ROLES, roles);

/**
 * Lets pass who holds the secret key of the path's OAuth client, or an API key of somebody with one of the route's roles
 * in the organization that owns the client, or one of a system administrator. Runs after `AuthGuard`.
 */
@Injectable()
export class SecretKeyGuard implements CanActivate {
  constructor(
    private readonly credentials: CredentialsService,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { caller, params } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const roles = this.reflector.getAllAndOverride<OrganizationRole[]>(ROLES, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!caller || !roles) {
      throw new Error('SecretKeyGuard needs AuthGuard before it and @OrganizationRoles() beside it');
    }
    await this.requireClient(caller, String(params['clientId']));
    requireOrganizationRole(caller, roles);
    return true;
  }

  private async requireClient(caller: Caller, clientId: string): Promise<void> {
    const { organizationId } = caller;
    const passes = mayManageAll(caller);
    if (organizationId === null && !passes) {
      throw ApiError.forbidden('OAuthClientGuard - No organization associated with the user.');
    }
    const client = await this.credentials.findClient(clientId);
    if (!client) throw ApiError.notFound('OAuthClientGuard - OAuth client not found.');
    if (client.organizationId !== organizationId && !passes) {
      throw ApiError.forbidden(
        `OAuthClientGuard - forbidden. oAuth client with id=${clientId} does not belong to the organization with id=${organizationId}.`,
      );
    }
  }
}
