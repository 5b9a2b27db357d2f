import {
  aCountedBooking,
  aHostBooking,
  aSchedule,
  aSlotEventType,
  aSlotHost,
  aSlotQuery,
  at,
  override,
} from '../../test/slots/slot-query.js';
import { hostsFreeAt, refusalOfStart, refusalOfTime } from './refusal-of-time.js';
import type { SlotEventType, SlotHost, SlotQuery, TimeRefusal } from './slot-query.js';

const MONDAY = '2030-01-07';
const time = (start: string, end: string, date = MONDAY) => ({
  start: at(`${date}T${start}Z`),
  end: at(`${date}T${end}Z`),
});

/** A host from nine to five, asked in the morning of that Monday. */
const query = (host: Partial<SlotHost> = {}, settings: Partial<SlotEventType> = {}, rest: Partial<SlotQuery> = {}) =>
  aSlotQuery([aSlotHost(aSchedule('09:00-17:00'), host)], {
    now: at(`${MONDAY}T08:00Z`),
    eventType: aSlotEventType(settings),
    ...rest,
  });

const booking = aHostBooking(`${MONDAY}T10:00Z`, `${MONDAY}T11:00Z`, { uid: 'booked', afterEventBuffer: 10 });
const seated = aHostBooking(`${MONDAY}T10:00Z`, `${MONDAY}T11:00Z`, { seats: 3 });
const AWAY = [{ from: '2030-01-08', to: '2030-01-08', details: {} }];
const TWO_DAYS = { periodDays: 2, periodCountCalendarDays: true };

describe('refusalOfTime', () => {
  it.each<[string, TimeRefusal | null, SlotQuery, { start: number; end: number }]>([
    ['a time beside the grid', null, query(), time('09:07', '10:07')],
    ['a time that ends with the hours', null, query(), time('16:00', '17:00')],
    ['a time that has begun', 'PAST', query(), time('07:59', '08:59')],
    ['a time within the notice', 'TOO_SOON', query({}, { minimumBookingNotice: 120 }), time('09:59', '10:59')],
    ['a time at the end of the notice', null, query({}, { minimumBookingNotice: 120 }), time('10:00', '11:00')],
    [
      'the last day of a window',
      null,
      query({}, { periodType: 'ROLLING', ...TWO_DAYS }),
      time('09:00', '10:00', '2030-01-09'),
    ],
    [
      'the day after',
      'OUTSIDE_WINDOW',
      query({}, { periodType: 'ROLLING', ...TWO_DAYS }),
      time('09:00', '10:00', '2030-01-10'),
    ],
    [
      'the last day with slots of a rolling window',
      null,
      query({ away: AWAY }, { periodType: 'ROLLING_WINDOW', ...TWO_DAYS }),
      time('09:00', '10:00', '2030-01-09'),
    ],
    [
      'the day after it',
      'OUTSIDE_WINDOW',
      query({ away: AWAY }, { periodType: 'ROLLING_WINDOW', ...TWO_DAYS }),
      time('09:00', '10:00', '2030-01-10'),
    ],
    [
      'a day before a range of dates',
      'OUTSIDE_WINDOW',
      query(
        {},
        { periodType: 'RANGE', periodStartDate: new Date('2030-01-08'), periodEndDate: new Date('2030-01-09') },
      ),
      time('09:00', '10:00'),
    ],
    ['a time before the hours', 'UNAVAILABLE', query(), time('08:59', '09:59')],
    ['a time that goes on after the hours', 'UNAVAILABLE', query(), time('16:01', '17:01')],
    [
      'hours that an override takes away',
      'UNAVAILABLE',
      aSlotQuery([aSlotHost(aSchedule('09:00-17:00', { overrides: [override(`${MONDAY} 10:00-11:00`)] }))]),
      time('11:00', '12:00'),
    ],
    ['a time that touches a booking', null, query({ bookings: [booking] }), time('09:00', '10:00')],
    ['a time that overlaps one', 'UNAVAILABLE', query({ bookings: [booking] }), time('09:01', '10:01')],
    ['a time within a buffer', 'UNAVAILABLE', query({ bookings: [booking] }), time('11:09', '12:09')],
    ['a time after the buffer', null, query({ bookings: [booking] }), time('11:10', '12:10')],
    [
      'the time of the booking that is moved',
      null,
      query({ bookings: [booking] }, {}, { rescheduled: booking }),
      time('10:30', '11:30'),
    ],
    [
      'a time of the calendar',
      'UNAVAILABLE',
      query({ calendarBusy: [time('10:00', '11:00')] }),
      time('10:30', '11:30'),
    ],
    ['a calendar that could not be read', 'UNAVAILABLE', query({ calendarBusy: null }), time('10:00', '11:00')],
    ['a date away', 'UNAVAILABLE', query({ away: AWAY }), time('10:00', '11:00', '2030-01-08')],
    ['a seated booking to join', null, query({ bookings: [seated] }, { seatsPerTimeSlot: 5 }), time('10:00', '11:00')],
    [
      'a seated booking to join for less time than it takes',
      'UNAVAILABLE',
      query({ bookings: [seated] }, { seatsPerTimeSlot: 5 }),
      time('10:00', '10:30'),
    ],
    [
      'a time beside a seated booking',
      'UNAVAILABLE',
      query({ bookings: [seated] }, { seatsPerTimeSlot: 5 }),
      time('10:15', '11:15'),
    ],
    [
      'a day with enough bookings',
      'BOOKING_LIMIT_REACHED',
      query({}, { bookingLimits: { PER_DAY: 1 } }, { countedBookings: [aCountedBooking(`${MONDAY}T15:00Z`)] }),
      time('10:00', '11:00'),
    ],
    [
      'more minutes than are left, by the length of the time',
      'DURATION_LIMIT_REACHED',
      query({}, { durationLimits: { PER_DAY: 120 } }, { countedBookings: [aCountedBooking(`${MONDAY}T15:00Z`)] }),
      time('10:00', '11:01'),
    ],
    [
      'as many minutes as are left',
      null,
      query({}, { durationLimits: { PER_DAY: 120 } }, { countedBookings: [aCountedBooking(`${MONDAY}T15:00Z`)] }),
      time('10:00', '11:00'),
    ],
    ['an event without hosts', 'UNAVAILABLE', aSlotQuery([]), time('10:00', '11:00')],
  ])('for %s is %s', (_, refusal, question, asked) => {
    expect(refusalOfTime(question, asked)).toBe(refusal);
  });

  it('looks at one host of each group and at all fixed ones', () => {
    const inTurn = (range: string, userId: number) => aSlotHost(aSchedule(range), { userId, isFixed: false });
    const hosts = [aSlotHost(aSchedule('09:00-17:00')), inTurn('09:00-12:00', 2), inTurn('12:00-17:00', 3)];
    const question = aSlotQuery(hosts);
    expect(refusalOfTime(question, time('11:00', '12:00'))).toBeNull();
    expect(refusalOfTime(question, time('11:30', '12:30'))).toBe('UNAVAILABLE');
    expect(hostsFreeAt(question, time('12:00', '13:00')).map(({ userId }) => userId)).toEqual([1, 3]);
  });
});

describe('refusalOfStart', () => {
  it('says nothing about who is free', () => {
    expect(refusalOfStart(query(), at(`${MONDAY}T23:00Z`))).toBeNull();
  });
});
