import { IsNotEmpty, Max } from 'class-validator';
import { OptionalUrl } from '../common/validation.js';
import { ComponentField } from './component-field.dto.js';
import { ComponentLocation, ListOfParts } from './component-parts.dto.js';
import { IsOmittable, OptionalFlag, OptionalInt, OptionalString, RequiredInt, RequiredString } from './properties.js';

/** A place, in the form in which it is stored. */
export class EventTypeLocation_2024_04_15 extends ComponentLocation {
  @OptionalUrl()
  override link?: string;
}

/** What can be left out. Durations are minutes. */
class EventTypeSettings_2024_04_15 {
  @OptionalString()
  description?: string | null;

  @OptionalFlag()
  hidden?: boolean | null;

  @OptionalFlag()
  disableGuests?: boolean | null;

  /** 0: as long as the event. */
  @OptionalInt(0)
  slotInterval?: number | null;

  @OptionalInt(0)
  minimumBookingNotice?: number | null;

  @OptionalInt(0)
  beforeEventBuffer?: number | null;

  @OptionalInt(0)
  afterEventBuffer?: number | null;

  @ListOfParts(EventTypeLocation_2024_04_15)
  locations?: EventTypeLocation_2024_04_15[] | null;
}

export class CreateEventTypeInput_2024_04_15 extends EventTypeSettings_2024_04_15 {
  @RequiredInt(1)
  length: number;

  @IsNotEmpty()
  @RequiredString()
  slug: string;

  @RequiredString()
  title: string;
}

export class UpdateEventTypeInput_2024_04_15 extends EventTypeSettings_2024_04_15 {
  @OptionalInt(1, {}, IsOmittable())
  length?: number;

  @IsNotEmpty()
  @OptionalString({}, IsOmittable())
  slug?: string;

  @OptionalString({}, IsOmittable())
  title?: string;

  @ListOfParts(ComponentField)
  bookingFields?: ComponentField[] | null;

  @Max(1000)
  @OptionalInt(1)
  seatsPerTimeSlot?: number | null;
}

export class GetPublicEventTypeQuery_2024_04_15 {
  @OptionalString()
  isTeamEvent?: string | null;

  @OptionalString()
  org?: string | null;
}
