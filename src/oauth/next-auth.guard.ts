import { type CanActivate, createParamDecorator, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { nextAuthTokenOf, openNextAuthSession } from '../auth/next-auth-session.js';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { AuthorizationCodesRepository } from './authorization-codes.repository.js';

interface SessionRequest extends Request {
  sessionUserId?: number;
}

/** Lets pass who is logged in to the web application that shares its session secret with this server. */
@Injectable()
export class NextAuthGuard implements CanActivate {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly repository: AuthorizationCodesRepository,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SessionRequest>();
    const token = nextAuthTokenOf(request);
    const { nextAuthSecret } = this.settings;
    const session = token && nextAuthSecret ? openNextAuthSession(token, nextAuthSecret, this.clock.now()) : null;
    if (!session) throw refuse('Authentication token is missing or invalid.');
    if (session.email === undefined) throw refuse('Email not found in the authentication token.');
    const userId = await this.repository.findUserId(session.email);
    if (userId === null) throw refuse('User associated with the authentication token email not found.');
    request.sessionUserId = userId;
    return true;
  }
}

function refuse(message: string): ApiError {
  return ApiError.unauthorized(`NextAuthStrategy - ${message}`);
}

/** The parameter of a controller method behind `NextAuthGuard` that receives the id of the user. */
export const SessionUserId = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<SessionRequest>().sessionUserId,
);
