import { DEFAULT_EVENT_TYPES } from '../event-types/default-event-types.js';
import { DEFAULT_SCHEDULE } from '../schedules/default-schedule.js';
import { deriveUsername } from './derive-username.js';
import type { CreateManagedUserInput } from './oauth-client-users.dto.js';
import type { NewManagedUser } from './oauth-client-users.repository.js';

/** The row of a new user and of what belongs to it, with a value for everything that the input leaves open. */
export function newManagedUser(
  client: { id: string; organizationId: number; areDefaultEventTypesEnabled: boolean },
  email: string,
  input: CreateManagedUserInput,
  createdAt: number,
): Omit<NewManagedUser, 'session'> {
  return {
    clientId: client.id,
    organizationId: client.organizationId,
    email,
    username: deriveUsername(email),
    name: input.name,
    bio: input.bio ?? null,
    avatarUrl: input.avatarUrl ?? null,
    timeZone: input.timeZone ?? 'Europe/London',
    weekStart: input.weekStart ?? 'Sunday',
    // improve: managed-users.null — null means absent; the original stores it or fails.
    timeFormat: input.timeFormat ?? 12,
    locale: input.locale ?? null,
    metadata: input.metadata ?? null,
    createdAt,
    defaultSchedule: input.timeZone ? DEFAULT_SCHEDULE : null,
    eventTypes: client.areDefaultEventTypesEnabled ? DEFAULT_EVENT_TYPES : [],
  };
}
