import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { AuthenticatedRequest } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';
import { EventTypesService } from './event-types.service.js';

/** Lets pass requests whose path names an event type of the caller. Runs after `AuthGuard`. */
@Injectable()
export class EventTypeOwnerGuard implements CanActivate {
  constructor(private readonly eventTypes: EventTypesService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { caller, params } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const eventTypeId = Number(params['eventTypeId']);
    if (!Number.isInteger(eventTypeId)) throw ApiError.badRequest('Invalid eventTypeId param.');
    const found = await this.eventTypes.find(eventTypeId);
    if (found && found.userId === caller?.userId) return true;
    throw ApiError.notFound(`Event type with id ${eventTypeId} not found`);
  }
}
