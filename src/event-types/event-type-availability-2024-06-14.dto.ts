import { MAX_ID } from '../common/numeric-id.pipe.js';
import * as settings from './event-type-settings-2024-06-14.dto.js';
import { Disabled_2024_06_14 as Disabled, OptionalFlag, OptionalInt, OptionalPart } from './properties.js';

const WINDOW = 'Invalid bookingWindow structure.';

/** When and how often an event type can be booked. `null` means the default. */
export class EventTypeAvailability {
  @OptionalInt(1)
  slotInterval?: number | null;

  @OptionalInt(0)
  minimumBookingNotice?: number | null;

  @OptionalInt(0)
  beforeEventBuffer?: number | null;

  @OptionalInt(0)
  afterEventBuffer?: number | null;

  @OptionalInt(-MAX_ID)
  scheduleId?: number | null;

  @OptionalPart(() => settings.BaseBookingLimitsCount_2024_06_14, { disablable: true })
  bookingLimitsCount?: settings.BaseBookingLimitsCount_2024_06_14 | Disabled | null;

  @OptionalPart(() => settings.BookerActiveBookingsLimit_2024_06_14, { disablable: true })
  bookerActiveBookingsLimit?: settings.BookerActiveBookingsLimit_2024_06_14 | Disabled | null;

  @OptionalFlag()
  onlyShowFirstAvailableSlot?: boolean | null;

  @OptionalPart(() => settings.BaseBookingLimitsDuration_2024_06_14, { disablable: true })
  bookingLimitsDuration?: settings.BaseBookingLimitsDuration_2024_06_14 | Disabled | null;

  @OptionalPart(
    ({ type }) => (type === 'range' ? settings.RangeWindow_2024_06_14 : settings.BusinessDaysWindow_2024_06_14),
    {
      disablable: true,
      refusal: WINDOW,
      documented: [
        settings.BusinessDaysWindow_2024_06_14,
        settings.CalendarDaysWindow_2024_06_14,
        settings.RangeWindow_2024_06_14,
      ],
    },
  )
  bookingWindow?: settings.BusinessDaysWindow_2024_06_14 | settings.RangeWindow_2024_06_14 | Disabled | null;

  @OptionalInt(0)
  offsetStart?: number | null;
}
