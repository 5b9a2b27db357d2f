// What must hold when several servers work on one database. Every check throws when it does not, and otherwise tells in
// words what it has measured.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { withPool } from './database.js';
import { median } from './load.js';
import { progress } from './report.js';

/** The longest that a revoked token may be taken by another server, milliseconds. */
const REVOKED_WITHIN = 1_000;
const REVOCATIONS = 20;

const TWINS = 50;

const LIMIT = 300;
/** Requests of the rate-limit check: so many every so many milliseconds, for so many rounds. */
const BURST = 10;
const EVERY = 50;
const BURSTS = 60;
/** How often a server tells what it has counted and hears of the others, milliseconds. */
const SYNC_INTERVAL = 200;
/** A hit is told within one interval and heard of by the other server within another; a busy machine needs some time more. */
const HEARD_AFTER = 2 * SYNC_INTERVAL + 100;

/**
 * @param servers at least two; `seeded` like the balancer.
 * @param balancer in front of all of them.
 */
export async function checkInstances(servers, balancer, databaseUrl) {
  const checks = [
    ['revocation', () => revocation(servers)],
    ['rate limit', () => rateLimit(servers, databaseUrl)],
    ['idempotency', () => idempotency(balancer, databaseUrl)],
    ['one address', () => oneAddress(balancer)],
    ['refresh', () => simultaneousRefresh(balancer)],
  ];
  const results = [];
  for (const [name, check] of checks) {
    const result = await check();
    progress(`${name}: ${result}`);
    results.push({ name, result });
  }
  return results;
}

/** A token that was revoked through one server is refused by the others, which have it in their caches. */
async function revocation(servers) {
  const times = [];
  for (let round = 0; round < REVOCATIONS; round++) {
    const [one, other] = [servers[round % servers.length], servers[(round + 1) % servers.length]];
    const { id, accessToken } = await newUser(one);
    await expectStatus('a fresh token', await useToken(other, accessToken), 200);
    // The servers look at changes at their own times: revocations at different moments find all cases.
    await pause(Math.random() * SYNC_INTERVAL * 3);
    await expectStatus('a token in use', await useToken(other, accessToken), 200);
    const renewed = await send(one, 'POST', `${one.seeded.usersPath}/${id}/force-refresh`);
    const revokedAt = performance.now();
    while ((await useToken(other, accessToken)).status !== 401) {
      if (performance.now() - revokedAt > REVOKED_WITHIN)
        throw failure(`a revoked token works after ${REVOKED_WITHIN} ms`);
      await pause(5);
    }
    times.push(performance.now() - revokedAt);
    await expectStatus('the new token', await useToken(other, JSON.parse(renewed.body).data.accessToken), 200);
  }
  const [middle, longest] = [median(times), Math.max(...times)].map((time) => Math.round(time));
  return `${times.length} access tokens revoked on one server were refused by another after ${middle} ms (median), ${longest} ms at most`;
}

/** A caller gets no more from all servers together than its limit and what they let through before they have talked. */
async function rateLimit(servers, databaseUrl) {
  const key = await newApiKey(servers[0], databaseUrl, LIMIT);
  const authorization = `Bearer ${key}`;
  const accepted = [];
  const call = async (server) => {
    const { status } = await send(server, 'GET', `${server.seeded.usersPath}?limit=1`, { headers: { authorization } });
    if (status !== 200 && status !== 429) throw failure(`status ${status} instead of 200 or 429`);
    if (status === 200) accepted.push(performance.now());
    return status;
  };
  const begin = performance.now();
  const underWay = [];
  for (let burst = 0; burst < BURSTS; burst++) {
    for (let n = 0; n < BURST; n++) underWay.push(call(servers[n % servers.length]));
    await pause(Math.max(0, begin + (burst + 1) * EVERY - performance.now()));
  }
  await Promise.all(underWay);
  const sent = underWay.length;
  if (accepted.length < LIMIT)
    throw failure(`only ${accepted.length} of ${sent} requests were accepted below ${LIMIT}`);
  const over = Math.round(accepted.at(-1) - accepted[LIMIT - 1]);
  if (over > HEARD_AFTER) throw failure(`requests were accepted ${over} ms after a limit of ${LIMIT} was reached`);
  for (const server of servers) if ((await call(server)) !== 429) throw failure(`${server.url} goes on accepting`);
  return `of ${sent} requests (${(BURST / EVERY) * 1000} a second, to all servers in turn) with a limit of ${LIMIT}, ${accepted.length} were accepted, the last ${over} ms after number ${LIMIT} (at most ${HEARD_AFTER} ms: two rounds of the exchange between servers); then all servers refused`;
}

/** Equal requests with one Idempotency-Key make one user and get one answer, whichever server they reach. */
async function idempotency(balancer, databaseUrl) {
  const email = `${randomUUID()}@example.com`;
  const headers = { 'idempotency-key': randomUUID() };
  const answers = await Promise.all(
    Array.from({ length: TWINS }, () =>
      send(balancer, 'POST', balancer.seeded.usersPath, { headers, json: { email, name: 'Twin' } }),
    ),
  );
  for (const answer of answers) await expectStatus('a twin', answer, 201);
  const bodies = new Set(answers.map(({ body }) => body));
  if (bodies.size !== 1) throw failure(`${TWINS} twins got ${bodies.size} different answers`);
  const [local, domain] = email.split('@');
  const like = [`${local}%@${domain}`];
  const { rows } = await withPool(databaseUrl, (pool) => pool.query('SELECT id FROM users WHERE email LIKE $1', like));
  if (rows.length !== 1) throw failure(`${TWINS} twins made ${rows.length} users`);
  return `${TWINS} simultaneous creations with one Idempotency-Key made one user and got ${TWINS} equal bodies`;
}

/** Of several who create a user with one address at the same time, one succeeds. */
async function oneAddress(balancer) {
  const json = { email: `${randomUUID()}@example.com`, name: 'Rival' };
  const answers = await Promise.all(
    Array.from({ length: TWINS }, () => send(balancer, 'POST', balancer.seeded.usersPath, { json })),
  );
  const count = (wanted) => answers.filter(({ status }) => status === wanted).length;
  if (count(201) !== 1 || count(409) !== TWINS - 1) {
    throw failure(`${TWINS} creations of one address: ${count(201)} times 201, ${count(409)} times 409`);
  }
  return `${TWINS} simultaneous creations of one address: one 201, ${TWINS - 1} times 409`;
}

/** Simultaneous uses of one refresh token get one successor, whichever server they reach. */
async function simultaneousRefresh(balancer) {
  const { refreshToken } = await newUser(balancer);
  const path = `/v2/oauth/${balancer.seeded.clientId}/refresh`;
  const answers = await Promise.all(
    Array.from({ length: TWINS }, () => send(balancer, 'POST', path, { json: { refreshToken } })),
  );
  for (const answer of answers) await expectStatus('a refresh', answer, 200);
  const bodies = new Set(answers.map(({ body }) => body));
  if (bodies.size !== 1) throw failure(`${TWINS} refreshes of one token got ${bodies.size} different pairs`);
  return `${TWINS} simultaneous refreshes of one token got one pair`;
}

async function newUser(server) {
  const json = { email: `${randomUUID()}@example.com`, name: 'Ann' };
  const answer = await send(server, 'POST', server.seeded.usersPath, { json });
  await expectStatus('creating a user', answer, 201);
  const { user, ...pair } = JSON.parse(answer.body).data;
  return { id: user.id, ...pair };
}

/** An API key of the client's organization with a limit of its own, for a window of a minute. */
function newApiKey({ seeded }, databaseUrl, limit) {
  const key = randomBytes(32).toString('hex');
  const hashedKey = createHash('sha256').update(key).digest('hex');
  return withPool(databaseUrl, async (pool) => {
    await pool.query(
      `WITH key AS (
         INSERT INTO api_keys (user_id, organization_id, hashed_key)
         SELECT m.user_id, m.organization_id, $1 FROM memberships m JOIN oauth_clients c USING (organization_id)
         WHERE c.id = $2 AND m.role = 'OWNER' RETURNING id
       )
       INSERT INTO api_key_rate_limits (api_key_id, name, "limit", ttl_ms, block_duration_ms)
       SELECT id, 'bench', $3, 60000, 60000 FROM key`,
      [hashedKey, seeded.clientId, limit],
    );
    return `cal_${key}`;
  });
}

function useToken(server, token) {
  return send(server, 'GET', '/v2/me', { headers: { authorization: `Bearer ${token}` } });
}

/** With the client's secret, unless the headers have credentials. */
async function send({ url, seeded }, method, path, { headers = {}, json } = {}) {
  const credentials = headers.authorization ? {} : { 'x-cal-secret-key': seeded.secret };
  const type = json ? { 'content-type': 'application/json' } : {};
  const body = json && JSON.stringify(json);
  const response = await fetch(url + path, { method, body, headers: { ...credentials, ...type, ...headers } });
  return { status: response.status, body: await response.text() };
}

async function expectStatus(what, { status, body }, expected) {
  if (status !== expected) throw failure(`${what}: ${status} instead of ${expected}: ${body}`);
}

const failure = (text) => new Error(`several servers: ${text}`);
const pause = (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds));
