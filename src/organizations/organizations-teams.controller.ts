import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { NumericIdPipe } from '../common/numeric-id.pipe.js';
import { OrganizationsService } from './organizations.service.js';

/** The teams of an organization, as far as the React components ask for them: there are none here. */
@Controller('/v2/organizations/:orgId/teams')
@ApiExcludeController()
export class OrganizationsTeamsController {
  constructor(private readonly organizations: OrganizationsService) {}

  @Get('/me')
  async getMyTeams(
    @CurrentCaller() caller: Caller,
    @Param('orgId', NumericIdPipe) orgId: number,
  ): Promise<ApiResponse<never[]>> {
    return success(await this.organizations.listTeamsOf(caller, orgId));
  }
}
