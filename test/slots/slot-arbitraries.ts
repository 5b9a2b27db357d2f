import fc from 'fast-check';
import type {
  AwayDates,
  CountedBooking,
  HostBooking,
  HostSchedule,
  Reservation,
  SlotEventType,
  SlotHost,
  SlotQuery,
} from '../../src/slots/slot-query.js';
import { aSlotEventType, EVERY_DAY, OTHER_EVENT_TYPE, THIS_EVENT_TYPE } from './slot-query.js';
import { readOffset } from './slow-offsets.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Clocks that are changed by half an hour or by two, at midnight or a minute past it, for Ramadan, or that skipped a day. */
const ODD_ZONES = [
  'Australia/Lord_Howe',
  'Antarctica/Troll',
  'Pacific/Apia',
  'Pacific/Chatham',
  'America/St_Johns',
  'America/Havana',
  'America/Santiago',
  'America/Asuncion',
  'America/New_York',
  'America/Los_Angeles',
  'Asia/Beirut',
  'Asia/Gaza',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Atlantic/Azores',
  'Europe/Rome',
  'Europe/London',
  'UTC',
];

export const ALL_ZONES = [...new Set([...Intl.supportedValuesOf('timeZone'), ...ODD_ZONES])];

const sometimes = <Value>(arbitrary: fc.Arbitrary<Value>, otherwise: Value): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary });

const none = fc.constant<never[]>([]);

const zone = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...ALL_ZONES) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD_ZONES) },
);

/** The quarter of an hour at which the clocks of a zone are changed next; null when they are not within a year. */
function nextChange(timeZone: string, from: number): number | null {
  for (let at = from; at < from + 366 * DAY; at += 8 * HOUR) {
    if (readOffset(at, timeZone) === readOffset(at + 8 * HOUR, timeZone)) continue;
    let quarter = at;
    while (readOffset(quarter + 15 * MINUTE, timeZone) === readOffset(at, timeZone)) quarter += 15 * MINUTE;
    return quarter + 15 * MINUTE;
  }
  return null;
}

const someDay = fc.integer({ min: Date.UTC(2024, 0) / DAY, max: Date.UTC(2037, 11) / DAY }).map((day) => day * DAY);

/** The middle of what is asked for: a clock change in one of the zones, or any midnight; now and then, the day that Apia skipped. */
function center(zones: string[]): fc.Arbitrary<number> {
  const change = fc
    .tuple(fc.constantFrom(...zones), someDay)
    .map(([timeZone, from]) => nextChange(timeZone, from) ?? from);
  const apia = zones.includes('Pacific/Apia') ? [Date.UTC(2011, 11, 30, 10)] : [];
  return fc.oneof({ weight: 3, arbitrary: change }, someDay, ...apia.map((moment) => fc.constant(moment)));
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const wallTime = (minutes: number): string => `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}:00`;

/** Minutes of a day: often on a quarter of an hour and often in the night. */
const minuteOfDay = fc.oneof(
  fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15),
  fc.integer({ min: 0, max: 16 }).map((quarter) => quarter * 15),
  fc.integer({ min: 0, max: 1439 }),
  fc.constant(1439),
);

const hoursOfDay = fc.oneof(
  fc
    .tuple(minuteOfDay, minuteOfDay)
    .map(([a, b]) => ({ start: wallTime(Math.min(a, b)), end: wallTime(Math.max(a, b)) })),
  fc.constantFrom(
    { start: '00:00:00', end: '23:59:00' },
    { start: '09:00:00', end: '17:00:00' },
    { start: '01:30:00', end: '05:00:00' },
    { start: '00:00:00', end: '02:30:00' },
  ),
);

const weekdays: fc.Arbitrary<number[]> = fc.oneof(
  fc.constant(EVERY_DAY),
  fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
);

const dateNear = (middle: number, days: number): fc.Arbitrary<string> =>
  fc.integer({ min: -days, max: days }).map((day) => new Date(middle + day * DAY).toISOString().slice(0, 10));

/** Minutes before or after, whole ones. */
const near = (middle: number, minutes: number): fc.Arbitrary<number> =>
  fc
    .oneof(
      fc.integer({ min: -minutes, max: minutes }),
      fc.integer({ min: Math.ceil(-minutes / 15), max: Math.floor(minutes / 15) }).map((quarter) => quarter * 15),
    )
    .map((minute) => Math.floor(middle / MINUTE) * MINUTE + minute * MINUTE);

const spanNear = (middle: number, minutes: number, longest = 300): fc.Arbitrary<{ start: number; end: number }> =>
  fc
    .tuple(near(middle, minutes), fc.oneof(fc.integer({ min: 1, max: longest }), fc.constantFrom(15, 30, 60)))
    .map(([start, length]) => ({ start, end: start + length * MINUTE }));

function schedule(timeZone: string, middle: number): fc.Arbitrary<HostSchedule> {
  const travel = fc
    .record({ start: near(middle, 3000), days: fc.option(fc.integer({ min: 0, max: 3 })), timeZone: zone })
    .map(({ start, days, timeZone: there }) => ({
      start,
      end: days === null ? null : start + days * DAY,
      timeZone: there,
    }));
  return fc.record({
    timeZone: fc.constant(timeZone),
    weekly: fc.array(
      fc.tuple(weekdays, hoursOfDay).map(([days, hours]) => ({ days, ...hours })),
      { minLength: 1, maxLength: 3 },
    ),
    overrides: sometimes(
      fc.array(
        fc.tuple(dateNear(middle, 3), hoursOfDay).map(([date, hours]) => ({ date, ...hours })),
        { maxLength: 4 },
      ),
      [],
    ),
    travels: fc.oneof({ weight: 9, arbitrary: none }, fc.array(travel, { maxLength: 2 })),
  });
}

const buffer = sometimes<number>(fc.constantFrom(5, 10, 15, 30, 7), 0);

function hostBookings(middle: number, { length, seatsPerTimeSlot }: SlotEventType): fc.Arbitrary<HostBooking[]> {
  const halfHour = near(middle, 2600).map((minute) => Math.floor(minute / (30 * MINUTE)) * 30 * MINUTE);
  const likeSlot = fc
    .tuple(halfHour, fc.constantFrom(1, 1, 1, 2, 0.5))
    .map(([start, slots]) => ({ start, end: start + Math.ceil(length * slots) * MINUTE }));
  const booking = fc.record({
    span: fc.oneof(spanNear(middle, 2600), likeSlot),
    status: fc.constantFrom('ACCEPTED', 'ACCEPTED', 'ACCEPTED', 'PENDING', 'CANCELLED', 'REJECTED'),
    eventTypeId: fc.constantFrom(THIS_EVENT_TYPE, THIS_EVENT_TYPE, OTHER_EVENT_TYPE, null),
    beforeEventBuffer: buffer,
    afterEventBuffer: buffer,
    seats: seatsPerTimeSlot ? fc.integer({ min: 0, max: 3 }) : sometimes(fc.constant(1), 0),
  });
  return fc
    .array(booking, { maxLength: 6 })
    .map((list) =>
      list.map(({ span, ...rest }, index) => ({ uid: `booking-${span.start}-${index}`, ...span, ...rest })),
    );
}

function host(middle: number, eventType: SlotEventType, zones: fc.Arbitrary<string>): fc.Arbitrary<SlotHost> {
  const away: fc.Arbitrary<AwayDates> = fc
    .tuple(dateNear(middle, 2), dateNear(middle, 2))
    .map(([a, b]) => ({ from: a < b ? a : b, to: a < b ? b : a, details: { reason: `${a} ${b}` } }));
  return zones.chain((timeZone) =>
    fc.record({
      userId: fc.integer({ min: 1, max: 9 }),
      isFixed: fc.boolean(),
      group: fc.constantFrom(null, null, 'a', 'b'),
      schedule: schedule(timeZone, middle),
      bookings: hostBookings(middle, eventType),
      calendarBusy: fc.oneof(
        { weight: 30, arbitrary: fc.array(spanNear(middle, 2600), { maxLength: 3 }) },
        fc.constant(null),
      ),
      away: fc.oneof({ weight: 5, arbitrary: none }, fc.array(away, { minLength: 1, maxLength: 2 })),
      teamBookings: counted(middle),
    }),
  );
}

const counted = (middle: number): fc.Arbitrary<CountedBooking[]> =>
  fc
    .array(fc.oneof(spanNear(middle, 12_000, 90), spanNear(middle, 50_000, 90)), { maxLength: 5 })
    .map((spans) => spans.map((span, index) => ({ uid: `counted-${index}`, ...span })));

/** Often reached: the highest of a day, in multiples of `unit`. */
function limits(highest: number, unit = 1) {
  const times = (most: number) => fc.integer({ min: 1, max: most }).map((count) => count * unit);
  return fc.oneof(
    { weight: 5, arbitrary: fc.constant(null) },
    fc.record(
      {
        PER_DAY: times(highest),
        PER_WEEK: times(highest + 1),
        PER_MONTH: times(highest * 2),
        PER_YEAR: times(highest * 2),
      },
      { requiredKeys: [] },
    ),
  );
}

function eventType(middle: number): fc.Arbitrary<SlotEventType> {
  const date = dateNear(middle, 3).map((text) => new Date(text));
  return fc
    .record({
      length: fc.constantFrom(15, 30, 30, 45, 60, 60, 90, 8, 50, 120),
      slotInterval: sometimes<number | null>(fc.constantFrom(5, 10, 15, 20, 30, 45, 60, 7, 90), null),
      offsetStart: sometimes<number>(fc.constantFrom(5, 10, 13), 0),
      minimumBookingNotice: fc.constantFrom(0, 0, 0, 1, 60, 120, 1440),
      beforeEventBuffer: buffer,
      afterEventBuffer: buffer,
      onlyFirstSlot: sometimes(fc.boolean(), false),
      showOptimizedSlots: fc.boolean(),
      periodType: fc.oneof(
        { weight: 25, arbitrary: fc.constantFrom('UNLIMITED', 'UNLIMITED', 'UNLIMITED', 'ROLLING', 'RANGE') },
        fc.constant('ROLLING_WINDOW'),
      ),
      periodDays: fc.integer({ min: 1, max: 8 }),
      periodCountCalendarDays: fc.boolean(),
      periodStartDate: date,
      periodEndDate: date,
      bookingLimits: limits(2),
      durationLimits: limits(5, 30),
      teamBookingLimits: limits(2),
      requiresConfirmation: fc.boolean(),
      confirmationBlocksSlot: fc.boolean(),
      seatsPerTimeSlot: sometimes<number | null>(fc.constantFrom(1, 2, 3), null),
      timeZone: zone,
      isTeamEvent: sometimes(fc.boolean(), false),
    })
    .map(aSlotEventType);
}

const reservation = (middle: number, length: number): fc.Arbitrary<Reservation> =>
  fc
    .record({
      uid: fc.constantFrom('own', 'other', 'third', 'fourth'),
      span: fc.oneof(
        spanNear(middle, 1500),
        near(middle, 1500).map((start) => ({ start, end: start + length * MINUTE })),
      ),
      eventTypeId: fc.constantFrom(THIS_EVENT_TYPE, OTHER_EVENT_TYPE),
      isSeat: sometimes(fc.boolean(), false),
      until: fc.constantFrom(0, Infinity, Infinity, Infinity),
    })
    .map(({ span, ...rest }) => ({ ...span, ...rest }));

/** Before what is asked for, or within it; with seconds. */
const moment = (middle: number): fc.Arbitrary<number> =>
  fc
    .tuple(
      fc.oneof({ weight: 4, arbitrary: near(middle - 5 * DAY, 3000) }, near(middle, 2000)),
      sometimes(fc.integer({ min: 0, max: 59_999 }), 0),
    )
    .map(([minute, milliseconds]) => minute + milliseconds);

/** Up to three days around the middle: whole ones, or between any two seconds. */
const asked = (middle: number): fc.Arbitrary<{ start: number; end: number }> =>
  fc.oneof(
    fc.tuple(fc.integer({ min: -1, max: 1 }), fc.integer({ min: 0, max: 2 })).map(([first, days]) => {
      const start = (Math.floor(middle / DAY) + first) * DAY;
      return { start, end: start + (days + 1) * DAY - 1000 };
    }),
    fc
      .tuple(near(middle, 2000), fc.integer({ min: 0, max: 60 }), near(middle, 2000), fc.integer({ min: 0, max: 60 }))
      .map(([a, some, b, more]) => {
        const [first, last] = [a + some * 1000, b + more * 1000];
        return { start: Math.min(first, last), end: Math.max(first, last) };
      }),
  );

function queryAround(middle: number, timeZone: string | null, homeZone: string): fc.Arbitrary<SlotQuery> {
  const hostZone = fc.oneof({ weight: 5, arbitrary: fc.constant(homeZone) }, zone);
  return eventType(middle).chain((type) =>
    fc
      .record({
        now: moment(middle),
        asked: asked(middle),
        duration: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.constantFrom(20, 30, 60, 75)),
        hosts: fc.oneof(
          { weight: 3, arbitrary: fc.array(host(middle, type, hostZone), { minLength: 1, maxLength: 1 }) },
          { weight: 2, arbitrary: fc.array(host(middle, type, hostZone), { minLength: 2, maxLength: 3 }) },
        ),
        countedBookings: counted(middle),
        reservations: sometimes(fc.array(reservation(middle, type.length), { minLength: 1, maxLength: 4 }), []),
        rescheduledIndex: fc.integer({ min: 0, max: 9 }),
      })
      .map(({ asked: window, rescheduledIndex, ...rest }) => ({
        ...rest,
        ...window,
        eventType: type,
        timeZone,
        ownReservationUid: 'own',
        rescheduled: rest.hosts.flatMap(({ bookings }) => bookings)[rescheduledIndex] ?? null,
      })),
  );
}

/** Questions for slots that whole minutes can answer. */
export const slotQuery: fc.Arbitrary<SlotQuery> = fc
  .tuple(zone, zone, fc.boolean())
  .chain(([booker, home, isGiven]) =>
    center([booker, home]).chain((middle) => queryAround(middle, isGiven ? booker : null, home)),
  );

const shifted = <Span extends { start: number; end: number }>(spans: Span[], by: number): Span[] =>
  spans.map((span) => ({ ...span, start: span.start + by, end: span.end + by }));

/** The same with bookings, calendar entries and reservations that begin and end within minutes. */
export const withOddTimes: fc.Arbitrary<SlotQuery> = fc
  .tuple(slotQuery, fc.integer({ min: -59_999, max: 59_999 }))
  .map(([query, by]) => ({
    ...query,
    hosts: query.hosts.map((one) => ({
      ...one,
      bookings: shifted(one.bookings, by),
      calendarBusy: one.calendarBusy && shifted(one.calendarBusy, by),
    })),
    reservations: shifted(query.reservations, by),
  }));
