import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiSecurity,
  ApiTags,
} from '@nestjs/swagger';
import { Public } from '../auth/auth.guard.js';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { versionsFrom } from '../common/api-version.js';
import { OptionalAuth } from '../auth/optional-auth.guard.js';
import { type ShownReservation, SlotReservationsService } from './slot-reservations.service.js';
import * as dto from './slots-2024-09-04.dto.js';
import { ReserveSlotInput_2024_09_04 } from './slots-2024-09-04.dto.js';
import { SlotsService_2024_09_04 } from './slots-2024-09-04.service.js';
import type { SlotJson_2024_09_04 } from './slots-output.js';
import { ApiSlotsQuery } from './slots-query-2024-09-04.dto.js';

const Uid = (): MethodDecorator =>
  ApiParam({
    name: 'uid',
    type: String,
    required: true,
    description: 'The `reservationUid`; who knows it may use it.',
  });

/** Slots, shape 2024-09-04. */
@Controller({ path: '/v2/slots', version: versionsFrom('2024-09-04') })
@ApiTags('Slots')
@ApiSecurity({})
@ApiHeader({
  name: 'cal-api-version',
  required: true,
  description: '`2024-09-04`; other versions have other routes.',
  schema: { type: 'string', default: '2024-09-04' },
})
export class SlotsController_2024_09_04 {
  constructor(
    private readonly slots: SlotsService_2024_09_04,
    private readonly reservations: SlotReservationsService,
  ) {}

  @Get()
  @Public()
  @ApiSlotsQuery()
  @ApiOperation({ summary: 'List the times that can be booked', description: 'By date, in the zone of the query.' })
  @ApiOkResponse({ schema: { oneOf: dto.SLOTS_BY_DATE } })
  async getAvailableSlots(
    @Query() query: Record<string, unknown>,
  ): Promise<ApiResponse<Record<string, SlotJson_2024_09_04[]>>> {
    return success(await this.slots.list(query));
  }

  @Post('/reservations')
  @OptionalAuth()
  @ApiHeader({ name: 'Authorization', required: false, description: '`Bearer <token>`: an API key or access token.' })
  @ApiHeader({ name: 'x-cal-client-id', required: false, description: 'Id of an OAuth client.' })
  @ApiOperation({ summary: 'Reserve a slot', description: 'Keeps it from others for a few minutes.' })
  @ApiCreatedResponse({ type: dto.ReserveSlotOutputResponse_2024_09_04 })
  async reserveSlot(
    @CurrentCaller() caller: Caller | undefined,
    @Body() body: ReserveSlotInput_2024_09_04,
  ): Promise<ApiResponse<dto.ReserveSlotOutput_2024_09_04>> {
    return success(await this.reservations.reserve(caller, body));
  }

  @Get('/reservations/:uid')
  @Public()
  @Uid()
  @ApiOperation({ summary: 'Get a reservation' })
  @ApiOkResponse({ type: dto.GetReservedSlotOutput_2024_09_04 })
  async getReservedSlot(@Param('uid') uid: string): Promise<ApiResponse<ShownReservation | null>> {
    return success(await this.reservations.find(uid));
  }

  @Patch('/reservations/:uid')
  @OptionalAuth()
  @Uid()
  @ApiOperation({ summary: 'Change a reservation', description: 'Its time begins anew.' })
  @ApiOkResponse({ type: dto.ReserveSlotOutputResponse_2024_09_04 })
  async updateReservedSlot(
    @CurrentCaller() caller: Caller | undefined,
    @Param('uid') uid: string,
    @Body() body: ReserveSlotInput_2024_09_04,
  ): Promise<ApiResponse<dto.ReserveSlotOutput_2024_09_04>> {
    return success(await this.reservations.move(caller, uid, body));
  }

  @Delete('/reservations/:uid')
  @Public()
  @Uid()
  @ApiOperation({ summary: 'Give a reserved slot free' })
  @ApiOkResponse({ schema: { type: 'object', example: { status: 'success' } } })
  async deleteReservedSlot(@Param('uid') uid: string): Promise<{ status: 'success' }> {
    await this.reservations.release(uid);
    return { status: 'success' };
  }
}
