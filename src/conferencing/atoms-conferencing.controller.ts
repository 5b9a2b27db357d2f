import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { type ApiResponse, success } from '../common/api-response.js';
import type { AtomsConferencingApp } from './conferencing.dto.js';
import { ConferencingService } from './conferencing.service.js';

/** Where the caller could meet, for the React components. */
@Controller('/v2/atoms/conferencing')
@ApiExcludeController()
export class AtomsConferencingController {
  constructor(private readonly conferencing: ConferencingService) {}

  @Get()
  async listInstalledConferencingApps(
    @CurrentCaller() { userId }: Caller,
  ): Promise<ApiResponse<{ items: AtomsConferencingApp[] }>> {
    return success({ items: await this.conferencing.listForAtoms(userId) });
  }
}
