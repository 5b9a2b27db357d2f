import { ApiProperty } from '@nestjs/swagger';
import { SuccessStatus } from '../common/success-status.js';
import { UserVerifiedEmailOutputData, UserVerifiedPhoneOutputData } from './verified-resources.dto.js';

export class RequestEmailVerificationOutput {
  @SuccessStatus()
  status: 'success';
}

export class RequestPhoneVerificationOutput {
  @SuccessStatus()
  status: 'success';
}

export class UserVerifiedEmailOutput {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: UserVerifiedEmailOutputData })
  data: UserVerifiedEmailOutputData;
}

export class UserVerifiedEmailsOutput {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: [UserVerifiedEmailOutputData] })
  data: UserVerifiedEmailOutputData[];
}

export class UserVerifiedPhoneOutput {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: UserVerifiedPhoneOutputData })
  data: UserVerifiedPhoneOutputData;
}

export class UserVerifiedPhonesOutput {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: [UserVerifiedPhoneOutputData] })
  data: UserVerifiedPhoneOutputData[];
}
