import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { Clock } from '../common/clock.js';
import { NumericIdPipe } from '../common/numeric-id.pipe.js';
import {
  type AtomsNewSchedule,
  type AtomsScheduleList,
  CreateAtomsScheduleInput,
  GetAtomsScheduleQuery,
  type NoSchedule,
} from './atoms-schedules.dto.js';
import { noSchedule, toList, toNewOutput, toNewSchedule, toScheduleId } from './atoms-schedules.mapping.js';
import {
  type BrieflyUpdatedSchedule,
  type DetailedSchedule,
  type UpdatedSchedule,
  UpdateScheduleInput_2024_04_15,
} from './schedules-2024-04-15.dto.js';
import { toDetailedSchedule, toPatch, toUpdateOutput } from './schedules-2024-04-15.mapping.js';
import { SchedulesService } from './schedules.service.js';

// compat: schedules.atoms-permissions — whoever is logged in may use these, whatever the permissions of its client.
/** The schedules of the caller for the React components, which ask for them in every version. */
@Controller('/v2/atoms/schedules')
@ApiExcludeController()
export class AtomsSchedulesController {
  constructor(
    private readonly schedules: SchedulesService,
    private readonly clock: Clock,
  ) {}

  /** The default schedule when none is named. */
  @Get()
  async getSchedule(
    @CurrentCaller() { userId }: Caller,
    @Query() query: GetAtomsScheduleQuery,
  ): Promise<ApiResponse<DetailedSchedule | null>> {
    const id = toScheduleId(query.scheduleId);
    // improve: schedules.atoms-no-default — the original shows no schedule at all to a user without a default one.
    const schedule = id === null ? await this.schedules.findDefault(userId) : await this.schedules.get(userId, id);
    return success(schedule && toDetailedSchedule(schedule, this.clock.now()));
  }

  // compat: schedules.atoms-choose-default — reading the list makes the first schedule the default of a user without one.
  @Get('/all')
  async getSchedules(@CurrentCaller() { userId }: Caller): Promise<ApiResponse<AtomsScheduleList>> {
    return success(toList(await this.schedules.listWithDefault(userId)));
  }

  @Get('/event-type/:eventSlug')
  async getScheduleOfEventType(
    @CurrentCaller() { userId }: Caller,
    @Param('eventSlug') eventSlug: string,
  ): Promise<ApiResponse<DetailedSchedule | NoSchedule>> {
    const schedule = await this.schedules.findOfEventType(userId, eventSlug);
    return success(
      schedule ? toDetailedSchedule(schedule, this.clock.now()) : noSchedule(await this.schedules.timeZoneOf(userId)),
    );
  }

  @Post('/create')
  async createSchedule(
    @CurrentCaller() { userId }: Caller,
    @Body() body: CreateAtomsScheduleInput,
  ): Promise<ApiResponse<AtomsNewSchedule>> {
    return success(toNewOutput(await this.schedules.create(userId, toNewSchedule(body), body.eventTypeId)));
  }

  @Patch('/:scheduleId')
  async updateSchedule(
    @CurrentCaller() { userId }: Caller,
    @Param('scheduleId', NumericIdPipe) scheduleId: number,
    @Body() body: UpdateScheduleInput_2024_04_15,
  ): Promise<ApiResponse<UpdatedSchedule | BrieflyUpdatedSchedule>> {
    const changed = await this.schedules.update(userId, scheduleId, toPatch(body));
    return success(toUpdateOutput(changed, body, this.clock.now()));
  }

  @Post('/:scheduleId/duplicate')
  async duplicateSchedule(
    @CurrentCaller() { userId }: Caller,
    @Param('scheduleId', NumericIdPipe) scheduleId: number,
  ): Promise<ApiResponse<AtomsNewSchedule>> {
    return success(toNewOutput(await this.schedules.duplicate(userId, scheduleId)));
  }
}
