import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsNumber, IsOptional, Max, Min } from 'class-validator';
import { SuccessStatus } from '../common/success-status.js';
import { OptionalString } from '../common/validation.js';
import type { LoggedDelivery } from './webhook-delivery-log.repository.js';

const STATUSES = ['pending', 'delivered', 'failed'] as const;
export type ShownDeliveryStatus = (typeof STATUSES)[number];

export class GetWebhookDeliveriesInput {
  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: 100, default: 25, description: 'Length of the page.' })
  @Transform(({ value }) => parseInt(String(value), 10))
  @IsOptional()
  @IsNumber()
  @Min(1)
  @Max(100)
  limit: number = 25;

  @OptionalString({ description: 'The `nextCursor` of the page before; left out for the newest deliveries.' })
  cursor?: string;

  @ApiPropertyOptional({ type: String, enum: STATUSES, description: 'Only deliveries in this state.' })
  @IsIn(STATUSES)
  @IsOptional()
  status?: ShownDeliveryStatus;
}

export class WebhookAttemptOutput {
  @ApiProperty({ type: String, format: 'date-time' })
  startedAt: string;

  @ApiProperty({ type: Number, description: 'Milliseconds.', example: 120 })
  duration: number;

  @ApiProperty({ type: Number, nullable: true, example: 200, description: 'Null when no answer came.' })
  statusCode: number | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why it failed; null after success.' })
  error: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The beginning of the answer.' })
  responseBody: string | null;
}

export class WebhookDeliveryOutput {
  @ApiProperty({ type: String, format: 'uuid', description: 'The `webhook-id` of every attempt and every replay.' })
  id: string;

  @ApiProperty({ type: String, example: 'BOOKING_CREATED' })
  triggerEvent: string;

  @ApiProperty({ type: String, enum: STATUSES })
  status: ShownDeliveryStatus;

  @ApiProperty({ type: String, nullable: true, description: 'Of the booking it tells of.' })
  bookingUid: string | null;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'What it tells, before any template.' })
  payload: object;

  @ApiProperty({ type: String, format: 'date-time', description: 'When it happened.' })
  createdAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null when none is to come.' })
  nextAttemptAt: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  deliveredAt: string | null;

  @ApiProperty({ type: [WebhookAttemptOutput], description: 'Oldest first.' })
  attempts: WebhookAttemptOutput[];

  static of(delivery: LoggedDelivery): WebhookDeliveryOutput {
    const { id, trigger, status, bookingUid, payload, createdAt, dueAt, deliveredAt, history } = delivery;
    return {
      id,
      triggerEvent: trigger,
      status: status.toLowerCase() as ShownDeliveryStatus,
      bookingUid,
      payload: payload as object,
      createdAt: createdAt.toISOString(),
      nextAttemptAt: status === 'PENDING' ? dueAt.toISOString() : null,
      deliveredAt: deliveredAt?.toISOString() ?? null,
      attempts: history.map(({ startedAt, durationMs, statusCode, error, responseBody }) => ({
        ...{ startedAt: startedAt.toISOString(), duration: durationMs, statusCode, error, responseBody },
      })),
    };
  }
}

export class WebhookDeliveriesPagination {
  @ApiProperty({ type: String, nullable: true, description: 'For the next page; null on the last one.' })
  nextCursor: string | null;
}

// The envelopes of the answers.

export class WebhookDeliveryOutputResponse {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: WebhookDeliveryOutput })
  data: WebhookDeliveryOutput;
}

export class WebhookDeliveriesOutputResponse {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: [WebhookDeliveryOutput] })
  data: WebhookDeliveryOutput[];

  @ApiProperty({ type: WebhookDeliveriesPagination })
  pagination: WebhookDeliveriesPagination;
}
