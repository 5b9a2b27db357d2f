import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsDate, IsNotEmpty, IsOptional, ValidateBy } from 'class-validator';
import { IN_COLUMNS, KEPT, nothing, UNSUPPORTED } from './component-settings.js';
import { readDay } from './component-days.js';
import { faultOfMetadata, type ComponentMetadata } from './component-metadata.js';
import { faultOfLinks, type WantedLink } from './wanted-links.js';
import { IsOmittable, OptionalInt, OptionalString } from './properties.js';

/** Keeps a rule that a function knows, which says what is wrong. */
const Fits = (name: string, faultOf: (value: unknown) => string | null): PropertyDecorator =>
  applyDecorators(
    ValidateBy({
      name,
      validator: {
        validate: (value) => faultOf(value) === null,
        defaultMessage: (args) => `${args?.property} ${faultOf(args?.value) ?? ''}`,
      },
    }),
    IsOptional(),
  );

const OptionalDay = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => readDay(value)),
    IsDate(),
    IsOptional(),
  );

/**
 * What the components send of an event type: the settings that were changed, by the names of the tables in
 * component-settings, and those below. Other properties are refused.
 */
export class UpdateComponentSettings {
  /** The path says which event type is meant. */
  @OptionalInt(0)
  id?: number | null;

  @OptionalString({}, IsOmittable())
  title?: string;

  @IsNotEmpty()
  @OptionalString({}, IsOmittable())
  slug?: string;

  @OptionalInt(1, {}, IsOmittable())
  length?: number;

  /** None and 0: the default schedule. */
  @OptionalInt(0)
  schedule?: number | null;

  @OptionalInt(0)
  scheduleId?: number | null;

  @OptionalDay()
  periodStartDate?: Date | null;

  @OptionalDay()
  periodEndDate?: Date | null;

  @Fits('isMetadata', faultOfMetadata)
  metadata?: ComponentMetadata | null;

  /** All private links that the event type has from now on. */
  @Fits('areLinks', faultOfLinks)
  multiplePrivateLinks?: WantedLink[] | null;

  [setting: string]: unknown;
}
// Sent along with the hosts of a team's event type.
nothing(null).rule(UpdateComponentSettings.prototype, 'pendingHostChanges');
for (const [name, { rule }] of Object.entries({ ...IN_COLUMNS, ...KEPT, ...UNSUPPORTED })) {
  rule(UpdateComponentSettings.prototype, name);
}
