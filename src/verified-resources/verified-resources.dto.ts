import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { RequiredString } from '../common/validation.js';

/** International numbers, blanks allowed between the digits. */
const IsPhoneNumber = (): PropertyDecorator =>
  Matches(/^\+[1-9](?: ?\d){6,14}$/, { message: 'phone must be a phone number such as +37255556666' });

export class RequestEmailVerificationInput {
  @RequiredString({ example: 'ada@example.com' })
  email: string;
}

export class VerifyEmailInput {
  @RequiredString({ example: 'ada@example.com' })
  email: string;

  @RequiredString({ description: 'The six digits of the e-mail.', example: '123456' })
  code: string;
}

export class RequestPhoneVerificationInput {
  @RequiredString({ example: '+37255556666' })
  @IsPhoneNumber()
  phone: string;
}

export class VerifyPhoneInput {
  @RequiredString({ example: '+37255556666' })
  @IsPhoneNumber()
  phone: string;

  @RequiredString({ example: '123456' })
  code: string;
}

export class UserVerifiedEmailOutputData {
  @ApiProperty({ type: Number, example: 789 })
  id: number;

  @ApiProperty({ type: String, format: 'email', example: 'ada@example.com' })
  email: string;

  @ApiProperty({ type: Number, example: 45 })
  userId: number;
}

export class UserVerifiedPhoneOutputData {
  @ApiProperty({ type: Number, example: 789 })
  id: number;

  @ApiProperty({ type: String, format: 'phone', example: '+37255556666' })
  phoneNumber: string;

  @ApiProperty({ type: Number, example: 45 })
  userId: number;
}
