import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiError } from '../common/api-error.js';
import { RateLimitService } from '../rate-limits/rate-limit.service.js';
import { AuthenticationService } from './authentication.service.js';
import type { AuthenticatedRequest, Caller } from './caller.js';
import { presentedCredentials } from './presented-credentials.js';

const PUBLIC = 'public';

/** Marks a route that needs no credentials. Without it every route needs them. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);

/** Establishes the caller of every request whose route is not public. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly authentication: AuthenticationService,
    private readonly rateLimits: RateLimitService,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    request.caller = await authenticate(request, this.authentication, this.rateLimits);
    return true;
  }
}

/** The caller of a request with credentials. Guessing costs the guesser's address its own budget, whatever was guessed. */
export async function authenticate(
  request: AuthenticatedRequest,
  authentication: AuthenticationService,
  rateLimits: RateLimitService,
): Promise<Caller> {
  try {
    return await authentication.authenticate(presentedCredentials(request), request.headers.origin);
  } catch (error) {
    if (error instanceof ApiError && error.getStatus() === 401) await rateLimits.countFailedLogin(request);
    throw error;
  }
}
