import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsNumber, IsOptional, Max, Min } from 'class-validator';
import { SuccessStatus } from '../common/success-status.js';
import { OptionalString } from '../common/validation.js';
import type { AuditEventPage } from './audit.service.js';

export class GetAuditEventsInput {
  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: 250, default: 50 })
  @Transform(({ value }) => parseInt(String(value), 10))
  @IsOptional()
  @IsNumber()
  @Min(1)
  @Max(250)
  limit: number = 50;

  @OptionalString({ description: 'The `nextCursor` of the page before; left out for the newest events.' })
  cursor?: string;
}

export class AuditActor {
  @ApiProperty({ type: String, example: 'API_KEY', description: 'How the actor proved who it is, or `COMMAND_LINE`.' })
  method: string;

  @ApiProperty({ type: Number, nullable: true, example: 7 })
  userId: number | null;
}

export class AuditEventOutput {
  @ApiProperty({ type: Number, example: 4711 })
  id: number;

  @ApiProperty({ type: String, example: 'oauth-client.secret-rotated' })
  action: string;

  @ApiProperty({ type: AuditActor, nullable: true, description: 'Null when nobody was identified.' })
  actor: AuditActor | null;

  @ApiProperty({ type: Number, nullable: true, example: 1 })
  organizationId: number | null;

  @ApiProperty({ type: String, nullable: true, description: 'Null for acts that concern no single client.' })
  oauthClientId: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'What it was done to: the id of a client, key or user.' })
  targetId: string | null;

  @ApiProperty({ type: 'object', additionalProperties: true, example: { changed: 'name, logo' } })
  details: Record<string, string | number | boolean | null>;

  @ApiProperty({ type: String, format: 'date-time', example: '2026-10-01T08:00:00.000Z' })
  createdAt: string;
}

export class AuditPagination {
  @ApiProperty({ type: String, nullable: true, description: 'For the next page; null on the last one.' })
  nextCursor: string | null;
}

export class GetAuditEventsOutput {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: [AuditEventOutput] })
  data: AuditEventOutput[];

  @ApiProperty({ type: AuditPagination })
  pagination: AuditPagination;

  static of({ events, nextCursor }: AuditEventPage): GetAuditEventsOutput {
    return { status: 'success', data: events, pagination: { nextCursor } };
  }
}
