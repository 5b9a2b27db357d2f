import { ApiProperty } from '@nestjs/swagger';
import { MaxLength } from 'class-validator';
import { SuccessStatus } from '../common/success-status.js';
import { IsEmail, OptionalString, RequiredString } from '../common/validation.js';

export class SendVerificationEmailInput {
  @RequiredString({ example: 'grace@example.com' })
  @IsEmail()
  email: string;

  @OptionalString({ description: 'How the e-mail greets the person.', example: 'Grace' })
  @MaxLength(100)
  username?: string;

  @OptionalString({ example: 'en' })
  language?: string;
}

export class VerifyEmailCodeInput {
  @RequiredString({ example: 'grace@example.com' })
  email: string;

  @RequiredString({ description: 'The six digits of the e-mail.', example: '123456' })
  code: string;
}

export class CheckEmailVerificationRequiredInput {
  @RequiredString({ description: 'Who wants to book.', example: 'grace@example.com' })
  email: string;

  @OptionalString({ description: 'Address of the person who is signed in; empty for visitors.' })
  userSessionEmail?: string;
}

export class AddVerifiedEmailInput {
  @RequiredString({ example: 'ada.private@example.com' })
  @IsEmail()
  email: string;
}

export class VerificationSentOutput {
  @ApiProperty({ type: Boolean })
  sent: boolean;
}

export class CodeVerifiedOutput {
  @ApiProperty({ type: Boolean })
  verified: boolean;
}

export class VerifiedEmailAddedOutput {
  @ApiProperty({ type: Boolean })
  emailVerified: boolean;
}

export class SendVerificationEmailOutput {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: VerificationSentOutput })
  data: VerificationSentOutput;
}

export class VerifyEmailCodeOutput {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: CodeVerifiedOutput })
  data: CodeVerifiedOutput;
}

export class CheckEmailVerificationRequiredOutput {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: Boolean, description: 'Whether the address has to be verified before it can book.' })
  data: boolean;
}

export class VerifiedEmailsOutput {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: [String], example: ['ada@example.com'] })
  data: string[];
}

export class AddVerifiedEmailOutput {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: VerifiedEmailAddedOutput })
  data: VerifiedEmailAddedOutput;
}
