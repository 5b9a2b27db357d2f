import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RolesInClient } from '../oauth-clients/organization-role.guard.js';
import { GetAuditEventsInput, GetAuditEventsOutput } from './audit.dto.js';
import { AuditService } from './audit.service.js';

/** What was done with an OAuth client's credentials and users, and by whom. */
@Controller('/v2/oauth-clients/:clientId/audit-events')
@ApiTags('Audit')
@ApiHeader({ name: 'x-cal-secret-key', required: true, description: 'Secret of the OAuth client, or use an API key.' })
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Get()
  @RolesInClient('ADMIN', 'OWNER')
  @ApiOperation({
    summary: 'List security acts, newest first',
    description: 'Those that concern the client, and those that concern its organization as a whole, such as API keys.',
  })
  @ApiOkResponse({ type: GetAuditEventsOutput })
  async getAuditEvents(
    @Param('clientId') clientId: string,
    @Query() query: GetAuditEventsInput,
  ): Promise<GetAuditEventsOutput> {
    return GetAuditEventsOutput.of(await this.audit.listForClient(clientId, query));
  }
}
