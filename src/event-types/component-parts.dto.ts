import { applyDecorators } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsNotEmpty, IsOptional, ValidateBy, ValidateNested } from 'class-validator';
import { isStorable, OptionalUrl } from '../common/validation.js';
import { OptionalFlag, OptionalInt, OptionalString, RequiredInt, RequiredString } from './properties.js';

// Parts of an event type in the form in which the components, and the version 2024-04-15, send them: that of the store.

/** Most parts of one list. */
export const MAX_PARTS = 100;

/** A list of parts, each of which is checked. */
export const ListOfParts = (part: new () => object): PropertyDecorator =>
  applyDecorators(
    Type(() => part),
    ValidateNested({ each: true }),
    ArrayMaxSize(MAX_PARTS),
    IsArray(),
    IsOptional(),
  );

/** Objects and lists that are kept as they are. */
export const Kept = (): PropertyDecorator =>
  applyDecorators(
    ValidateBy({
      name: 'isStorable',
      validator: {
        validate: isStorable,
        defaultMessage: (args) => `${args?.property} must not contain NUL characters or unpaired surrogates`,
      },
    }),
    IsOptional(),
  );

/** A place. Which other properties it has depends on the type. */
export class ComponentLocation {
  @IsNotEmpty()
  @RequiredString()
  type: string;

  @OptionalString()
  address?: string;

  @OptionalString()
  link?: string;

  @OptionalString()
  hostPhoneNumber?: string;

  @OptionalFlag()
  displayLocationPublicly?: boolean;

  @OptionalInt(1)
  credentialId?: number;

  @OptionalString()
  teamName?: string;

  @OptionalString()
  customLabel?: string;
}

/** At most so many bookings or minutes. */
export class ComponentLimits {
  @OptionalInt(1)
  PER_DAY?: number;

  @OptionalInt(1)
  PER_WEEK?: number;

  @OptionalInt(1)
  PER_MONTH?: number;

  @OptionalInt(1)
  PER_YEAR?: number;
}

export class ComponentRecurrence {
  @RequiredInt(1)
  interval: number;

  @RequiredInt(1)
  count: number;

  /** 0 yearly, 1 monthly, 2 weekly. */
  @RequiredInt(0, 2)
  freq: number;
}

export class ComponentColor {
  @RequiredString()
  lightEventTypeColor: string;

  @RequiredString()
  darkEventTypeColor: string;
}

const VIDEO_FLAGS = [
  'disableRecordingForOrganizer',
  'disableRecordingForGuests',
  'enableAutomaticTranscription',
  'enableAutomaticRecordingForOrganizer',
  'disableTranscriptionForGuests',
  'disableTranscriptionForOrganizer',
  'requireEmailForGuests',
] as const;

/** Settings of the video room; the flags are those of `VIDEO_FLAGS`. */
export class ComponentVideoSettings {
  @OptionalUrl()
  @Transform(({ value }: { value: unknown }) => (value === '' ? null : value))
  redirectUrlOnExit?: string | null;
}
for (const name of VIDEO_FLAGS) OptionalFlag()(ComponentVideoSettings.prototype, name);
