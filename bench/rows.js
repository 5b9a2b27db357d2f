// The requests that are measured. Each row makes its next request from what was seeded: `users` many, with ids that
// begin at `firstId` and addresses `user<n>@example.com`. A request without an `authorization` header is made with the
// client's secret.
//
// A row may need tokens: `prepare` makes them before the row, `refill` before each round, and `answered` gets the body of
// each answer together with the `context` that `next` has noted things in.
import { TokenPairs } from './token-pairs.js';

/** Aims for the ratio of our requests a second to those of the hand-written server. */
const READ = 1.0;
/** Of answers that take longer to make than to read. */
const LONG_READ = 0.9;
const WRITE = 0.8;

/** The page size of the list rows. */
export const PAGE = 50;

/** Users whose tokens are used in turn, and how many event types each of them has. */
export const TOKEN_USERS = 400;
export const EVENT_TYPES = 20;

const pairs = new TokenPairs(TOKEN_USERS);
const withTokens = { prepare: (server) => pairs.renew(server) };
const withChains = { ...withTokens, refill: (server) => pairs.fill(server), answered: keepSuccessor };

export const ROWS = [
  { name: 'get', title: 'GET one', aim: READ, status: 200, next: getOne },
  { name: 'list', title: `list of ${PAGE}`, aim: READ, status: 200, next: (seeded) => get(seeded, `?limit=${PAGE}`) },
  { name: 'emails', title: 'list by 3 `emails`', aim: READ, status: 200, next: byEmails },
  { name: 'create', title: 'POST create', aim: WRITE, status: 201, next: create },
  { name: 'update', title: 'PATCH', aim: WRITE, status: 200, next: update },
  { name: 'force-refresh', title: 'force-refresh', aim: WRITE, status: 200, next: forceRefresh },
  { name: 'me', title: 'GET /v2/me', aim: READ, status: 200, next: me, ...withTokens },
  { name: 'access-token', title: 'provider access-token', aim: READ, status: 200, next: accessToken, ...withTokens },
  { name: 'refresh', title: 'refresh', aim: WRITE, status: 200, next: refresh, ...withChains },
  { name: 'book', title: 'POST /v2/bookings', aim: WRITE, status: 201, next: book },
  { name: 'schedule', title: 'GET schedules/default', aim: READ, status: 200, next: defaultSchedule, ...withTokens },
  {
    name: 'event-types',
    title: 'list of 20 event types',
    aim: LONG_READ,
    status: 200,
    next: eventTypes,
    ...withTokens,
  },
  { name: 'public-event', title: 'public event', aim: READ, status: 200, next: publicEvent },
  { name: 'save-schedule', title: 'PATCH schedule', aim: WRITE, status: 200, next: saveSchedule, ...withTokens },
];

/** Reads whose time must not depend on the number of users. */
export const SIZE_ROWS = [
  ROWS[0],
  { ...ROWS[1], title: 'first page' },
  { name: 'last', title: 'last page by cursor', status: 200, next: lastPage },
  ROWS[2],
];

/** What the hand-written server does not do: measured alone. Aims are requests a second and milliseconds. */
export const OWN_ROWS = [
  { name: 'slots', title: 'GET /v2/slots, a month', aim: { perSecond: 300, p99: 60 }, status: 200, next: slotsOfMonth },
];

// Of a hundred requests so many are of the kind. No force-refresh: it would end the chains of the others.
const MIX = [
  [35, getOne],
  [10, ROWS[1].next],
  [10, byEmails],
  [25, me],
  [5, create],
  [5, update],
  [10, refresh],
];

/** A load as a product with users causes it. */
export const MIXED_ROW = { name: 'mixed', title: 'mixed load', status: [200, 201], next: anything, ...withChains };

/** In words, for the report. */
export const MIX_TEXT =
  '35 % GET one, 10 % list of 50, 10 % list by e-mail, 25 % GET /v2/me, 5 % create, 5 % PATCH, 10 % refresh';

let created = 0;
let changed = 0;
let booked = 0;

const DAY = 86_400_000;

const anyOf = (count) => Math.floor(Math.random() * count);
const anyId = ({ firstId, users }) => firstId + anyOf(users);

function anything(seeded, context) {
  let dice = anyOf(100);
  const [, next] = MIX.find(([share]) => (dice -= share) < 0);
  return next(seeded, context);
}

function get({ usersPath }, rest) {
  return { method: 'GET', path: usersPath + rest };
}

function getOne(seeded) {
  return get(seeded, `/${anyId(seeded)}`);
}

/** The next thirty days of a host with two hundred bookings. */
function slotsOfMonth({ eventTypeIds, month: [start, end] }) {
  const query = `eventTypeId=${eventTypeIds[anyOf(eventTypeIds.length)]}&start=${start}&end=${end}&timeZone=Europe/Rome`;
  return { method: 'GET', path: `/v2/slots?${query}`, headers: { 'cal-api-version': '2024-09-04' } };
}

/** Half-hours of the working days that begin in forty days: each host has fourteen a day. */
function book({ eventTypeIds }) {
  const number = booked++;
  const eventTypeId = eventTypeIds[number % eventTypeIds.length];
  const slot = Math.floor(number / eventTypeIds.length);
  const start = new Date(workingDay(Math.floor(slot / 14)) + 8 * 3_600_000 + (slot % 14) * 1_800_000).toISOString();
  const attendee = { name: 'Grace Guest', email: `booker${number}@example.com`, timeZone: 'Europe/Rome' };
  const request = withBody('POST', '/v2/bookings', { start, eventTypeId, attendee });
  return { ...request, headers: { ...request.headers, 'cal-api-version': '2024-08-13' } };
}

/** Midnight of the nth day from Monday to Friday. */
function workingDay(count) {
  const monday = Math.ceil((Date.now() / DAY + 40 - 4) / 7) * 7 + 4;
  return (monday + Math.floor(count / 5) * 7 + (count % 5)) * DAY;
}

function byEmails(seeded) {
  // Three different users, wherever the first of them is.
  const first = anyOf(seeded.users);
  const emails = [0, 1, 2].map((step) => `user${(first + step * 7) % seeded.users}@example.com`);
  return get(seeded, `?emails=${emails.join(',')}`);
}

function lastPage(seeded) {
  return get(seeded, `?limit=${PAGE}&cursor=${seeded.lastCursor}`);
}

function create({ usersPath }) {
  created += 1;
  const email = `new${created}@example.com`;
  return withBody('POST', usersPath, { email, name: `New ${created}`, timeZone: 'Europe/Rome', locale: 'it' });
}

function update(seeded) {
  changed += 1;
  const change = { name: `Changed ${changed}`, weekStart: 'Monday', timeFormat: 24 };
  return withBody('PATCH', `${seeded.usersPath}/${anyId(seeded)}`, change);
}

function forceRefresh(seeded) {
  return { method: 'POST', path: `${seeded.usersPath}/${anyId(seeded)}/force-refresh` };
}

function me() {
  return withToken('/v2/me');
}

function accessToken({ clientId }) {
  return withToken(`/v2/provider/${clientId}/access-token`);
}

function withToken(path, version) {
  return { method: 'GET', path, headers: headersOf(pairs.any(), version) };
}

function headersOf({ accessToken }, version) {
  return { authorization: `Bearer ${accessToken}`, ...(version && { 'cal-api-version': version }) };
}

function defaultSchedule() {
  return withToken('/v2/schedules/default', '2024-06-11');
}

function eventTypes() {
  return withToken('/v2/event-types', '2024-06-14');
}

/** What the booking page asks for. */
function publicEvent({ clientId }) {
  const username = `user${anyOf(TOKEN_USERS)}-${clientId}-example-com`;
  return { method: 'GET', path: `/v2/atoms/event-types/talk-1/public?username=${username}` };
}

/** The schedule of a seeded user has the user's id. */
function saveSchedule() {
  changed += 1;
  const pair = pairs.any();
  const availability = [{ days: ['Monday', 'Friday'], startTime: '08:00', endTime: '12:30' }];
  const request = withBody('PATCH', `/v2/schedules/${pair.id}`, { name: `Changed ${changed}`, availability });
  return { ...request, headers: { ...request.headers, ...headersOf(pair, '2024-06-11') } };
}

/** Every token is used once: the answer brings the one that the next request for this user takes. */
function refresh({ clientId }, context) {
  const { id, refreshToken } = pairs.take();
  context.refreshed = id;
  return withBody('POST', `/v2/oauth/${clientId}/refresh`, { refreshToken });
}

function keepSuccessor(body, { refreshed }) {
  if (refreshed !== undefined) pairs.bring(refreshed, JSON.parse(body).data);
}

function withBody(method, path, body) {
  return { method, path, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}
