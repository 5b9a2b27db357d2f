import { Body, Controller, Delete, Get, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../auth/auth.guard.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { versionsFrom } from '../common/api-version.js';
import { SelectedSlotsService } from './selected-slots.service.js';
import { ReserveSlotInput_2024_04_15, SelectedSlotQuery_2024_04_15 } from './slots-2024-04-15.dto.js';
import { SlotsService_2024_04_15 } from './slots-2024-04-15.service.js';
import type { SlotJson_2024_04_15 } from './slots-output.js';
import { GetAvailableSlotsInput_2024_04_15 } from './slots-query-2024-04-15.dto.js';
import { rememberVisitor, Visitor } from './visitor.js';

/** Slots, shape 2024-04-15: what the booking components ask for. */
@Controller({ path: '/v2/slots', version: versionsFrom('2024-04-15', '2024-09-04') })
@Public()
@ApiExcludeController()
export class SlotsController_2024_04_15 {
  constructor(
    private readonly slots: SlotsService_2024_04_15,
    private readonly selectedSlots: SelectedSlotsService,
  ) {}

  @Get('/available')
  async getAvailableSlots(
    @Query() query: GetAvailableSlotsInput_2024_04_15,
    @Visitor() visitor: string | undefined,
  ): Promise<ApiResponse<{ slots: Record<string, SlotJson_2024_04_15[]> }>> {
    return success(await this.slots.list(query, visitor));
  }

  @Post('/reserve')
  async reserveSlot(
    @Body() body: ReserveSlotInput_2024_04_15,
    @Visitor() visitor: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ApiResponse<string>> {
    return success(rememberVisitor(response, await this.selectedSlots.reserve(visitor, body)));
  }

  @Delete('/selected-slot')
  async deleteSelectedSlot(
    @Query() { uid }: SelectedSlotQuery_2024_04_15,
    @Visitor() visitor: string | undefined,
  ): Promise<{ status: 'success' }> {
    await this.selectedSlots.release(visitor, uid);
    return { status: 'success' };
  }
}
