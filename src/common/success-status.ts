import { ApiProperty } from '@nestjs/swagger';

/** The `status` of an envelope. The published document names both values; a success always has the first. */
export const SuccessStatus = (): PropertyDecorator =>
  ApiProperty({ type: String, enum: ['success', 'error'], example: 'success' });
