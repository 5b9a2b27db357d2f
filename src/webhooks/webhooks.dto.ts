import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { SuccessStatus } from '../common/success-status.js';
import { TEMPLATE, TEMPLATE_HELP, TRIGGERS_IN_DOCUMENT } from './webhook-inputs.dto.js';
import type { WebhookTrigger } from './webhook-triggers.js';

// improve: webhooks.trimmed — the original shows internal columns too when one webhook is asked for.
export class UserWebhookOutputDto {
  // compat: webhooks.id-type — a UUID, although the published document says number.
  @ApiProperty({ type: Number, description: 'In truth a text: a UUID.' })
  id: string;

  @ApiProperty({ type: String, example: TEMPLATE, description: `${TEMPLATE_HELP} Then it is null.` })
  payloadTemplate: string | null;

  @ApiProperty(TRIGGERS_IN_DOCUMENT)
  triggers: WebhookTrigger[];

  @ApiProperty({ type: String, example: 'https://example.com/hook' })
  subscriberUrl: string;

  @ApiProperty({ type: Boolean })
  active: boolean;

  @ApiPropertyOptional({ type: String, description: 'Null when requests are not signed.' })
  secret: string | null;

  @ApiProperty({ type: Number, description: 'Whose webhook it is.' })
  userId: number;
}

// The envelopes of the answers, for the API documentation.

export class UserWebhookOutputResponseDto {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: UserWebhookOutputDto })
  data: UserWebhookOutputDto;
}

export class UserWebhooksOutputResponseDto {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: [UserWebhookOutputDto] })
  data: UserWebhookOutputDto[];
}
