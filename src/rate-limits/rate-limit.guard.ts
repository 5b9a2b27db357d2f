import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { ApiError } from '../common/api-error.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import type { RateLimitState } from './rate-limiter.js';
import { RateLimitService } from './rate-limit.service.js';

/** Counts every request to a known route before anything else looks at it, and refuses those above the limit. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly rateLimits: RateLimitService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (!this.settings.rateLimitEnabled) return true;
    const http = context.switchToHttp();
    const states = await this.rateLimits.count(http.getRequest());
    const response = http.getResponse<Response>();
    for (const state of states) announce(response, state);
    if (states.length > 0 && states.every(({ blocked }) => blocked)) {
      // improve: rate-limits.retry-after — the original does not say when to come back.
      const wait = Math.min(...states.map(({ resetSeconds }) => resetSeconds));
      throw ApiError.tooManyRequests({ 'Retry-After': String(wait) });
    }
    return true;
  }
}

function announce(response: Response, { name, limit, remaining, resetSeconds }: RateLimitState): void {
  const suffix = name.charAt(0).toUpperCase() + name.slice(1);
  response.setHeader(`X-RateLimit-Limit-${suffix}`, limit);
  response.setHeader(`X-RateLimit-Remaining-${suffix}`, remaining);
  response.setHeader(`X-RateLimit-Reset-${suffix}`, resetSeconds);
}
