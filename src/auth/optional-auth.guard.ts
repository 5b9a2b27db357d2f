import { applyDecorators, type CanActivate, type ExecutionContext, Injectable, UseGuards } from '@nestjs/common';
import { authenticate, Public } from './auth.guard.js';
import { AuthenticationService } from './authentication.service.js';
import type { AuthenticatedRequest } from './caller.js';
import { presentedCredentials } from './presented-credentials.js';
import { RateLimitService } from '../rate-limits/rate-limit.service.js';

/** Establishes the caller of a request that has credentials; one without, or with half of a pair, is anonymous. */
@Injectable()
export class OptionalAuthGuard implements CanActivate {
  constructor(
    private readonly authentication: AuthenticationService,
    private readonly rateLimits: RateLimitService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const presented = presentedCredentials(request);
    if (!presented.bearer && !(presented.clientId && presented.secret)) return true;
    request.caller = await authenticate(request, this.authentication, this.rateLimits);
    return true;
  }
}

/** Marks a route that anybody may call, and that knows its caller if there are credentials. Wrong ones are refused. */
export const OptionalAuth = (): MethodDecorator & ClassDecorator =>
  applyDecorators(Public(), UseGuards(OptionalAuthGuard));
