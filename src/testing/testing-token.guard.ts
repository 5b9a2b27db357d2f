import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { presentedCredentials } from '../auth/presented-credentials.js';
import { ApiError } from '../common/api-error.js';
import { equal, hash } from '../secrets/secrets.js';

/** Nest's injection token for the bearer token of the testing routes. */
export const TESTING_TOKEN = Symbol('testing token');

/** Lets in who started the server, and no page of a browser on the same machine. */
@Injectable()
export class TestingTokenGuard implements CanActivate {
  constructor(@Inject(TESTING_TOKEN) private readonly token: string) {}

  canActivate(context: ExecutionContext): boolean {
    const given = presentedCredentials(context.switchToHttp().getRequest<Request>()).bearer ?? '';
    if (!equal(hash(given), hash(this.token))) throw ApiError.unauthorized('The testing token is missing or wrong');
    return true;
  }
}
