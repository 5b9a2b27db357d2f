import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { SuccessStatus } from '../common/success-status.js';
import { WEBHOOK_TRIGGERS, type WebhookTrigger } from '../webhooks/webhook-triggers.js';

export class EventTypeWebhookOutputDto {
  // compat: webhooks.id-type — a UUID, although the published document says number.
  @ApiProperty({ type: Number, description: 'In truth a text: a UUID.' })
  id: string;

  @ApiProperty({ type: String, description: 'Null for the standard body.' })
  payloadTemplate: string | null;

  @ApiProperty({ type: String, enum: WEBHOOK_TRIGGERS, isArray: true, example: ['BOOKING_CREATED'] })
  triggers: WebhookTrigger[];

  @ApiProperty({ type: String, example: 'https://example.com/hook' })
  subscriberUrl: string;

  @ApiProperty({ type: Boolean })
  active: boolean;

  @ApiPropertyOptional({ type: String, description: 'Null when requests are not signed.' })
  secret: string | null;

  @ApiProperty({ type: Number })
  eventTypeId: number;
}

// The envelopes of the answers, for the API documentation.

export class EventTypeWebhookOutputResponseDto {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: EventTypeWebhookOutputDto })
  data: EventTypeWebhookOutputDto;
}

export class EventTypeWebhooksOutputResponseDto {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: [EventTypeWebhookOutputDto] })
  data: EventTypeWebhookOutputDto[];
}
