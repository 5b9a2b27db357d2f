import { type CanActivate, type ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { ApiError } from '../common/api-error.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import type { RateLimitState } from './rate-limiter.js';
import { RateLimitService, type RouteLimit } from './rate-limit.service.js';

const UNCOUNTED = 'uncounted';
const ROUTE_LIMIT = 'route-limit';

/** Marks a route that has no rate limit. */
export const Uncounted = (): MethodDecorator => SetMetadata(UNCOUNTED, true);

/** Gives a route a limit of its own instead of the caller's: so many requests of one caller in 60 seconds. */
export const Throttle =
  (limit: number): MethodDecorator =>
  (target, method, descriptor) => {
    const name = `${target.constructor.name}.${String(method)}`;
    SetMetadata(ROUTE_LIMIT, { name, limit } satisfies RouteLimit)(target, method, descriptor);
  };

/** Counts every request to a known route before anything else looks at it, and refuses those above the limit. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly rateLimits: RateLimitService,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (!this.settings.rateLimitEnabled || this.reflector.get<boolean>(UNCOUNTED, context.getHandler())) return true;
    const http = context.switchToHttp();
    const routeLimit = this.reflector.get<RouteLimit | undefined>(ROUTE_LIMIT, context.getHandler());
    const states = await this.rateLimits.count(http.getRequest(), routeLimit);
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
  // A key's own limits are named by people; a header's name has letters, digits and hyphens.
  const suffix = (name.charAt(0).toUpperCase() + name.slice(1)).replace(/[^\w-]/g, '-');
  response.setHeader(`X-RateLimit-Limit-${suffix}`, limit);
  response.setHeader(`X-RateLimit-Remaining-${suffix}`, remaining);
  response.setHeader(`X-RateLimit-Reset-${suffix}`, resetSeconds);
}
