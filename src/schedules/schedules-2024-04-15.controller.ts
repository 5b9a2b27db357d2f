import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { Permissions } from '../auth/permissions.guard.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { versionsFrom } from '../common/api-version.js';
import { Clock } from '../common/clock.js';
import { NumericIdPipe } from '../common/numeric-id.pipe.js';
import {
  type BrieflyUpdatedSchedule,
  CreateScheduleInput_2024_04_15,
  type DetailedSchedule,
  type UpdatedSchedule,
  UpdateScheduleInput_2024_04_15,
} from './schedules-2024-04-15.dto.js';
import { toDetailedSchedule, toNewSchedule, toPatch, toUpdateOutput } from './schedules-2024-04-15.mapping.js';
import { SchedulesService } from './schedules.service.js';

/** The schedules of the caller in their first shape, for callers without a version too. */
@Controller({ path: '/v2/schedules', version: versionsFrom('2024-04-15', '2024-06-11') })
@ApiExcludeController()
export class SchedulesController_2024_04_15 {
  constructor(
    private readonly schedules: SchedulesService,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Permissions('SCHEDULE_WRITE')
  async createSchedule(
    @CurrentCaller() { userId }: Caller,
    @Body() body: CreateScheduleInput_2024_04_15,
  ): Promise<ApiResponse<DetailedSchedule>> {
    const created = await this.schedules.create(userId, toNewSchedule(body));
    return success(toDetailedSchedule(created, this.clock.now()));
  }

  @Get('/default')
  @Permissions('SCHEDULE_READ')
  async getDefaultSchedule(@CurrentCaller() { userId }: Caller): Promise<ApiResponse<DetailedSchedule | null>> {
    const schedule = await this.schedules.findDefault(userId);
    return success(schedule && toDetailedSchedule(schedule, this.clock.now()));
  }

  @Get('/:scheduleId')
  @Permissions('SCHEDULE_READ')
  async getSchedule(
    @CurrentCaller() { userId }: Caller,
    @Param('scheduleId', NumericIdPipe) scheduleId: number,
  ): Promise<ApiResponse<DetailedSchedule>> {
    return success(toDetailedSchedule(await this.schedules.get(userId, scheduleId), this.clock.now()));
  }

  // improve: schedules.no-bare-500 — a list without schedules is empty.
  @Get()
  @Permissions('SCHEDULE_READ')
  async getSchedules(@CurrentCaller() { userId }: Caller): Promise<ApiResponse<DetailedSchedule[]>> {
    const schedules = await this.schedules.list(userId);
    return success(schedules.map((schedule) => toDetailedSchedule(schedule, this.clock.now())));
  }

  @Patch('/:scheduleId')
  @Permissions('SCHEDULE_WRITE')
  async updateSchedule(
    @CurrentCaller() { userId }: Caller,
    @Param('scheduleId', NumericIdPipe) scheduleId: number,
    @Body() body: UpdateScheduleInput_2024_04_15,
  ): Promise<ApiResponse<UpdatedSchedule | BrieflyUpdatedSchedule>> {
    const changed = await this.schedules.update(userId, scheduleId, toPatch(body));
    return success(toUpdateOutput(changed, body, this.clock.now()));
  }

  @Delete('/:scheduleId')
  @Permissions('SCHEDULE_WRITE')
  async deleteSchedule(
    @CurrentCaller() { userId }: Caller,
    @Param('scheduleId', NumericIdPipe) scheduleId: number,
  ): Promise<{ status: 'success' }> {
    await this.schedules.delete(userId, scheduleId);
    return { status: 'success' };
  }
}
