import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsArray, IsBoolean, IsEnum, IsIn, IsNumber, IsOptional, Max, Min } from 'class-validator';
import { SuccessStatus } from '../common/success-status.js';
import { IsOmittable, OptionalString, RequiredString } from '../common/validation.js';
import { WEBHOOK_TRIGGERS, type WebhookTrigger } from '../webhooks/webhook-triggers.js';

/** The formats of payloads. */
const VERSIONS = ['2021-10-20'];
const TEMPLATE = '{"kind":"{{type}}","what":"{{title}}","who":"{{organizer.name}}"}';
const TEMPLATE_HELP = 'Body of the requests, with placeholders; the standard body when there is none.';
const TRIGGERS_IN_DOCUMENT = { type: String, enum: WEBHOOK_TRIGGERS, isArray: true, example: ['BOOKING_CREATED'] };

const Triggers = (): PropertyDecorator =>
  applyDecorators(
    IsEnum(Object.fromEntries(WEBHOOK_TRIGGERS.map((trigger) => [trigger, trigger])), { each: true }),
    IsArray(),
  );

const OptionalVersion = (optional: PropertyDecorator): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, enum: VERSIONS, example: VERSIONS[0], description: 'Format of the payload.' }),
    IsIn(VERSIONS),
    optional,
  );

export class CreateWebhookInputDto {
  @OptionalString({ example: TEMPLATE, description: TEMPLATE_HELP })
  payloadTemplate?: string | null;

  @ApiProperty({ type: Boolean })
  @IsBoolean()
  active: boolean;

  @RequiredString({ example: 'https://example.com/hook' })
  subscriberUrl: string;

  @ApiProperty(TRIGGERS_IN_DOCUMENT)
  @Triggers()
  triggers: WebhookTrigger[];

  @OptionalString({ description: 'With a secret every request is signed.' })
  secret?: string | null;

  @OptionalVersion(IsOptional())
  version?: string | null;
}

// improve: webhooks.null — the original answers 500 when one of the omittable ones is null.
/** What is left out stays. `null` clears the template and the secret; for the others it is refused. */
export class UpdateWebhookInputDto {
  @OptionalString({ example: TEMPLATE, description: TEMPLATE_HELP })
  payloadTemplate?: string | null;

  @ApiPropertyOptional({ type: Boolean })
  @IsBoolean()
  @IsOmittable()
  active?: boolean;

  @OptionalString({ example: 'https://example.com/hook' }, IsOmittable())
  subscriberUrl?: string;

  @ApiPropertyOptional(TRIGGERS_IN_DOCUMENT)
  @Triggers()
  @IsOmittable()
  triggers?: WebhookTrigger[];

  @OptionalString({ description: 'With a secret every request is signed.' })
  secret?: string | null;

  @OptionalVersion(IsOmittable())
  version?: string;
}

export class GetWebhooksInput {
  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: 250, default: 250, example: 25 })
  @Transform(({ value }) => parseInt(String(value), 10))
  @IsOptional()
  @IsNumber()
  @Min(1)
  @Max(250)
  take: number = 250;

  @ApiPropertyOptional({ type: Number, minimum: 0, default: 0, example: 0 })
  @Transform(({ value }) => parseInt(String(value), 10))
  @IsOptional()
  @IsNumber()
  @Min(0)
  skip: number = 0;
}

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

export class DeleteManyWebhooksOutputResponseDto {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: String, example: '3 webhooks deleted' })
  data: string;
}
