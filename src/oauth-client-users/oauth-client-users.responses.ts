import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { KeysDto } from '../tokens/keys.dto.js';
import { SuccessStatus } from '../common/success-status.js';
import { CursorPagination, ManagedUserOutput } from './oauth-client-users.dto.js';
import type { ManagedUserPage } from './oauth-client-users.service.js';

// The envelopes of the answers, for the API documentation.

export class CreateManagedUserData extends KeysDto {
  @ApiProperty({ type: ManagedUserOutput })
  user: ManagedUserOutput;
}

export class CreateManagedUserOutput {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: CreateManagedUserData })
  data: CreateManagedUserData;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'Never sent with a success.' })
  error?: object;
}

export class GetManagedUserOutput {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: ManagedUserOutput })
  data: ManagedUserOutput;
}

export class GetManagedUsersOutput {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: [ManagedUserOutput] })
  data: ManagedUserOutput[];

  @ApiPropertyOptional({ type: CursorPagination, description: 'Only when the request has a `cursor`.' })
  pagination?: CursorPagination;

  static of({ users, pagination }: ManagedUserPage): GetManagedUsersOutput {
    return { status: 'success', data: users, ...(pagination && { pagination }) };
  }
}
