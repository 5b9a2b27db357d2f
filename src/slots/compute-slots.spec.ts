import {
  aCountedBooking,
  aHostBooking,
  aReservation,
  aSchedule,
  aSlotEventType,
  aSlotHost,
  aSlotQuery,
  at,
  hours,
  MONDAY_TO_FRIDAY,
  OTHER_EVENT_TYPE,
  override,
} from '../../test/slots/slot-query.js';
import { computeSlots } from './compute-slots.js';
import { localIso } from './local-iso.js';
import type { HostSchedule, SlotEventType, SlotHost, SlotQuery } from './slot-query.js';

/** Times of slots by date of UTC: `{ '2030-01-07': '09:00 10:00' }`. */
type Times = Record<string, string>;

const timesOf = (query: SlotQuery): Times => {
  const times: Record<string, string[]> = {};
  for (const { start } of [...computeSlots(query).values()].flat()) {
    const [date = '', time = ''] = new Date(start).toISOString().split('T');
    (times[date] ??= []).push(time.slice(0, 5));
  }
  return Object.fromEntries(Object.entries(times).map(([date, list]) => [date, list.join(' ')]));
};

const MONDAY = '2030-01-07';
const monday = (times: string): Times => ({ [MONDAY]: times });

interface Settings extends Partial<Omit<SlotQuery, 'eventType' | 'start' | 'end' | 'now'>> {
  eventType?: Partial<SlotEventType>;
  now?: string;
  start?: string;
  end?: string;
}

function queryOf(hosts: SlotHost | SlotHost[], { eventType, now, start, end, ...settings }: Settings = {}): SlotQuery {
  return aSlotQuery([hosts].flat(), {
    ...settings,
    ...(eventType && { eventType: aSlotEventType(eventType) }),
    ...(now && { now: at(now) }),
    ...(start && { start: at(start) }),
    ...(end && { end: at(end) }),
  });
}

/** One host with these hours on every day, in UTC. */
const open = (range: string, settings: Settings = {}, host: Partial<SlotHost> = {}): SlotQuery =>
  queryOf(aSlotHost(aSchedule(range), host), settings);

const withSchedule = (schedule: Partial<HostSchedule>, settings: Settings = {}): SlotQuery =>
  queryOf(aSlotHost(aSchedule('09:00-17:00', schedule)), settings);

const roundRobin = (range: string, group: string | null = null): SlotHost =>
  aSlotHost(aSchedule(range), { isFixed: false, group });

const days = (first: string, last: string): Settings => ({ start: `${first}T00:00Z`, end: `${last}T23:59:59Z` });

const ROME_OFFICE = { timeZone: 'Europe/Rome', weekly: [hours('09:00-17:00', MONDAY_TO_FRIDAY)] };
const NINE_TO_FIVE = '09:00 10:00 11:00 12:00 13:00 14:00 15:00 16:00';
const ROME_EARLY = { timeZone: 'Europe/Rome', weekly: [hours('09:00-11:00')] };
const OPTIMIZED = { showOptimizedSlots: true };
const JUNE_3_IN_NEW_YORK = { start: '2030-06-03T04:00Z', end: '2030-06-04T03:59:59Z', timeZone: 'America/New_York' };
const BEFORE_JUNE_4 = { timeZone: 'Asia/Tokyo', weekly: [hours('09:00-17:00', MONDAY_TO_FRIDAY)] };
const LATE_AND_EARLY = [hours('22:00-23:59', [1]), hours('00:00-02:00', [2])];
const AWAY = [{ from: MONDAY, to: MONDAY, details: { reason: 'Vacation' } }];

describe('computeSlots', () => {
  it.each<[string, SlotQuery, Times]>([
    [
      'E1 hours are meant in the zone of the schedule',
      withSchedule(ROME_OFFICE, days('2050-09-05', '2050-09-09')),
      Object.fromEntries(
        [5, 6, 7, 8, 9].map((day) => [`2050-09-0${day}`, '07:00 08:00 09:00 10:00 11:00 12:00 13:00 14:00']),
      ),
    ],
    [
      'E3 hours are cut by both ends of the window',
      withSchedule(ROME_OFFICE, { start: '2050-09-05T09:00Z', end: '2050-09-09T12:00Z' }),
      {
        '2050-09-05': '09:00 10:00 11:00 12:00 13:00 14:00',
        ...Object.fromEntries(
          [6, 7, 8].map((day) => [`2050-09-0${day}`, '07:00 08:00 09:00 10:00 11:00 12:00 13:00 14:00']),
        ),
        '2050-09-09': '07:00 08:00 09:00 10:00 11:00',
      },
    ],
    [
      'E4 a start within the hour is rounded up, and a slot ends with the window',
      withSchedule(ROME_OFFICE, { start: '2050-09-05T09:15Z', end: '2050-09-05T12:10Z' }),
      { '2050-09-05': '10:00 11:00' },
    ],
    [
      'E5 an end at the last second of a day takes the whole day',
      withSchedule(ROME_OFFICE, days('2050-09-05', '2050-09-06')),
      Object.fromEntries([5, 6].map((day) => [`2050-09-0${day}`, '07:00 08:00 09:00 10:00 11:00 12:00 13:00 14:00'])),
    ],
    [
      'E5 an end at midnight does not',
      withSchedule(ROME_OFFICE, { start: '2050-09-05T00:00Z', end: '2050-09-06T00:00Z' }),
      { '2050-09-05': '07:00 08:00 09:00 10:00 11:00 12:00 13:00 14:00' },
    ],
    [
      'E6 without an interval slots follow each other',
      open('09:00-17:00', { eventType: { length: 45 } }),
      monday('09:00 09:45 10:30 11:15 12:00 12:45 13:30 14:15 15:00 15:45'),
    ],
    [
      'E7 an interval shorter than the length makes slots overlap',
      open('09:00-10:00', { eventType: { length: 30, slotInterval: 15 } }),
      monday('09:00 09:15 09:30'),
    ],
    [
      'E8 an interval need not divide the length',
      open('09:00-12:00', { eventType: { slotInterval: 45 } }),
      monday('09:00 09:45 10:30'),
    ],
    [
      'E9 an interval of 90 aligns to half hours',
      open('09:20-14:00', { eventType: { slotInterval: 90 } }),
      monday('09:30 11:00 12:30'),
    ],
    [
      'E10 the offset is added to the first start and to every step',
      open('09:00-11:30', { eventType: { length: 30, offsetStart: 10 } }),
      monday('09:10 09:50 10:30'),
    ],
    [
      'E11 a length that no part of an hour divides aligns to nothing',
      open('07:22-08:00', { eventType: { length: 8 } }),
      monday('07:22 07:30 07:38 07:46'),
    ],
    [
      'E11 a length of 50 aligns to ten minutes',
      open('09:05-12:00', { eventType: { length: 50 } }),
      monday('09:10 10:00 10:50'),
    ],
    [
      'E12 slots align to the clock of the booker',
      open('09:00-12:00', { timeZone: 'Asia/Kolkata' }),
      monday('09:30 10:30'),
    ],
    ['E12 without a zone they align to UTC', open('09:00-12:00'), monday('09:00 10:00 11:00')],
    ['E13 clocks may be 45 minutes apart', open('09:00-12:00', { timeZone: 'Asia/Kathmandu' }), monday('09:15 10:15')],
    [
      'E14 a fine grid fits clocks that are 45 minutes apart',
      open('09:00-12:00', { timeZone: 'Asia/Kathmandu', eventType: { length: 45 } }),
      monday('09:00 09:45 10:30 11:15'),
    ],
    ...[
      [60, '09:00 11:00 12:00'],
      [30, '09:00 09:30 11:00 11:30 12:00 12:30'],
      [45, '09:00 10:45 11:30 12:15'],
    ].map<[string, SlotQuery, Times]>(([length, times]) => [
      `E15 after a booking the grid begins anew at the next aligned minute (${length})`,
      open(
        '09:00-13:00',
        { eventType: { length: length as number } },
        { bookings: [aHostBooking(`${MONDAY}T10:10Z`, `${MONDAY}T10:40Z`, { eventTypeId: OTHER_EVENT_TYPE })] },
      ),
      monday(times as string),
    ]),
    [
      'E16 buffers of both events lie between them',
      open(
        '09:00-13:00',
        { eventType: { length: 30, beforeEventBuffer: 15, afterEventBuffer: 15 } },
        {
          bookings: [
            aHostBooking(`${MONDAY}T10:00Z`, `${MONDAY}T10:30Z`, { beforeEventBuffer: 15, afterEventBuffer: 15 }),
          ],
        },
      ),
      monday('09:00 11:00 11:30 12:00 12:30'),
    ],
    [
      'E17 an entry of a calendar keeps the distance of the buffers',
      open(
        '09:00-13:00',
        { eventType: { length: 30, beforeEventBuffer: 30 } },
        { calendarBusy: [{ start: at(`${MONDAY}T10:00Z`), end: at(`${MONDAY}T10:30Z`) }] },
      ),
      monday('09:00 09:30 11:00 11:30 12:00 12:30'),
    ],
    [
      'E18 nothing starts before the notice is over',
      open('09:00-12:00', { now: `${MONDAY}T08:10Z`, eventType: { length: 30, minimumBookingNotice: 120 } }),
      monday('10:30 11:00 11:30'),
    ],
    [
      'E19 the notice counts to the second',
      open('09:00-12:00', { now: `${MONDAY}T08:00:30Z`, eventType: { minimumBookingNotice: 60 } }),
      monday('10:00 11:00'),
    ],
    [
      'E19 a start exactly after the notice is offered',
      open('09:00-12:00', { now: `${MONDAY}T08:00Z`, eventType: { minimumBookingNotice: 60 } }),
      monday('09:00 10:00 11:00'),
    ],
    [
      'E20 without notice the next start is offered',
      open('09:00-11:00', { now: `${MONDAY}T10:07:20Z`, eventType: { length: 15 } }),
      monday('10:15 10:30 10:45'),
    ],
    [
      'E21 an override replaces the weekly hours',
      withSchedule({ overrides: [override(`${MONDAY} 14:00-16:00`)] }),
      monday('14:00 15:00'),
    ],
    [
      'E21 an override of no length closes the day',
      withSchedule({ overrides: [override(`${MONDAY} 00:00-00:00`)] }),
      {},
    ],
    [
      'E22 a date can have several overrides',
      withSchedule({ overrides: [override(`${MONDAY} 08:00-09:30`), override(`${MONDAY} 18:00-20:00`)] }),
      monday('08:00 18:00 19:00'),
    ],
    [
      'E23 the date of an override is one of the zone of the schedule',
      withSchedule({ ...BEFORE_JUNE_4, overrides: [override('2030-06-04 10:00-12:00')] }, JUNE_3_IN_NEW_YORK),
      { '2030-06-03': '04:00 05:00 06:00 07:00', '2030-06-04': '01:00 02:00' },
    ],
    [
      'E24 without a zone an override of the next date is shown too',
      withSchedule({ weekly: [hours('09:00-11:00')], overrides: [override('2030-01-08 14:00-16:00')] }),
      { [MONDAY]: '09:00 10:00', '2030-01-08': '14:00 15:00' },
    ],
    [
      'E24 with a zone it is not',
      withSchedule(
        { weekly: [hours('09:00-11:00')], overrides: [override('2030-01-08 14:00-16:00')] },
        { timeZone: 'UTC' },
      ),
      monday('09:00 10:00'),
    ],
    [
      'E25 an override is not cut by the window',
      withSchedule(
        { weekly: [hours('09:00-11:00')], overrides: [override(`${MONDAY} 13:00-17:00`)] },
        { start: `${MONDAY}T15:00Z` },
      ),
      monday('13:00 14:00 15:00 16:00'),
    ],
    [
      'E26 hours until 23:59 go on with those of the next day',
      withSchedule({ weekly: LATE_AND_EARLY }, { ...days(MONDAY, '2030-01-08'), timeZone: 'UTC' }),
      { [MONDAY]: '22:00 23:00', '2030-01-08': '00:00 01:00' },
    ],
    [
      'E26 a slot may lie across midnight',
      withSchedule(
        { weekly: LATE_AND_EARLY },
        { ...days(MONDAY, '2030-01-08'), timeZone: 'UTC', eventType: { length: 90 } },
      ),
      monday('22:00 23:30'),
    ],
    [
      'E27 a date of the booker may show hours of two dates of the host',
      withSchedule(
        { timeZone: 'America/New_York', weekly: [hours('09:00-17:00', MONDAY_TO_FRIDAY)] },
        { start: '2030-06-03T15:00Z', end: '2030-06-04T14:59:59Z', timeZone: 'Asia/Tokyo' },
      ),
      { '2030-06-03': '15:00 16:00 17:00 18:00 19:00 20:00', '2030-06-04': '13:00 14:00' },
    ],
    [
      'E28 hours stay when clocks are put forward',
      withSchedule(ROME_EARLY, {
        start: '2030-03-30T00:00+01:00',
        end: '2030-04-01T23:59:59+02:00',
        timeZone: 'Europe/Rome',
      }),
      { '2030-03-30': '08:00 09:00', '2030-03-31': '07:00 08:00', '2030-04-01': '07:00 08:00' },
    ],
    [
      'E28 hours stay when clocks are put back, and the last date of the window is shown',
      withSchedule(ROME_EARLY, {
        start: '2030-10-26T00:00+02:00',
        end: '2030-10-29T23:59:59+01:00',
        timeZone: 'Europe/Rome',
      }),
      {
        '2030-10-26': '07:00 08:00',
        '2030-10-27': '08:00 09:00',
        '2030-10-28': '08:00 09:00',
        '2030-10-29': '08:00 09:00',
      },
    ],
    [
      'E29 host and booker may change their clocks on different days',
      withSchedule(
        { timeZone: 'Europe/Rome', weekly: [hours('09:00-17:00', [1])] },
        {
          start: '2030-03-11T00:00-04:00',
          end: '2030-04-01T23:59:59-04:00',
          timeZone: 'America/New_York',
          eventType: { length: 240 },
        },
      ),
      {
        '2030-03-11': '08:00 12:00',
        '2030-03-18': '08:00 12:00',
        '2030-03-25': '08:00 12:00',
        '2030-04-01': '07:00 11:00',
      },
    ],
    [
      'E30 all hosts of a collective event are free',
      queryOf([aSlotHost(aSchedule('09:00-12:00')), aSlotHost(aSchedule('11:30-17:00', { timeZone: 'Europe/Rome' }))]),
      monday('11:00'),
    ],
    [
      'E31 one host of a round robin is free, and a start is listed once',
      queryOf([roundRobin('09:00-11:00'), roundRobin('10:00-13:00')]),
      monday('09:00 10:00 11:00 12:00'),
    ],
    [
      'E32 hours within those of another host add nothing',
      queryOf([roundRobin('11:00-13:00'), roundRobin('11:15-13:00')], { eventType: { length: 45 } }),
      monday('11:00 11:45'),
    ],
    [
      'E32 no slot lies across the hours of two hosts',
      queryOf([roundRobin('09:00-10:30'), roundRobin('10:30-12:00')]),
      monday('09:00 11:00'),
    ],
    [
      'E33 the fixed host and one of the others are free',
      queryOf([aSlotHost(aSchedule('09:00-12:00')), roundRobin('10:00-11:00'), roundRobin('11:00-14:00')]),
      monday('10:00 11:00'),
    ],
    [
      'E34 one host of each group is free',
      queryOf([roundRobin('09:00-12:00', 'a'), roundRobin('11:00-13:00', 'b')]),
      monday('11:00'),
    ],
    [
      'E36 the chosen length is the step',
      open('09:00-12:30', { duration: 90, eventType: { length: 30 } }),
      monday('09:00 10:30'),
    ],
    [
      'E36 an interval goes before the chosen length',
      open('09:00-12:30', { duration: 90, eventType: { length: 30, slotInterval: 30 } }),
      monday('09:00 09:30 10:00 10:30 11:00'),
    ],
    [
      'E37 a day with as many bookings as allowed is closed',
      open('09:00-17:00', {
        eventType: { bookingLimits: { PER_DAY: 2 } },
        countedBookings: [aCountedBooking(`${MONDAY}T10:00Z`), aCountedBooking(`${MONDAY}T14:00Z`)],
      }),
      {},
    ],
    [
      'E37 bookings that wait for confirmation do not count and take no time',
      open(
        '09:00-17:00',
        { eventType: { bookingLimits: { PER_DAY: 2 } }, countedBookings: [aCountedBooking(`${MONDAY}T10:00Z`)] },
        {
          bookings: [
            aHostBooking(`${MONDAY}T10:00Z`, `${MONDAY}T11:00Z`),
            aHostBooking(`${MONDAY}T14:00Z`, `${MONDAY}T15:00Z`, { status: 'PENDING' }),
          ],
        },
      ),
      monday('09:00 11:00 12:00 13:00 14:00 15:00 16:00'),
    ],
    [
      'E38 days of limits are those of the zone of the event type',
      withSchedule(ROME_EARLY, {
        ...days(MONDAY, '2030-01-08'),
        eventType: { timeZone: 'Europe/Rome', bookingLimits: { PER_DAY: 1 } },
        countedBookings: [aCountedBooking(`${MONDAY}T23:30Z`)],
      }),
      monday('08:00 09:00'),
    ],
    [
      'E39 weeks of limits begin on Sunday',
      open('09:00-10:00', {
        ...days('2030-01-05', '2030-01-14'),
        eventType: { bookingLimits: { PER_WEEK: 1 } },
        countedBookings: [aCountedBooking('2030-01-09T12:00Z')],
      }),
      { '2030-01-05': '09:00', '2030-01-13': '09:00', '2030-01-14': '09:00' },
    ],
    [
      'E40 the minutes of a limit may be used up',
      open('09:00-10:00', {
        duration: 30,
        eventType: { durationLimits: { PER_DAY: 60 } },
        countedBookings: [aCountedBooking(`${MONDAY}T12:00Z`, 30)],
      }),
      monday('09:00 09:30'),
    ],
    [
      'E40 but not exceeded',
      open('09:00-10:00', {
        duration: 45,
        eventType: { durationLimits: { PER_DAY: 60 } },
        countedBookings: [aCountedBooking(`${MONDAY}T12:00Z`, 30)],
      }),
      {},
    ],
    [
      'E42 a reservation in any event type hides the slots that it overlaps and leaves the grid',
      open('09:00-12:00', {
        eventType: { length: 30 },
        reservations: [aReservation(`${MONDAY}T10:15Z`, `${MONDAY}T10:45Z`)],
      }),
      monday('09:00 09:30 11:00 11:30'),
    ],
    [
      'E42 a reservation that is over hides nothing',
      open('09:00-12:00', {
        eventType: { length: 30 },
        reservations: [aReservation(`${MONDAY}T10:15Z`, `${MONDAY}T10:45Z`, { until: at('2030-01-01T00:00Z') })],
      }),
      monday('09:00 09:30 10:00 10:30 11:00 11:30'),
    ],
    [
      'E44 a rolling window ends with the last of its days for the booker',
      open('09:00-10:00', {
        now: '2024-05-31T01:30Z',
        ...days('2024-05-31', '2024-06-05'),
        timeZone: 'Asia/Kolkata',
        eventType: { length: 30, periodType: 'ROLLING', periodDays: 2, periodCountCalendarDays: true },
      }),
      { '2024-05-31': '09:00 09:30', '2024-06-01': '09:00 09:30', '2024-06-02': '09:00 09:30' },
    ],
    ...[11, 12].map<[string, SlotQuery, Times]>((today) => [
      `E45 two business days after January ${today} end on Tuesday, and days of the weekend can be booked`,
      open('09:00-10:00', {
        now: `2030-01-${today}T08:00Z`,
        ...days('2030-01-11', '2030-01-20'),
        timeZone: 'UTC',
        eventType: { periodType: 'ROLLING', periodDays: 2, periodCountCalendarDays: false },
      }),
      Object.fromEntries([11, 12, 13, 14, 15].filter((day) => day >= today).map((day) => [`2030-01-${day}`, '09:00'])),
    ]),
    [
      'E46 days without slots do not use up a rolling window',
      withSchedule(
        { weekly: [hours('09:00-10:00', MONDAY_TO_FRIDAY)] },
        {
          now: '2030-01-11T08:00Z',
          ...days('2030-01-11', '2030-01-31'),
          eventType: { periodType: 'ROLLING_WINDOW', periodDays: 2, periodCountCalendarDays: true },
        },
      ),
      { '2030-01-11': '09:00', '2030-01-14': '09:00' },
    ],
    [
      'E47 a range of dates is meant in the zone of the event type',
      withSchedule(
        { timeZone: 'America/New_York' },
        {
          ...days('2030-01-06', '2030-01-10'),
          timeZone: 'UTC',
          eventType: {
            timeZone: 'America/New_York',
            periodType: 'RANGE',
            periodStartDate: new Date('2030-01-07T00:00Z'),
            periodEndDate: new Date('2030-01-08T00:00Z'),
          },
        },
      ),
      {
        [MONDAY]: '14:00 15:00 16:00 17:00 18:00 19:00 20:00 21:00',
        '2030-01-08': '14:00 15:00 16:00 17:00 18:00 19:00 20:00 21:00',
      },
    ],
    [
      'E48 only the first slot of each date is shown where the event type wants it',
      open('09:00-12:00', { ...days(MONDAY, '2030-01-08'), eventType: { length: 30, onlyFirstSlot: true } }),
      { [MONDAY]: '09:00', '2030-01-08': '09:00' },
    ],
    ['E49 a booking takes its time', booked(null), monday('09:00 11:00 12:00 13:00 14:00 15:00 16:00')],
    ['E49 the booking that is to be moved does not', booked('moved'), monday(NINE_TO_FIVE)],
    [
      'E50 optimized slots begin soon after a booking when there is room',
      afterShortBooking(OPTIMIZED),
      monday('08:00 09:00 10:15 11:15'),
    ],
    ['E50 others wait for the full hour', afterShortBooking({}), monday('08:00 09:00 11:00')],
    [
      'E51 optimized slots fill hours that begin within the hour',
      open('09:30-17:30', { eventType: OPTIMIZED }),
      monday('09:30 10:30 11:30 12:30 13:30 14:30 15:30 16:30'),
    ],
    ['E51 others wait for the full hour', open('09:30-17:30'), monday('10:00 11:00 12:00 13:00 14:00 15:00 16:00')],
    [
      'E52 optimized slots align to quarters of an hour when there is room',
      open('09:05-12:55', { eventType: OPTIMIZED }),
      monday('09:15 10:15 11:15'),
    ],
    [
      'E52 a length of 40 aligns to twenty minutes',
      open('09:00-11:00', { eventType: { length: 40 } }),
      monday('09:00 09:40 10:20'),
    ],
    [
      'E53 a day until 23:59 has 24 hours',
      open('00:00-23:59', { timeZone: 'UTC' }),
      monday(Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`).join(' ')),
    ],
    ['E54 an end at any other minute is exact', open('09:00-10:59'), monday('09:00')],
    [
      'E54 hours that overlap are one',
      withSchedule({ weekly: [hours('09:00-12:00'), hours('11:00-14:00')] }, { eventType: { length: 90 } }),
      monday('09:00 10:30 12:00'),
    ],
    [
      'E55 on days whose midnight is in a travel, hours are meant where the host is',
      withSchedule(
        {
          timeZone: 'Europe/Rome',
          weekly: [hours('09:00-13:00', MONDAY_TO_FRIDAY)],
          travels: [{ start: at('2030-06-04T00:00Z'), end: at('2030-06-04T23:59:59Z'), timeZone: 'America/New_York' }],
        },
        { ...days('2030-06-03', '2030-06-05'), eventType: { length: 120 } },
      ),
      { '2030-06-03': '07:00 09:00', '2030-06-04': '07:00 09:00', '2030-06-05': '13:00 15:00' },
    ],
    ['E56 a request that waits for confirmation takes no time', requested(false), monday('09:00 10:00 11:00')],
    ['E56 unless the event type wants it', requested(true), monday('09:00 11:00')],
  ])('%s', (_, query, expected) => {
    expect(timesOf(query)).toEqual(expected);
  });

  it('E2 lists slots under the dates of the booker', () => {
    const slots = computeSlots(
      withSchedule(ROME_OFFICE, {
        start: '2050-09-05T00:00+02:00',
        end: '2050-09-05T23:59:59+02:00',
        timeZone: 'Europe/Rome',
      }),
    );
    const [[date, ofDate] = []] = slots;
    expect(slots.size).toBe(1);
    expect(date).toBe('2050-09-05');
    expect(ofDate?.map(({ start }) => localIso(start, 'Europe/Rome'))).toEqual(
      [9, 10, 11, 12, 13, 14, 15, 16].map((hour) => `2050-09-05T${String(hour).padStart(2, '0')}:00:00.000+02:00`),
    );
  });

  it('E35 marks slots of dates on which the only host is away', () => {
    const slots = computeSlots(open('09:00-11:00', days(MONDAY, '2030-01-08'), { away: AWAY }));
    const away = { reason: 'Vacation' };
    expect(slots.get(MONDAY)).toEqual([
      { start: at(`${MONDAY}T09:00Z`), away },
      { start: at(`${MONDAY}T10:00Z`), away },
    ]);
    expect(slots.get('2030-01-08')).toEqual([{ start: at('2030-01-08T09:00Z') }, { start: at('2030-01-08T10:00Z') }]);
  });

  it('E35 lists no slots of dates on which a host of a team event is away', () => {
    const query = open(
      '09:00-11:00',
      { ...days(MONDAY, '2030-01-08'), eventType: { isTeamEvent: true } },
      { away: AWAY },
    );
    expect(timesOf(query)).toEqual({ '2030-01-08': '09:00 10:00' });
  });

  it.each([1, 3])('E41 lists a seated booking with %i of 3 seats taken', (seats) => {
    const booking = aHostBooking(`${MONDAY}T09:00Z`, `${MONDAY}T10:00Z`, { uid: 'seated', seats });
    const slots = computeSlots(open('09:00-11:00', { eventType: { seatsPerTimeSlot: 3 } }, { bookings: [booking] }));
    expect(slots.get(MONDAY)).toEqual([
      { start: at(`${MONDAY}T09:00Z`), attendees: seats, bookingUid: 'seated' },
      { start: at(`${MONDAY}T10:00Z`) },
    ]);
  });

  it('E43 counts seats that are reserved', () => {
    const reservation = aReservation(`${MONDAY}T10:00Z`, `${MONDAY}T11:00Z`, { eventTypeId: 1, isSeat: true });
    const slots = computeSlots(
      open('09:00-11:00', { eventType: { seatsPerTimeSlot: 3 }, reservations: [reservation] }),
    );
    expect(slots.get(MONDAY)).toEqual([
      { start: at(`${MONDAY}T09:00Z`) },
      { start: at(`${MONDAY}T10:00Z`), attendees: 1 },
    ]);
  });
});

function booked(rescheduled: string | null): SlotQuery {
  const booking = aHostBooking(`${MONDAY}T10:00Z`, `${MONDAY}T11:00Z`, { uid: 'moved' });
  const calendarBusy = rescheduled ? [{ start: booking.start, end: booking.end }] : [];
  return open('09:00-17:00', { rescheduled: rescheduled ? booking : null }, { bookings: [booking], calendarBusy });
}

function afterShortBooking(eventType: Partial<SlotEventType>): SlotQuery {
  return open('08:00-12:30', { eventType }, { bookings: [aHostBooking(`${MONDAY}T10:00Z`, `${MONDAY}T10:10Z`)] });
}

function requested(confirmationBlocksSlot: boolean): SlotQuery {
  return open(
    '09:00-12:00',
    { eventType: { requiresConfirmation: true, confirmationBlocksSlot } },
    { bookings: [aHostBooking(`${MONDAY}T10:00Z`, `${MONDAY}T11:00Z`, { status: 'PENDING' })] },
  );
}
