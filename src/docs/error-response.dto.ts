import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class ErrorObject {
  @ApiProperty({
    type: String,
    example: 'NotFoundException',
    description: 'What kind of error it is; programs decide by it and by the status.',
  })
  code: string;

  @ApiProperty({ type: String, example: 'User with ID 7 is not part of this OAuth client.' })
  message: string;

  @ApiPropertyOptional({
    oneOf: [{ type: 'object', additionalProperties: true }, { type: 'string' }],
    description:
      'Mostly the message, the status and its name once more. For a faulty body or query `errors`: one element a field, with the broken rules in `constraints`.',
    example: {
      message: 'User with ID 7 is not part of this OAuth client.',
      error: 'Not Found',
      statusCode: 404,
    },
  })
  details?: object | string;
}

/** The body of every error. */
export class ErrorResponse {
  @ApiProperty({ type: String, enum: ['error'] })
  status: 'error';

  @ApiProperty({ type: String, format: 'date-time', example: '2026-11-20T21:48:59.922Z' })
  timestamp: string;

  @ApiProperty({ type: String, example: '/v2/oauth-clients/cluo37fwd0001khkzqqynkpj3/users/7' })
  path: string;

  @ApiProperty({ type: ErrorObject })
  error: ErrorObject;

  @ApiPropertyOptional({ type: Number, description: 'Only with 413, 415 and 500.' })
  statusCode?: number;

  @ApiPropertyOptional({ type: String, description: 'As `statusCode`.' })
  message?: string;
}
