import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { type ApiResponse, success } from '../common/api-response.js';
import {
  AddVerifiedEmailInput,
  AddVerifiedEmailOutput,
  type VerifiedEmailAddedOutput,
  VerifiedEmailsOutput,
} from './email-verification.dto.js';
import { VerifiedEmailsService } from './verified-emails.service.js';

/** The addresses among which a host chooses the one that guests see. */
@Controller('/v2/atoms/emails/verified-emails')
@ApiTags('Atoms')
export class VerifiedEmailsController {
  constructor(private readonly emails: VerifiedEmailsService) {}

  @Get()
  @ApiOperation({ summary: 'List the own addresses' })
  @ApiOkResponse({ type: VerifiedEmailsOutput })
  async getVerifiedEmails(@CurrentCaller() caller: Caller): Promise<ApiResponse<string[]>> {
    return success(await this.emails.list(caller.userId));
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Add an own address' })
  @ApiOkResponse({ type: AddVerifiedEmailOutput })
  async addVerifiedEmail(
    @CurrentCaller() caller: Caller,
    @Body() body: AddVerifiedEmailInput,
  ): Promise<ApiResponse<VerifiedEmailAddedOutput>> {
    return success(await this.emails.add(caller.userId, body.email));
  }
}
