import { Controller, Get, Param, Query, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { OrganizationRoles, SecretKeyGuard } from '../auth/secret-key.guard.js';
import { GetManagedUsersInput } from './oauth-client-users.dto.js';
import { GetManagedUsersOutput } from './oauth-client-users.responses.js';
import { OAuthClientUsersService } from './oauth-client-users.service.js';

/** The second, undocumented list of a client's users: without the filter by address, and for members too. */
@Controller('/v2/oauth-clients/:clientId/managed-users')
@UseGuards(SecretKeyGuard)
@OrganizationRoles('ADMIN', 'OWNER', 'MEMBER')
@ApiExcludeController()
export class ManagedUsersController {
  constructor(private readonly users: OAuthClientUsersService) {}

  @Get()
  async getManagedUsers(
    @Param('clientId') clientId: string,
    @Query() query: GetManagedUsersInput,
  ): Promise<GetManagedUsersOutput> {
    return GetManagedUsersOutput.of(await this.users.list(clientId, query));
  }
}
