import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { SuccessStatus } from '../common/success-status.js';
import { TEMPLATE, TEMPLATE_HELP, TRIGGERS_IN_DOCUMENT } from '../webhooks/webhook-inputs.dto.js';
import type { WebhookTrigger } from '../webhooks/webhook-triggers.js';

export class OAuthClientWebhookOutputDto {
  // compat: webhooks.id-type — a UUID, although the published document says number.
  @ApiProperty({ type: Number, description: 'In truth a text: a UUID.' })
  id: string;

  @ApiProperty({ type: String, nullable: true, example: TEMPLATE, description: TEMPLATE_HELP })
  payloadTemplate: string | null;

  @ApiProperty(TRIGGERS_IN_DOCUMENT)
  triggers: WebhookTrigger[];

  @ApiProperty({ type: String, example: 'https://example.com/hook' })
  subscriberUrl: string;

  @ApiProperty({ type: Boolean })
  active: boolean;

  @ApiPropertyOptional({ type: String, nullable: true })
  secret: string | null;

  @ApiProperty({ type: String })
  oAuthClientId: string;
}

// The envelopes of the answers, for the API documentation.

export class OAuthClientWebhookOutputResponseDto {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: OAuthClientWebhookOutputDto })
  data: OAuthClientWebhookOutputDto;
}

export class OAuthClientWebhooksOutputResponseDto {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: [OAuthClientWebhookOutputDto] })
  data: OAuthClientWebhookOutputDto[];
}
