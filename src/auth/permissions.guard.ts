import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  SetMetadata,
  UseGuards,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiError } from '../common/api-error.js';
import { CredentialsService } from '../credentials/credentials.service.js';
import type { AuthenticatedRequest, Caller } from './caller.js';
import { type Permission, PERMISSIONS } from './permissions.js';

const REQUIRED = 'permissions';

/**
 * Lets an OAuth client's credentials and access tokens pass if the client holds the permissions of the route. People with
 * an API key and third-party applications are not bound to a client and pass. Runs after `AuthGuard`.
 */
@Injectable()
export class PermissionsGuard implements CanActivate {
  constructor(
    private readonly credentials: CredentialsService,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { caller } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const required = this.reflector.getAllAndOverride<Permission[]>(REQUIRED, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!caller) {
      throw ApiError.forbidden(
        "PermissionsGuard - no authentication provided. Provide either authorization bearer token containing managed user access token or oAuth client id in 'x-cal-client-id' header.",
      );
    }
    if (caller.method === 'ACCESS_TOKEN' || caller.method === 'OAUTH_CLIENT_CREDENTIALS') {
      await this.requirePermissions(caller, required);
    }
    return true;
  }

  private async requirePermissions({ method, clientId }: Caller, required: Permission[]): Promise<void> {
    const client = clientId === null ? null : await this.credentials.findClient(clientId);
    if (!client) {
      // improve: permissions.no-token — the original repeats the token in its refusal.
      const of = method === 'ACCESS_TOKEN' ? 'access token' : `client id=${clientId}`;
      throw ApiError.forbidden(`PermissionsGuard - no oAuth client found for ${of}`);
    }
    if (required.every((permission) => (client.permissions & PERMISSIONS[permission]) !== 0)) return;
    throw ApiError.forbidden(
      `PermissionsGuard - oAuth client with id=${client.id} does not have the required permissions=${required.join(', ')}. Go to platform dashboard settings and add the required permissions to the oAuth client.`,
    );
  }
}

/** Guards a route with the permissions that an OAuth client needs for it, all of them. A right to write is none to read. */
export const Permissions = (...required: Permission[]): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(REQUIRED, required), UseGuards(PermissionsGuard));
