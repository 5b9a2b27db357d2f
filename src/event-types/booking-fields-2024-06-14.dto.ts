import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayNotEmpty, IsArray, IsBoolean, IsOptional, IsString } from 'class-validator';
import { IsOmittable, OptionalString, RequiredString, StorableTexts } from './properties.js';

const Flag = (): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional({ type: Boolean }), IsBoolean(), IsOptional());
const RequiredFlag = (): PropertyDecorator => applyDecorators(ApiProperty({ type: Boolean }), IsBoolean());

// compat: event-types.documented-required — the published document demands these, the original does not.
const Text = (): PropertyDecorator => applyDecorators(OptionalString(), ApiProperty({ type: String, required: true }));
const Hidden = (): PropertyDecorator => applyDecorators(Flag(), ApiProperty({ type: Boolean, required: true }));
const Options = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: [String] }),
    IsString({ each: true }),
    StorableTexts(),
    ArrayNotEmpty(),
    IsArray(),
  );

/** What the system's own questions have in common. */
class SystemFieldInput {
  @RequiredString({ description: 'Names the field.' })
  slug: string;

  @Flag()
  required?: boolean | null;

  @Flag()
  hidden?: boolean | null;

  @OptionalString()
  label?: string | null;

  @OptionalString()
  placeholder?: string | null;

  @Flag()
  disableOnPrefill?: boolean | null;
}

/** What questions of the owner's own have in common. */
class OwnFieldInput {
  @RequiredString()
  type: string;

  @RequiredString({ description: 'Names the answer; unique within the form.' })
  slug: string;

  @RequiredString()
  label: string;

  @RequiredFlag()
  required: boolean;

  @Flag()
  disableOnPrefill?: boolean | null;

  @Hidden()
  hidden?: boolean | null;
}

class OwnTextFieldInput extends OwnFieldInput {
  @Text()
  placeholder?: string | null;
}

class OwnChoiceFieldInput extends OwnFieldInput {
  @Options()
  options: string[];
}

export class NameDefaultFieldInput_2024_06_14 {
  @RequiredString()
  type: string;

  @Text()
  label?: string | null;

  @Text()
  placeholder?: string | null;

  @Flag()
  disableOnPrefill?: boolean | null;
}

/** Two inputs instead of one name. */
export class SplitNameDefaultFieldInput_2024_06_14 {
  @RequiredString()
  type: string;

  @OptionalString()
  firstNameLabel?: string | null;

  @OptionalString()
  firstNamePlaceholder?: string | null;

  @OptionalString()
  lastNameLabel?: string | null;

  @OptionalString()
  lastNamePlaceholder?: string | null;

  @Flag()
  lastNameRequired?: boolean | null;

  @Flag()
  disableOnPrefill?: boolean | null;
}

export class EmailDefaultFieldInput_2024_06_14 {
  @RequiredString()
  type: string;

  @Text()
  label?: string | null;

  @ApiPropertyOptional({ type: Object, description: 'true by default; an event type of a user needs it.' })
  @IsBoolean()
  @IsOmittable()
  required?: boolean;

  @Flag()
  hidden?: boolean | null;

  @Text()
  placeholder?: string | null;

  @Flag()
  disableOnPrefill?: boolean | null;
}

export class LocationDefaultFieldInput_2024_06_14 {
  @RequiredString()
  slug: string;

  @OptionalString()
  label?: string | null;
}

export class TitleDefaultFieldInput_2024_06_14 extends SystemFieldInput {}
export class NotesDefaultFieldInput_2024_06_14 extends SystemFieldInput {}
export class GuestsDefaultFieldInput_2024_06_14 extends SystemFieldInput {}
export class RescheduleReasonDefaultFieldInput_2024_06_14 extends SystemFieldInput {}
export class PhoneFieldInput_2024_06_14 extends OwnTextFieldInput {}
export class AddressFieldInput_2024_06_14 extends OwnTextFieldInput {}
export class TextFieldInput_2024_06_14 extends OwnTextFieldInput {}
export class UrlFieldInput_2024_06_14 extends OwnTextFieldInput {}
export class NumberFieldInput_2024_06_14 extends OwnTextFieldInput {}
export class TextAreaFieldInput_2024_06_14 extends OwnTextFieldInput {}
export class MultiEmailFieldInput_2024_06_14 extends OwnTextFieldInput {}
export class SelectFieldInput_2024_06_14 extends OwnTextFieldInput {
  @Options()
  options: string[];
}
export class MultiSelectFieldInput_2024_06_14 extends OwnChoiceFieldInput {}
export class CheckboxGroupFieldInput_2024_06_14 extends OwnChoiceFieldInput {}
export class RadioGroupFieldInput_2024_06_14 extends OwnChoiceFieldInput {}
export class BooleanFieldInput_2024_06_14 extends OwnFieldInput {}

/** Any question, whichever keys its kind has. */
export type BookingFieldInput = { type?: string; slug?: string } & Partial<
  Omit<OwnTextFieldInput & OwnChoiceFieldInput & SplitNameDefaultFieldInput_2024_06_14, 'type' | 'slug'>
>;
