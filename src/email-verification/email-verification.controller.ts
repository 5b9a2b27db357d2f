import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../auth/auth.guard.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { Throttle } from '../rate-limits/rate-limit.guard.js';
import {
  CheckEmailVerificationRequiredInput,
  CheckEmailVerificationRequiredOutput,
  type CodeVerifiedOutput,
  SendVerificationEmailInput,
  SendVerificationEmailOutput,
  type VerificationSentOutput,
  VerifyEmailCodeInput,
  VerifyEmailCodeOutput,
} from './email-verification.dto.js';
import { EmailVerificationService } from './email-verification.service.js';

/** Bookers prove that an address is theirs, where an event type wants that. */
@Controller('/v2/atoms/verification/email')
@ApiTags('Atoms')
export class EmailVerificationController {
  constructor(private readonly verification: EmailVerificationService) {}

  @Post('/send-code')
  @HttpCode(200)
  @Public()
  @Throttle(3)
  @ApiOperation({ summary: 'Send a code to an address' })
  @ApiOkResponse({ type: SendVerificationEmailOutput })
  async sendCode(@Body() body: SendVerificationEmailInput): Promise<ApiResponse<VerificationSentOutput>> {
    return success(await this.verification.sendCode(body.email, body.username));
  }

  @Get('/check')
  @Public()
  @ApiOperation({ summary: 'Whether an address must be verified to book' })
  @ApiOkResponse({ type: CheckEmailVerificationRequiredOutput })
  check(@Query() query: CheckEmailVerificationRequiredInput): ApiResponse<boolean> {
    return success(this.verification.mustVerify(query.email, query.userSessionEmail));
  }

  @Post('/verify-code')
  @HttpCode(200)
  @Public()
  @ApiOperation({ summary: 'Check the code of an e-mail' })
  @ApiOkResponse({ type: VerifyEmailCodeOutput })
  verifyCode(@Body() body: VerifyEmailCodeInput): ApiResponse<CodeVerifiedOutput> {
    return success(this.verification.verify(body.email, body.code));
  }

  @Post('/verify-code-authenticated')
  @HttpCode(200)
  @ApiOperation({ summary: 'Check the code of an e-mail, for people who are signed in' })
  @ApiOkResponse({ type: VerifyEmailCodeOutput })
  verifyCodeAuthenticated(@Body() body: VerifyEmailCodeInput): ApiResponse<CodeVerifiedOutput> {
    return success(this.verification.verify(body.email, body.code));
  }
}
