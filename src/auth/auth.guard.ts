import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiError } from '../common/api-error.js';
import { RateLimitService } from '../rate-limits/rate-limit.service.js';
import { AuthenticationService } from './authentication.service.js';
import type { AuthenticatedRequest } from './caller.js';
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
    try {
      request.caller = await this.authentication.authenticate(presentedCredentials(request), request.headers.origin);
    } catch (error) {
      // Guessing costs the guesser's address its own budget, whichever token or client it was counted under.
      if (error instanceof ApiError && error.getStatus() === 401) await this.rateLimits.countFailedLogin(request);
      throw error;
    }
    return true;
  }
}
