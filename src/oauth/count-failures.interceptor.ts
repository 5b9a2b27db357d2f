import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { catchError, type Observable } from 'rxjs';
import { ApiError } from '../common/api-error.js';
import { OAuth2Error } from '../third-party-oauth/oauth2-error.js';
import { RateLimitService } from '../rate-limits/rate-limit.service.js';

/**
 * For routes that take a secret without authentication: a refusal counts as a failed login of the caller's address, so that
 * nobody can try codes and secrets without end.
 */
@Injectable()
export class CountFailures implements NestInterceptor {
  constructor(private readonly rateLimits: RateLimitService) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        // Faults of ours and of the database are nobody's guess.
        const isRefusal = error instanceof OAuth2Error || (error instanceof ApiError && error.getStatus() < 500);
        if (isRefusal) await this.rateLimits.countFailedLogin(context.switchToHttp().getRequest());
        throw error;
      }),
    );
  }
}
