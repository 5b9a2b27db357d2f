import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { Permissions } from '../auth/permissions.guard.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { versionsFrom } from '../common/api-version.js';
import { NumericIdPipe } from '../common/numeric-id.pipe.js';
import {
  CreateScheduleInput_2024_06_11,
  CreateScheduleOutput_2024_06_11,
  DeleteScheduleOutput_2024_06_11,
  GetDefaultScheduleOutput_2024_06_11,
  GetScheduleOutput_2024_06_11,
  GetSchedulesOutput_2024_06_11,
  type ScheduleOutput_2024_06_11,
  UpdateScheduleInput_2024_06_11,
  UpdateScheduleOutput_2024_06_11,
} from './schedules-2024-06-11.dto.js';
import { toNewSchedule, toOutput, toPatch } from './schedules-2024-06-11.mapping.js';
import { SchedulesService } from './schedules.service.js';

const SCHEDULE_ID = { name: 'scheduleId', description: 'Id of the schedule.' };

/** The schedules of the caller. */
@Controller({ path: '/v2/schedules', version: versionsFrom('2024-06-11') })
@ApiTags('Schedules')
@ApiHeader({
  name: 'cal-api-version',
  required: true,
  schema: { type: 'string', default: '2024-06-11' },
  description: 'At least 2024-06-11: without it the answer has the shape of 2024-04-15.',
})
@ApiHeader({
  name: 'Authorization',
  required: true,
  description: '`Bearer <token>`: an API key, or the access token of a managed user.',
})
export class SchedulesController_2024_06_11 {
  constructor(private readonly schedules: SchedulesService) {}

  @Post()
  @Permissions('SCHEDULE_WRITE')
  @ApiOperation({ summary: 'Create a schedule' })
  @ApiCreatedResponse({ type: CreateScheduleOutput_2024_06_11 })
  async createSchedule(
    @CurrentCaller() { userId }: Caller,
    @Body() body: CreateScheduleInput_2024_06_11,
  ): Promise<ApiResponse<ScheduleOutput_2024_06_11>> {
    return success(toOutput(await this.schedules.create(userId, toNewSchedule(body))));
  }

  @Get('/default')
  @Permissions('SCHEDULE_READ')
  @ApiOperation({ summary: 'Get the default schedule' })
  @ApiOkResponse({ type: GetDefaultScheduleOutput_2024_06_11 })
  async getDefaultSchedule(
    @CurrentCaller() { userId }: Caller,
  ): Promise<ApiResponse<ScheduleOutput_2024_06_11 | null>> {
    const schedule = await this.schedules.findDefault(userId);
    return success(schedule && toOutput(schedule));
  }

  @Get('/:scheduleId')
  @Permissions('SCHEDULE_READ')
  @ApiOperation({ summary: 'Get a schedule' })
  @ApiParam({ ...SCHEDULE_ID, type: Number })
  @ApiOkResponse({ type: GetScheduleOutput_2024_06_11 })
  async getSchedule(
    @CurrentCaller() { userId }: Caller,
    @Param('scheduleId', NumericIdPipe) scheduleId: number,
  ): Promise<ApiResponse<ScheduleOutput_2024_06_11>> {
    return success(toOutput(await this.schedules.get(userId, scheduleId)));
  }

  @Get()
  @Permissions('SCHEDULE_READ')
  @ApiOperation({ summary: 'List the schedules' })
  @ApiOkResponse({ type: GetSchedulesOutput_2024_06_11 })
  async getSchedules(@CurrentCaller() { userId }: Caller): Promise<ApiResponse<ScheduleOutput_2024_06_11[]>> {
    return success((await this.schedules.list(userId)).map(toOutput));
  }

  @Patch('/:scheduleId')
  @Permissions('SCHEDULE_WRITE')
  @ApiOperation({ summary: 'Change a schedule' })
  @ApiParam({ ...SCHEDULE_ID, type: String })
  @ApiOkResponse({ type: UpdateScheduleOutput_2024_06_11 })
  async updateSchedule(
    @CurrentCaller() { userId }: Caller,
    @Param('scheduleId', NumericIdPipe) scheduleId: number,
    @Body() body: UpdateScheduleInput_2024_06_11,
  ): Promise<ApiResponse<ScheduleOutput_2024_06_11>> {
    return success(toOutput(await this.schedules.update(userId, scheduleId, toPatch(body))));
  }

  @Delete('/:scheduleId')
  @Permissions('SCHEDULE_WRITE')
  @ApiOperation({ summary: 'Delete a schedule' })
  @ApiParam({ ...SCHEDULE_ID, type: Number })
  @ApiOkResponse({ type: DeleteScheduleOutput_2024_06_11 })
  async deleteSchedule(
    @CurrentCaller() { userId }: Caller,
    @Param('scheduleId', NumericIdPipe) scheduleId: number,
  ): Promise<DeleteScheduleOutput_2024_06_11> {
    await this.schedules.delete(userId, scheduleId);
    return { status: 'success' };
  }
}
