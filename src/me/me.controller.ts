import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { Permissions } from '../auth/permissions.guard.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { UpdateManagedUserInput } from '../oauth-client-users/oauth-client-users.dto.js';
import { GetMeOutput, type MeOutput, UpdateMeOutput } from './me.dto.js';
import { MeService } from './me.service.js';

@Controller('/v2/me')
@ApiTags('Me')
@ApiHeader({
  name: 'Authorization',
  required: true,
  description: '`Bearer <token>`: an API key, or the access token of a managed user.',
})
export class MeController {
  constructor(private readonly me: MeService) {}

  @Get()
  @Permissions('PROFILE_READ')
  @ApiOperation({ summary: 'Get the own user' })
  @ApiOkResponse({ type: GetMeOutput })
  async getMe(@CurrentCaller() caller: Caller): Promise<ApiResponse<MeOutput>> {
    return success(await this.me.get(caller.userId));
  }

  @Patch()
  @Permissions('PROFILE_WRITE')
  @ApiOperation({ summary: 'Change the own user' })
  @ApiOkResponse({ type: UpdateMeOutput })
  async updateMe(
    @CurrentCaller() caller: Caller,
    @Body() body: UpdateManagedUserInput,
  ): Promise<ApiResponse<MeOutput>> {
    return success(await this.me.update(caller.userId, body));
  }
}
