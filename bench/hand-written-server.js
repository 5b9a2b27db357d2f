// What somebody would write who needs only these few calls: Express, pg, no caches, no layers. The yardstick of the
// bench: one query for the client and its secret (or one for the session and the user of an access token), one for the
// work, the same JSON and the same tokens as the server.
import { createHash, createSecretKey, randomUUID, timingSafeEqual } from 'node:crypto';
import express from 'express';
import jwt from 'jsonwebtoken';
import pg from 'pg';
import { bookWith } from './hand-written-bookings.js';
import { publicEvent, shownEventType, shownSchedule, storedHours } from './hand-written-outputs.js';
import {
  ADVANCE,
  CLIENT,
  DEFAULT_SCHEDULE,
  EVENT_TYPES,
  FIND,
  FORCE_REFRESH,
  INSERT,
  LIST,
  LIST_BY_EMAILS,
  PUBLIC_EVENT,
  SAVE_SCHEDULE,
  SESSION,
  SESSION_AND_PERMISSIONS,
  SESSION_AND_USER,
  UPDATE,
} from './hand-written-statements.js';

const { DATABASE_URL, DATABASE_POOL_SIZE, HOST, JWT_SECRET, PORT, PUBLIC_URL } = process.env;
// A key object: from a text, jsonwebtoken would make one for every token, which takes longer than the signature.
const SIGNING_KEY = createSecretKey(Buffer.from(JWT_SECRET));
const MINUTE = 60_000;
const DAY = 86_400_000;
const [EVENT_TYPE_READ, SCHEDULE_READ, SCHEDULE_WRITE, PROFILE_READ] = [1, 16, 32, 256];
const SCHEDULE = JSON.stringify({ name: 'Default schedule', days: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' });

const pool = new pg.Pool({ connectionString: DATABASE_URL, max: Number(DATABASE_POOL_SIZE) });
const run = async (statement, values) => (await pool.query({ ...statement, values })).rows;

const app = express();
app.use(express.json());
app.get('/health', (_, response) => response.json({ status: 'OK' }));

const users = express.Router({ mergeParams: true });
app.use('/v2/oauth-clients/:clientId/users', authenticate, users);

users.get('/', async (request, response) => {
  const { clientId } = request.params;
  const { limit = 50, offset = 0, emails } = request.query;
  const rows = emails
    ? await run(LIST_BY_EMAILS, [
        clientId,
        emails.split(',').map((email) => inClient(email, clientId)),
        limit,
        offset,
        0,
      ])
    : await run(LIST, [clientId, limit, offset]);
  response.json({ status: 'success', data: rows.map(output) });
});

users.post('/', async (request, response) => {
  const { clientId } = request.params;
  const { name, bio, avatarUrl, timeZone, weekStart, timeFormat, locale, metadata } = request.body;
  const email = inClient(request.body.email, clientId);
  const session = newSession();
  const [user] = await run(INSERT, [
    clientId,
    request.client.organizationId,
    email,
    usernameOf(email),
    name,
    bio,
    avatarUrl,
    timeZone ?? 'Europe/London',
    weekStart ?? 'Sunday',
    timeFormat ?? 12,
    locale,
    metadata && JSON.stringify(metadata),
    timeZone ? SCHEDULE : null,
    '[]',
    session.issuedAt,
    session.id,
    session.issuedAt,
    session.refreshTokenExpiresAt,
  ]);
  const { accessToken, accessTokenExpiresAt, refreshToken, refreshTokenExpiresAt } = tokens(session, clientId, user.id);
  const data = { user: output(user), accessToken, accessTokenExpiresAt, refreshToken, refreshTokenExpiresAt };
  response.status(201).json({ status: 'success', data });
});

users.get('/:userId', async (request, response) => {
  const { clientId, userId } = request.params;
  const [user] = await run(FIND, [userId, clientId]);
  if (!user) return response.status(404).json({ status: 'error' });
  response.json({ status: 'success', data: output(user) });
});

users.patch('/:userId', async (request, response) => {
  const { clientId, userId } = request.params;
  const [user] = await run(UPDATE, [userId, clientId, JSON.stringify(request.body)]);
  if (!user) return response.status(404).json({ status: 'error' });
  response.json({ status: 'success', data: output(user) });
});

users.post('/:userId/force-refresh', async (request, response) => {
  const { clientId, userId } = request.params;
  const session = newSession();
  const { id, issuedAt, refreshTokenExpiresAt } = session;
  const [replaced] = await run(FORCE_REFRESH, [id, userId, clientId, issuedAt, refreshTokenExpiresAt]);
  if (!replaced) return response.status(404).json({ status: 'error' });
  response.json({ status: 'success', data: tokens(session, clientId, Number(userId)) });
});

app.post('/v2/oauth/:clientId/refresh', authenticate, async (request, response) => {
  const { clientId } = request.params;
  const { sessionId, generation, ownerId } = read(request.body.refreshToken, 'refresh_token', clientId) ?? {};
  const issuedAt = Date.now();
  const next = { id: sessionId, generation: generation + 1, issuedAt, refreshTokenExpiresAt: refreshExpiry(issuedAt) };
  const values = [sessionId, ownerId, clientId, generation, issuedAt, next.refreshTokenExpiresAt, 0];
  const [advanced] = sessionId ? await run(ADVANCE, values) : [];
  if (!advanced) return response.status(400).json({ status: 'error' });
  const { accessToken, accessTokenExpiresAt, refreshToken, refreshTokenExpiresAt } = tokens(next, clientId, ownerId);
  const data = { accessToken, accessTokenExpiresAt, refreshToken, refreshTokenExpiresAt };
  response.json({ status: 'success', data });
});

app.get('/v2/me', async (request, response) => {
  const user = await bearerOf(request, SESSION_AND_USER);
  if (!user) return response.status(401).json({ status: 'error' });
  if ((user.permissions & PROFILE_READ) === 0) return response.status(403).json({ status: 'error' });
  response.json({ status: 'success', data: ownOutput(user) });
});

app.get('/v2/provider/:clientId/access-token', async (request, response) => {
  const isRight = await bearerOf(request, SESSION, request.params.clientId);
  response.status(isRight ? 200 : 401).json({ status: isRight ? 'success' : 'error' });
});

app.post('/v2/bookings', bookWith(pool));
app.get('/v2/schedules/default', may(SCHEDULE_READ), async (request, response) => {
  const [schedule] = await run(DEFAULT_SCHEDULE, [request.userId]);
  response.json({ status: 'success', data: schedule ? shownSchedule(schedule) : null });
});

app.patch('/v2/schedules/:scheduleId', may(SCHEDULE_WRITE), async (request, response) => {
  const { name, availability } = request.body;
  const hours = JSON.stringify(availability.map(storedHours));
  const [schedule] = await run(SAVE_SCHEDULE, [request.params.scheduleId, request.userId, name, hours]);
  if (!schedule) return response.status(404).json({ status: 'error' });
  response.json({ status: 'success', data: shownSchedule(schedule) });
});

app.get('/v2/event-types', may(EVENT_TYPE_READ), async (request, response) => {
  const rows = await run(EVENT_TYPES, [request.userId]);
  response.json({ status: 'success', data: rows.map(shownEventType) });
});

app.get('/v2/atoms/event-types/:slug/public', async (request, response) => {
  const [row] = await run(PUBLIC_EVENT, [request.query.username, request.params.slug]);
  if (!row) return response.status(404).json({ status: 'error' });
  response.json({ status: 'success', data: publicEvent(row, PUBLIC_URL) });
});

app.listen(Number(PORT), HOST);
// The requests that are still under way at the end of a round are of no use to anybody.
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => process.exit());

async function authenticate(request, response, next) {
  const [client] = await run(CLIENT, [request.params.clientId]);
  const given = createHash('sha256')
    .update(request.get('x-cal-secret-key') ?? '')
    .digest();
  if (!client || !timingSafeEqual(client.hash, given)) return response.status(401).json({ status: 'error' });
  request.client = client;
  next();
}

/** Lets pass who has an access token of a client with the permission. */
function may(permission) {
  return async (request, response, next) => {
    const session = await bearerOf(request, SESSION_AND_PERMISSIONS);
    if (!session) return response.status(401).json({ status: 'error' });
    if ((session.permissions & permission) === 0) return response.status(403).json({ status: 'error' });
    request.userId = session.id;
    next();
  };
}

/** The row of the statement for the session of the access token; nothing for a token that is not good. */
async function bearerOf(request, statement, clientId) {
  const token = /^bearer +(\S+)$/i.exec(request.get('authorization') ?? '')?.[1];
  const claims = token && read(token, 'access_token', clientId);
  return claims && (await run(statement, [claims.sessionId, claims.ownerId, claims.clientId]))[0];
}

function output(user) {
  const { createdAt, metadata, id, email, username, name, bio, timeZone, weekStart, ...rest } = user;
  const { timeFormat, defaultScheduleId, locale, avatarUrl } = rest;
  const createdDate = createdAt.toISOString();
  const shown = { id, email, username, name, bio, timeZone, weekStart, createdDate, timeFormat, defaultScheduleId };
  return { ...shown, locale, avatarUrl, ...(metadata && { metadata }) };
}

function inClient(email, clientId) {
  const [local, domain] = email.split('@');
  return `${local}+${clientId}@${domain}`;
}

function usernameOf(email) {
  const [local, domain] = email.split('@');
  const [first, second] = domain.split('.');
  return `${local}-${first}-${second}`.toLowerCase().replace(/[^a-z0-9.]+/g, '-');
}

function ownOutput(user) {
  const { id, email, name, avatarUrl, bio, timeFormat, defaultScheduleId, weekStart, timeZone, username } = user;
  const { organizationId, isPlatform } = user;
  const shown = { id, email, name, avatarUrl, bio, timeFormat, defaultScheduleId, weekStart, timeZone, username };
  return { ...shown, organizationId, organization: { isPlatform, id: organizationId } };
}

function newSession() {
  const issuedAt = Date.now();
  const id = randomUUID().slice(0, -8).padEnd(36, '0');
  return { id, generation: 0, issuedAt, refreshTokenExpiresAt: refreshExpiry(issuedAt) };
}

function refreshExpiry(issuedAt) {
  const expiresAt = issuedAt + 365 * DAY;
  return expiresAt - (expiresAt % DAY);
}

/** The last eight digits of a token's id are its generation and one bit for its type, the others are the session's. */
function tokens({ id, generation, issuedAt, refreshTokenExpiresAt }, clientId, ownerId) {
  const accessTokenExpiresAt = issuedAt + 60 * MINUTE - (issuedAt % MINUTE);
  const sign = (type, expiresAt) => {
    const counter = generation * 2 + (type === 'refresh_token' ? 1 : 0);
    const jti = id.slice(0, -8) + counter.toString(16).padStart(8, '0');
    const repeated = generation > 0 ? { userId: ownerId } : {};
    return jwt.sign({ type, clientId, ownerId, expiresAt, ...repeated, jti }, SIGNING_KEY);
  };
  return {
    accessToken: sign('access_token', accessTokenExpiresAt),
    refreshToken: sign('refresh_token', refreshTokenExpiresAt),
    accessTokenExpiresAt,
    refreshTokenExpiresAt,
  };
}

/** What the token says, if it is signed, of the type, not over and of the client (if one is named). */
function read(token, type, clientId) {
  try {
    const claims = jwt.verify(token, SIGNING_KEY, { algorithms: ['HS256'] });
    if (claims.type !== type || claims.expiresAt <= Date.now()) return null;
    if (clientId !== undefined && claims.clientId !== clientId) return null;
    const { jti, ownerId } = claims;
    const sessionId = jti.slice(0, -8).padEnd(36, '0');
    return { sessionId, generation: parseInt(jti.slice(-8), 16) >>> 1, ownerId, clientId: claims.clientId };
  } catch {
    return null;
  }
}
