import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { CredentialsService } from '../credentials/credentials.service.js';
import type { Caller } from './caller.js';
import { Permissions, PermissionsGuard } from './permissions.guard.js';

class Route {
  @Permissions('PROFILE_READ', 'APPS_WRITE')
  handle(): void {}
}

/** Asks the guard of a route that needs two permissions, on a server whose only client holds the given ones. */
function ask(caller: Partial<Caller> | undefined, permissions?: number): Promise<boolean> {
  const credentials = {
    findClient: async (id: string) => (id === 'known' ? { id, permissions } : null),
  } as unknown as CredentialsService;
  const context = {
    switchToHttp: () => ({ getRequest: () => ({ caller }) }),
    getHandler: () => Route.prototype.handle,
    getClass: () => Route,
  } as unknown as ExecutionContext;
  return new PermissionsGuard(credentials, new Reflector()).canActivate(context);
}

const PROFILE_READ = 256;
const APPS_WRITE = 128;

describe('PermissionsGuard', () => {
  it.each(['ACCESS_TOKEN', 'OAUTH_CLIENT_CREDENTIALS'] as const)(
    'lets %s pass with all permissions',
    async (method) => {
      await expect(ask({ method, clientId: 'known' }, PROFILE_READ | APPS_WRITE)).resolves.toBe(true);
    },
  );

  it.each([0, PROFILE_READ, APPS_WRITE, 1023 ^ APPS_WRITE, 1023 ^ PROFILE_READ])(
    'names all permissions of the route when the client has only %i',
    async (permissions) => {
      await expect(ask({ method: 'ACCESS_TOKEN', clientId: 'known' }, permissions)).rejects.toThrow(
        'PermissionsGuard - oAuth client with id=known does not have the required permissions=PROFILE_READ, APPS_WRITE. Go to platform dashboard settings and add the required permissions to the oAuth client.',
      );
    },
  );

  it('lets API keys pass, which belong to no client', async () => {
    await expect(ask({ method: 'API_KEY', clientId: null })).resolves.toBe(true);
  });

  it('refuses a request without authentication', async () => {
    await expect(ask(undefined)).rejects.toThrow(
      "PermissionsGuard - no authentication provided. Provide either authorization bearer token containing managed user access token or oAuth client id in 'x-cal-client-id' header.",
    );
  });

  it.each([
    ['ACCESS_TOKEN', 'PermissionsGuard - no oAuth client found for access token'],
    ['OAUTH_CLIENT_CREDENTIALS', 'PermissionsGuard - no oAuth client found for client id=gone'],
  ] as const)('refuses %s of a client that is gone, without repeating a token', async (method, message) => {
    await expect(ask({ method, clientId: 'gone' })).rejects.toMatchObject({ status: 403, message });
  });
});
