// `npm run bench:slots`: how long computing slots takes, without the database and HTTP.
import { computeSlots } from '../dist/slots/compute-slots.js';
import { describeMachine } from './report.js';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const START = Date.UTC(2030, 9, 1);
const ROUNDS = 200;

/** A month with a clock change in Rome, on a grid of 15 minutes. */
const EVENT_TYPE = {
  id: 1,
  length: 30,
  slotInterval: 15,
  offsetStart: 0,
  minimumBookingNotice: 120,
  beforeEventBuffer: 5,
  afterEventBuffer: 5,
  onlyFirstSlot: false,
  showOptimizedSlots: false,
  periodType: 'UNLIMITED',
  periodDays: null,
  periodCountCalendarDays: null,
  periodStartDate: null,
  periodEndDate: null,
  bookingLimits: { PER_DAY: 500 },
  durationLimits: null,
  requiresConfirmation: false,
  confirmationBlocksSlot: false,
  seatsPerTimeSlot: null,
  timeZone: 'Europe/Rome',
  isTeamEvent: false,
};

const ZONES = ['Europe/Rome', 'America/New_York', 'Asia/Tokyo', 'Australia/Sydney', 'Europe/London'];

function host(number, isFixed, bookings) {
  const timeZone = isFixed ? 'Europe/Rome' : ZONES[number % ZONES.length];
  const weekly = [{ days: [0, 1, 2, 3, 4, 5, 6], start: '08:00:00', end: '20:00:00' }];
  const overrides = [{ date: '2030-10-09', start: '12:00:00', end: '15:00:00' }];
  return {
    userId: number,
    isFixed,
    group: null,
    schedule: { timeZone, weekly, overrides, travels: [] },
    bookings: Array.from({ length: bookings }, (_, index) => booking(number, index)),
    calendarBusy: [],
    away: [],
  };
}

/** Spread over the month, at odd minutes. */
function booking(number, index) {
  const start = START + ((index * 7919 + number * 104_729) % (31 * 1440)) * MINUTE;
  return {
    uid: `${number}-${index}`,
    start,
    end: start + (15 + (index % 4) * 15) * MINUTE,
    status: 'ACCEPTED',
    eventTypeId: index % 2,
    beforeEventBuffer: 0,
    afterEventBuffer: 10,
    seats: 0,
  };
}

function query(hosts, settings = {}) {
  return {
    now: START - 30 * DAY,
    start: START,
    end: START + 31 * DAY - 1000,
    eventType: { ...EVENT_TYPE, ...settings },
    duration: null,
    timeZone: 'America/New_York',
    hosts,
    countedBookings: hosts.flatMap(({ bookings }) => bookings.filter(({ eventTypeId }) => eventTypeId === 1)),
    reservations: [],
    ownReservationUid: null,
    rescheduled: null,
  };
}

const hosts = (count, isFixed, bookings) => Array.from({ length: count }, (_, index) => host(index, isFixed, bookings));

const ROLLING = { periodType: 'ROLLING_WINDOW', periodDays: 50, periodCountCalendarDays: true };

const CASES = [
  ['one host, 31 days, every 15 minutes, 200 bookings', query(hosts(1, true, 200))],
  ['the same, with a window of 50 days that have slots', query(hosts(1, true, 200), ROLLING)],
  ['50 hosts in turn (round robin), 40 bookings each', query(hosts(50, false, 40))],
  ['50 hosts in turn (round robin), 200 bookings each', query(hosts(50, false, 200))],
  ['10 hosts together (collective), 40 bookings each', query(hosts(10, true, 40))],
];

function measure(title, question) {
  const begun = performance.now();
  const slots = [...computeSlots(question).values()].flat().length;
  const cold = performance.now() - begun;
  const times = Array.from({ length: ROUNDS }, () => {
    const before = performance.now();
    computeSlots(question);
    return performance.now() - before;
  }).sort((a, b) => a - b);
  const at = (share) => times[Math.floor(share * (ROUNDS - 1))].toFixed(2);
  return `| ${title} | ${slots} | ${at(0.5)} | ${at(0.95)} | ${cold.toFixed(1)} |`;
}

console.log(describeMachine());
console.log('\n| Computing slots of | slots | median ms | p95 ms | first time ms |\n| --- | --- | --- | --- | --- |');
for (const [title, question] of CASES) console.log(measure(title, question));
