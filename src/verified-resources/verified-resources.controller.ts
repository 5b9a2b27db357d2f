import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { NumericIdPipe } from '../common/numeric-id.pipe.js';
import { GetWebhooksInput as PageInput } from '../webhooks/webhook-inputs.dto.js';
import { Throttle } from '../rate-limits/rate-limit.guard.js';
import {
  RequestEmailVerificationInput,
  RequestPhoneVerificationInput,
  type UserVerifiedEmailOutputData,
  type UserVerifiedPhoneOutputData,
  VerifyEmailInput,
  VerifyPhoneInput,
} from './verified-resources.dto.js';
import {
  RequestEmailVerificationOutput,
  RequestPhoneVerificationOutput,
  UserVerifiedEmailOutput,
  UserVerifiedEmailsOutput,
  UserVerifiedPhoneOutput,
  UserVerifiedPhonesOutput,
} from './verified-resources.responses.js';
import { VerifiedResourcesService } from './verified-resources.service.js';

@Controller('/v2/verified-resources')
@ApiTags('Verified Resources')
@ApiHeader({ name: 'Authorization', required: true, description: '`Bearer <token>`: an API key or an access token.' })
export class UserVerifiedResourcesController {
  constructor(private readonly resources: VerifiedResourcesService) {}

  @Post('/emails/verification-code/request')
  @HttpCode(200)
  @Throttle(5)
  @ApiOperation({ summary: 'Send a code to an own address' })
  @ApiOkResponse({ type: RequestEmailVerificationOutput })
  async requestEmailVerificationCode(
    @CurrentCaller() caller: Caller,
    @Body() body: RequestEmailVerificationInput,
  ): Promise<RequestEmailVerificationOutput> {
    await this.resources.requestEmailCode(caller.userId, body.email);
    return { status: 'success' };
  }

  @Post('/phones/verification-code/request')
  @HttpCode(200)
  @Throttle(3)
  @ApiOperation({ summary: 'Send a code to an own phone', description: 'Not possible here: always refused.' })
  @ApiOkResponse({ type: RequestPhoneVerificationOutput })
  requestPhoneVerificationCode(@Body() _body: RequestPhoneVerificationInput): RequestPhoneVerificationOutput {
    return this.resources.requestPhoneCode();
  }

  @Post('/emails/verification-code/verify')
  @HttpCode(200)
  @Throttle(3)
  @ApiOperation({ summary: 'Prove an address with its code' })
  @ApiOkResponse({ type: UserVerifiedEmailOutput })
  async verifyEmail(
    @CurrentCaller() caller: Caller,
    @Body() body: VerifyEmailInput,
  ): Promise<ApiResponse<UserVerifiedEmailOutputData>> {
    return success(await this.resources.verifyEmail(caller.userId, body.email, body.code));
  }

  @Post('/phones/verification-code/verify')
  @HttpCode(200)
  @Throttle(3)
  @ApiOperation({ summary: 'Prove a phone with its code', description: 'Not possible here: always refused.' })
  @ApiOkResponse({ type: UserVerifiedPhoneOutput })
  verifyPhoneNumber(@Body() _body: VerifyPhoneInput): ApiResponse<UserVerifiedPhoneOutputData> {
    return this.resources.verifyPhone();
  }

  @Get('/emails')
  @ApiOperation({ summary: 'List proved addresses' })
  @ApiOkResponse({ type: UserVerifiedEmailsOutput })
  async getVerifiedEmails(
    @CurrentCaller() caller: Caller,
    @Query() { take, skip }: PageInput,
  ): Promise<ApiResponse<UserVerifiedEmailOutputData[]>> {
    return success(await this.resources.listEmails(caller.userId, take, skip));
  }

  @Get('/phones')
  @ApiOperation({ summary: 'List proved phones', description: 'None can be proved here: always empty.' })
  @ApiOkResponse({ type: UserVerifiedPhonesOutput })
  getVerifiedPhoneNumbers(@Query() _page: PageInput): ApiResponse<UserVerifiedPhoneOutputData[]> {
    return success([]);
  }

  @Get('/emails/:id')
  @ApiParam({ name: 'id', description: 'Of the proved address.' })
  @ApiOperation({ summary: 'Get a proved address', description: '`data` is null when there is no such address.' })
  @ApiOkResponse({ type: UserVerifiedEmailOutput })
  async getVerifiedEmailById(
    @CurrentCaller() caller: Caller,
    @Param('id', NumericIdPipe) id: number,
  ): Promise<ApiResponse<UserVerifiedEmailOutputData | null>> {
    return success(await this.resources.findEmail(caller.userId, id));
  }

  @Get('/phones/:id')
  @ApiParam({ name: 'id', description: 'Of the proved phone.' })
  @ApiOperation({ summary: 'Get a proved phone', description: 'None can be proved here: `data` is null.' })
  @ApiOkResponse({ type: UserVerifiedPhoneOutput })
  getVerifiedPhoneById(@Param('id', NumericIdPipe) _id: number): ApiResponse<UserVerifiedPhoneOutputData | null> {
    return success(null);
  }
}
