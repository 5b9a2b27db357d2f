import fc from 'fast-check';
import { shownBookingFields, storedBookingFields } from './booking-fields-2024-06-14.mapping.js';
import { toOutput } from './event-type-output-2024-06-14.js';
import type { EventTypeColumns, OwnedEventType } from './event-type-row.js';
import type { EventTypeInput } from './event-types-2024-06-14.dto.js';
import { columnsOf, tidySlug } from './event-types-2024-06-14.mapping.js';
import { INTEGRATIONS } from './integrations.js';
import { shownLocations, storedLocation } from './locations-2024-06-14.mapping.js';

const count = fc.integer({ min: 1, max: 10_000 });
const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
const dayText = day.map((date) => date.toISOString().slice(0, 10));
const limits = fc
  .record({ day: count, week: count, month: count, year: count }, { requiredKeys: [] })
  .map((given) => ({ ...given }));
const layout = fc.constantFrom('month', 'week', 'column');

/** Settings that are shown as they are given. */
const settings = fc.record(
  {
    title: fc.string(),
    lengthInMinutes: count,
    lengthInMinutesOptions: fc.uniqueArray(count, { minLength: 1 }),
    description: fc.string(),
    slotInterval: fc.option(count),
    minimumBookingNotice: count,
    beforeEventBuffer: count,
    afterEventBuffer: count,
    offsetStart: count,
    bookingLimitsCount: limits,
    bookingLimitsDuration: limits,
    bookerActiveBookingsLimit: fc.record({ maximumActiveBookings: count, offerReschedule: fc.boolean() }),
    bookingWindow: fc.oneof(
      fc.record({ type: fc.constantFrom('businessDays', 'calendarDays'), value: count, rolling: fc.boolean() }),
      fc.record({ type: fc.constant('range'), value: fc.array(dayText, { minLength: 2, maxLength: 2 }) }),
      fc.constant({ disabled: true }),
    ),
    bookerLayouts: fc.record({ defaultLayout: layout, enabledLayouts: fc.array(layout) }),
    confirmationPolicy: fc.oneof(
      fc.record({ type: fc.constant('always'), blockUnconfirmedBookingsInBooker: fc.boolean() }),
      fc.record({
        type: fc.constant('time'),
        noticeThreshold: fc.record({ unit: fc.constantFrom('minutes', 'hours'), count }),
        blockUnconfirmedBookingsInBooker: fc.boolean(),
      }),
    ),
    recurrence: fc.record({
      interval: count,
      occurrences: count,
      frequency: fc.constantFrom('yearly', 'monthly', 'weekly'),
      disabled: fc.constant(false),
    }),
    seats: fc.record({
      disabled: fc.constant(false),
      seatsPerTimeSlot: count,
      showAttendeeInfo: fc.boolean(),
      showAvailabilityCount: fc.boolean(),
    }),
    color: fc.record({ lightThemeHex: fc.string(), darkThemeHex: fc.string() }),
    disableCancelling: fc.record({ disabled: fc.boolean() }),
    disableRescheduling: fc.oneof(
      fc.constant({ disabled: true }),
      fc.constant({ disabled: false }),
      fc.record({ disabled: fc.constant(false), minutesBefore: count }),
    ),
    hidden: fc.boolean(),
    showOptimizedSlots: fc.boolean(),
    successRedirectUrl: fc.option(fc.webUrl()),
    customName: fc.string(),
  },
  { requiredKeys: [] },
);

const location = fc.oneof(
  fc.record({ type: fc.constant('address'), address: fc.string({ minLength: 1 }), public: fc.boolean() }),
  fc.record({ type: fc.constant('link'), link: fc.webUrl(), public: fc.boolean() }),
  fc.record({ type: fc.constant('phone'), phone: fc.string({ minLength: 1 }), public: fc.boolean() }),
  fc.record({ type: fc.constant('integration'), integration: fc.constantFrom(...INTEGRATIONS) }),
  fc.record({ type: fc.constantFrom('attendeeAddress', 'attendeePhone', 'attendeeDefined') }),
);

const ownField = fc.record({
  type: fc.constantFrom('text', 'url', 'number', 'textarea', 'address', 'multiemail'),
  slug: fc.stringMatching(/^own-[a-z]{1,8}$/),
  label: fc.string(),
  required: fc.boolean(),
  placeholder: fc.string(),
  disableOnPrefill: fc.boolean(),
  hidden: fc.boolean(),
});

/** A row as it is after the columns were written to one with all defaults. */
function rowWith(columns: EventTypeColumns): OwnedEventType {
  const user = { id: 7, name: 'Ada', username: 'ada', avatarUrl: null, weekStart: 'Sunday', metadata: null };
  const empty = { locations: null, bookingFields: null, lengthOptions: [], eventName: null, seatsPerTimeSlot: null };
  const none = { maxActiveBookings: null, minimumRescheduleNotice: null, periodType: 'UNLIMITED' };
  return { ...empty, ...none, ...columns, user } as unknown as OwnedEventType;
}

describe('the mapping of the version 2024-06-14', () => {
  it('shows every setting as it was given', () => {
    fc.assert(
      fc.property(settings, (given) => {
        const shown = toOutput(rowWith(columnsOf(given as unknown as EventTypeInput)), 'https://site.test');
        expect(shown).toMatchObject(JSON.parse(JSON.stringify(given)) as object);
      }),
    );
  });

  it('shows every place as it was given', () => {
    fc.assert(
      fc.property(fc.array(location), (given) => expect(shownLocations(given.map(storedLocation))).toEqual(given)),
    );
  });

  it('shows own questions as they were given, in their order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(ownField, { selector: ({ slug }) => slug }), (given) => {
        const shown = shownBookingFields(storedBookingFields(given, false), false) as {
          slug: string;
          isDefault: boolean;
        }[];
        expect(shown.filter(({ isDefault }) => !isDefault)).toEqual(
          given.map((field) => ({ isDefault: false, ...field })),
        );
      }),
    );
  });

  it('writes nothing for a body that names nothing', () => {
    expect(columnsOf({})).toEqual({});
  });

  it('takes only from the ends of a slug', () => {
    fc.assert(fc.property(fc.string(), (slug) => expect(slug).toContain(tidySlug(slug))));
    expect(tidySlug('  --..__a-b.c_d ')).toBe('a-b.c_d');
  });
});
