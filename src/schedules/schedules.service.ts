import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { PrismaService } from '../database/prisma.service.js';
import type { Queryable } from '../database/statement.js';
import {
  type ChangedSchedule,
  type NewSchedule,
  overridesOf,
  type Schedule,
  type SchedulePatch,
  weeklyOf,
} from './schedule.js';
import { type Ownership, SchedulesRepository } from './schedules.repository.js';

/**
 * The schedules of a user, for every generation of the API. A schedule is seen and changed by its owner alone: methods with
 * a schedule id throw ApiError 404 when there is none, 403 when it is somebody else's.
 */
@Injectable()
export class SchedulesService {
  constructor(
    private readonly repository: SchedulesRepository,
    private readonly prisma: PrismaService,
  ) {}

  list(userId: number): Promise<Schedule[]> {
    return this.repository.listOfUser(userId);
  }

  /** All schedules; the oldest becomes the default when the user has none. */
  async listWithDefault(userId: number): Promise<Schedule[]> {
    const schedules = await this.repository.listOfUser(userId);
    if (schedules[0]?.defaultId !== null) return schedules;
    await this.repository.chooseDefaultOfUser(userId);
    return this.repository.listOfUser(userId);
  }

  async get(userId: number, scheduleId: number): Promise<Schedule> {
    return requireOwn(userId, scheduleId, await this.repository.find(scheduleId));
  }

  findDefault(userId: number): Promise<Schedule | null> {
    return this.repository.findDefaultOfUser(userId);
  }

  /** The hours of the user's event type with that slug, by default those of the user. */
  async findOfEventType(userId: number, slug: string): Promise<Schedule | null> {
    return (await this.repository.findOfEventType(userId, slug)) ?? this.repository.findDefaultOfUser(userId);
  }

  async timeZoneOf(userId: number): Promise<string> {
    return (await this.repository.findTimeZoneOfUser(userId)) ?? gone();
  }

  /**
   * @param eventTypeId an event type of the user that gets these hours.
   * @throws ApiError 401 when the event type is not the user's.
   */
  create(userId: number, schedule: NewSchedule, eventTypeId: number | null = null): Promise<Schedule> {
    return this.prisma.transaction(async (on) => {
      const id = (await this.repository.insertOfUser(userId, schedule, on)) ?? gone();
      if (eventTypeId !== null && !(await this.repository.linkEventTypeOfUser(userId, eventTypeId, id, on))) {
        const message = 'You are not authorized to create a schedule for this event type';
        throw ApiError.trpc(401, message);
      }
      return this.read(id, on);
    });
  }

  /** A schedule with the same zone and hours that is not the default. */
  duplicate(userId: number, scheduleId: number): Promise<Schedule> {
    return this.prisma.transaction(async (on) => {
      const original = requireOwn(userId, scheduleId, await this.repository.find(scheduleId, on));
      const { name, timeZone } = original;
      const [weekly, overrides] = [weeklyOf(original), overridesOf(original)];
      const copy: NewSchedule = { name: `${name} (Copy)`, timeZone, weekly, overrides, becomesDefault: 'NO' };
      return this.read((await this.repository.insertOfUser(userId, copy, on)) ?? gone(), on);
    });
  }

  update(userId: number, scheduleId: number, patch: SchedulePatch): Promise<ChangedSchedule> {
    return this.prisma.transaction(async (on) => {
      const { defaultId } = requireOwn(userId, scheduleId, await this.repository.lock(scheduleId, on));
      await this.repository.update(scheduleId, patch, on);
      return { ...(await this.repository.getChanged(scheduleId, on)), previousDefaultId: defaultId };
    });
  }

  /** @throws ApiError 400, not 404, when there is no such schedule. */
  delete(userId: number, scheduleId: number): Promise<void> {
    return this.prisma.transaction(async (on) => {
      const found = await this.repository.lock(scheduleId, on);
      // compat: schedules.delete-absent — the only route that says so with 400.
      if (!found) throw ApiError.badRequest(absent(scheduleId));
      requireOwn(userId, scheduleId, found);
      // improve: schedules.no-dangling-default — the original goes on naming the deleted schedule as the default.
      await this.repository.delete(scheduleId, on);
    });
  }

  /** What was just written. */
  private async read(scheduleId: number, on: Queryable): Promise<Schedule> {
    return (await this.repository.find(scheduleId, on)) as Schedule;
  }
}

// improve: schedules.no-bare-500 — the original answers 500 or a bare 401 on most routes of the components and of 2024-04-15.
function requireOwn<Found extends Pick<Ownership, 'userId'>>(
  userId: number,
  scheduleId: number,
  found: Found | null,
): Found {
  if (!found) throw ApiError.notFound(absent(scheduleId));
  if (found.userId !== userId) {
    throw ApiError.forbidden(`User with ID=${userId} does not own schedule with ID=${scheduleId}`);
  }
  return found;
}

const absent = (scheduleId: number): string => `Schedule with ID=${scheduleId} does not exist.`;

/** The user was deleted while its credentials were still remembered. */
function gone(): never {
  throw ApiError.unauthorized('ApiAuthStrategy - bearer token - No user associated with the provided token');
}
