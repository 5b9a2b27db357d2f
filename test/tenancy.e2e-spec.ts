import request, { type Response } from 'supertest';
import { ThirdPartyTokensService } from '../src/third-party-oauth/third-party-tokens.service.js';
import type { OpenApiDocument } from './contract/openapi.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { bearer } from './support/api-client.js';
import { anOAuthClient, unique } from './support/factories.js';
import {
  credentialsAgainst,
  type Headers,
  METRICS_TOKEN,
  NEXTAUTH_SECRET,
  rightfulHeaders,
} from './tenancy/credentials.js';
import { documentedRoutes, routedRoutes } from './tenancy/routes.js';
import {
  BESIDE_OWN_CLIENT,
  type Credential,
  CREDENTIALS,
  FOREIGN,
  IN_CHARGE,
  NEEDS_ONLY_UID,
  TABLE,
} from './tenancy/table.js';
import {
  aBookingOf,
  aFreeHour,
  aPastHour,
  aConnectionOf,
  aReservationOf,
  anAbsenceOf,
  aScheduleOf,
  anEventTypeOf,
  aTenant,
  aUserOf,
  aWebhookOf,
  belongingsOf,
  digestQuery,
  secretsOf,
  selectCalendarOf,
  type Tenant,
  unassignedTables,
} from './tenancy/tenant.js';

const KINDS = Object.keys(CREDENTIALS) as Credential[];
const ROUTES = Object.keys(TABLE);

describe('tenancy', () => {
  let app: TestApp;
  let victim: Tenant;
  let stranger: Tenant;
  let credentials: Record<Credential, () => Promise<Headers>>;
  let digest: () => Promise<Record<string, string>>;

  beforeAll(async () => {
    app = await startTestApp({ nextAuthSecret: NEXTAUTH_SECRET, metricsToken: METRICS_TOKEN });
    victim = await aTenant(app);
    stranger = await aTenant(app);
    credentials = await credentialsAgainst(app, victim, stranger);
    const query = await digestQuery(app);
    digest = async () => {
      const [row] = await app.prisma.$queryRawUnsafe<Record<string, string>[]>(query, victim.organizationId);
      return row as Record<string, string>;
    };
  });
  afterAll(() => app.close());

  /** A request that is right in every part, but for the credential. */
  const send = async (
    route: string,
    tenant: Tenant,
    headers: Headers,
    body = bodyOf(route, tenant),
  ): Promise<Response> => {
    const [method = '', template = '', version] = route.split(' ');
    headers = { ...headers, 'cal-api-version': version ?? versionOf(route) };
    const call = request(app.url)[method.toLowerCase() as 'get'](pathOf(template, tenant)).set(headers);
    return body === undefined ? call : call.send(body);
  };

  const bodyOf = (route: string, tenant: Tenant): object | undefined => {
    const { clientSecret, redirectUri, pair, thirdParty } = tenant;
    const bodies: Record<string, object> = {
      'POST /v2/oauth-clients': { name: 'New', redirectUris: [], permissions: ['*'] },
      'PATCH /v2/oauth-clients/:clientId': { name: 'Taken over', redirectUris: ['https://evil.test'] },
      'POST /v2/oauth-clients/:clientId/users': { name: 'New', email: `${unique()}@example.org` },
      'PATCH /v2/oauth-clients/:clientId/users/:userId': { name: 'Taken over', email: `${unique()}@example.org` },
      'POST /v2/oauth-clients/:clientId/webhooks': {
        ...{ active: true, triggers: ['BOOKING_CREATED'], subscriberUrl: `https://${unique()}.example.org` },
      },
      'PATCH /v2/oauth-clients/:clientId/webhooks/:webhookId': { subscriberUrl: 'https://evil.example.org' },
      'POST /v2/webhooks': {
        ...{ active: true, triggers: ['BOOKING_CREATED'], subscriberUrl: `https://${unique()}.example.org` },
      },
      'PATCH /v2/webhooks/:webhookId': { subscriberUrl: `https://${unique()}.example.org` },
      'PATCH /v2/me': { bio: 'Changed' },
      'POST /v2/atoms/verification/email/send-code': { email: 'a@example.org' },
      'POST /v2/atoms/verification/email/verify-code': { email: 'a@example.org', code: 'wrong' },
      'POST /v2/atoms/verification/email/verify-code-authenticated': { email: 'a@example.org', code: 'wrong' },
      'POST /v2/atoms/emails/verified-emails': { email: `${unique()}@example.org` },
      'POST /v2/verified-resources/emails/verification-code/request': { email: 'a@example.org' },
      'POST /v2/verified-resources/emails/verification-code/verify': { email: 'a@example.org', code: 'wrong' },
      'POST /v2/verified-resources/phones/verification-code/request': { phone: '+37255556666' },
      'POST /v2/verified-resources/phones/verification-code/verify': { phone: '+37255556666', code: 'wrong' },
      'POST /v2/schedules': { name: 'New', timeZone: 'Asia/Tokyo', isDefault: false },
      'PATCH /v2/schedules/:scheduleId': { name: 'Taken over' },
      'POST /v2/atoms/schedules/create': { name: 'New' },
      'PATCH /v2/atoms/schedules/:scheduleId': { name: 'Taken over' },
      'PATCH /v2/atoms/event-types/:eventTypeId': { title: 'Taken over' },
      'PATCH /v2/atoms/event-types/bulk-update-to-default-location': { eventTypeIds: [tenant.eventType.id] },
      'POST /v2/event-types': { title: 'New', slug: unique(), lengthInMinutes: 30, length: 30 },
      'PATCH /v2/event-types/:eventTypeId': { title: 'Taken over' },
      'POST /v2/event-types/:eventTypeId/private-links': { maxUsageCount: 9 },
      'PATCH /v2/event-types/:eventTypeId/private-links/:linkId': { maxUsageCount: 9 },
      'POST /v2/organizations/:orgId/users/:userId/ooo': { start: '2090-01-01T00:00:00Z', end: '2090-01-02T00:00:00Z' },
      'PATCH /v2/organizations/:orgId/users/:userId/ooo/:oooId': { notes: 'Taken over' },
      'POST /v2/event-types/:eventTypeId/webhooks': {
        ...{ active: true, triggers: ['BOOKING_CREATED'], subscriberUrl: `https://${unique()}.example.org` },
      },
      'PATCH /v2/event-types/:eventTypeId/webhooks/:webhookId': { subscriberUrl: 'https://evil.example.org' },
      ...(route.includes('/bookings') ? bookingBodies(tenant) : {}),
      'POST /v2/slots/reservations': { eventTypeId: tenant.eventType.id, slotStart: unusedTime() },
      'PATCH /v2/slots/reservations/:uid': { eventTypeId: tenant.eventType.id, slotStart: unusedTime() },
      'POST /v2/slots/reserve': {
        ...{ eventTypeId: tenant.eventType.id, slotUtcStartDate: '2050-01-01T10:00:00Z' },
        slotUtcEndDate: '2050-01-01T10:30:00Z',
      },
      'POST /v2/calendars/ics-feed/save': { urls: ['http://127.0.0.1:1/a.ics'] },
      'POST /v2/calendars/:calendar/credentials': { username: 'ann', password: 'wrong' },
      'POST /v2/calendars/:calendar/disconnect': { id: tenant.connectionId },
      'PATCH /v2/calendars/:calendar/events/:eventUid': { title: 'Taken over' },
      'POST /v2/selected-calendars': {
        ...{ integration: 'ics-feed_calendar', externalId: 'feed', credentialId: tenant.connectionId },
      },
      'PUT /v2/destination-calendars': { integration: 'apple_calendar', externalId: 'other' },
      'POST /v2/oauth/:clientId/authorize': { redirectUri },
      'POST /v2/oauth/:clientId/exchange': { clientSecret },
      'POST /v2/oauth/:clientId/refresh': { refreshToken: pair.refreshToken },
      'POST /v2/auth/oauth2/token': refreshAs(tenant, thirdParty.id),
    };
    return bodies[route] ?? bodies[withoutVersion(route)];
  };

  /** A request of a third party that has everything but, perhaps, its secret. */
  const refreshAs = ({ thirdParty, ownerId }: Tenant, secret: string): object => {
    const grant = { userId: ownerId, scopes: [], clientId: thirdParty.id };
    const { refresh_token } = app.app.get(ThirdPartyTokensService).issue(grant);
    return { client_id: thirdParty.id, client_secret: secret, grant_type: 'refresh_token', refresh_token };
  };

  /** What the answer contains although the caller may not know it, and did not tell it in the request itself. */
  const leaksIn = ({ status, text = '', headers }: Response, route: string, kind: Credential): string[] => {
    const [, template = ''] = route.split(' ');
    const told = pathOf(template, victim).split('/');
    // Anybody may know of a client that it exists, its name, and which organization it belongs to.
    if (template === '/v2/provider/:clientId') told.push(victim.marker, String(victim.organizationId));
    if (route === 'POST /v2/bookings/recurring') told.push(String(victim.eventType.id));
    // Whoever knows the uid of a reservation may see which event type it is of.
    if (RESERVATIONS.test(route)) told.push(String(victim.eventType.id));
    // Whoever books sees the event type and its owner.
    if (template.endsWith('/public')) {
      // A user name contains the id of the client.
      const { marker, clientId, userId, eventType } = victim;
      told.push(marker, clientId, String(userId), String(eventType.id));
    }
    if (/busy-times|selected-calendars/.test(template)) told.push(String(victim.connectionId));
    // The refusal names the caller itself.
    if (kind === 'appToken') told.push(String(victim.ownerId));
    if (kind === 'ownUserToken') told.push(String(victim.userId));
    const isStranger = status >= 400 || (FOREIGN.includes(kind) && !NEEDS_ONLY_UID.test(route));
    const hidden = isStranger ? belongingsOf(victim) : secretsOf(victim, kind === 'memberKey');
    const answer = text + JSON.stringify(headers);
    return hidden.filter((belonging) => !told.includes(belonging) && answer.includes(belonging));
  };

  it('has a row for every route of the router and of the document, and no row without a route', async () => {
    const { body } = await request(app.url).get('/docs-json').expect(200);
    const routed = routedRoutes(app.app).filter((route) => !SWAGGER_UI.test(route));
    expect(routed).toEqual(ROUTES.map(withoutVersion).sort());
    expect(routed).toEqual(expect.arrayContaining(documentedRoutes(body as OpenApiDocument)));
  });

  it('knows whose rows they are in every table', async () => {
    expect(await unassignedTables(app)).toEqual([]);
  });

  it.each(ROUTES)(
    '%s answers every credential as the table says, and tells and changes nothing else',
    async (route) => {
      const { right: _, ...expected } = TABLE[route]!;
      if (route.includes('/v2/webhooks/:'))
        victim.userWebhook = await aWebhookOf(app, { userId: victim.userId }, victim.marker);
      const statuses: Partial<Record<Credential, number>> = {};
      const leaks: Partial<Record<Credential, string[]>> = {};
      const changes: Partial<Record<Credential, string[]>> = {};
      // Its owner may have deleted the last one.
      if (route.includes(':scheduleId')) victim.scheduleId = await aScheduleOf(app, victim);
      if (route.includes(':eventTypeId')) victim.eventType = await anEventTypeOf(app, victim);
      if (route.includes('/:uid')) victim.reservationUid = await aReservationOf(app, victim);
      if (route.includes(':oooId')) victim.oooId = await anAbsenceOf(app, victim);
      if (/calendar\/disconnect|selected-calendars/.test(route)) victim.connectionId = await aConnectionOf(app, victim);
      if (route === 'DELETE /v2/selected-calendars') await selectCalendarOf(app, victim);
      let before = await digest();
      for (const kind of KINDS) {
        if (route.includes('/bookings')) {
          victim.booking = await aBookingOf(app, victim, bookingFor(route));
          before = await digest();
        }
        const answer = await send(route, victim, await credentials[kind]());
        const after = await digest();
        const leaked = leaksIn(answer, route, kind);
        const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
        const isWrite = !route.startsWith('GET ') || route === WRITES_ALTHOUGH_READING;
        const isReservation = RESERVATIONS.test(route) && changed.join() === 'slot_reservations';
        const isForAnybody = isReservation || NEEDS_ONLY_UID.test(route);
        const mayChange = isWrite && answer.status < 400 && (isForAnybody || !FOREIGN.includes(kind));
        statuses[kind] = answer.status;
        if (leaked.length > 0) leaks[kind] = leaked;
        if (changed.length > 0 && !mayChange) changes[kind] = changed;
        before = after;
      }
      expect({ statuses, leaks, changes }).toEqual({ statuses: expected, leaks: {}, changes: {} });
    },
  );

  it('says of every route with two ids what happens when they are not of the same tenant', () => {
    const missing = ROUTES.filter((route) => route.split(':').length > 2 && !(route in BESIDE_OWN_CLIENT));
    expect(missing).toEqual([]);
  });

  it.each(Object.entries(BESIDE_OWN_CLIENT))(
    '%s answers %i to a stranger with an own client or event type, and tells and changes nothing',
    async (route, status) => {
      victim.eventType = await anEventTypeOf(app, victim);
      const mixed = {
        ...{ ...victim, clientId: stranger.clientId, clientSecret: stranger.clientSecret },
        eventType: { ...victim.eventType, id: stranger.eventType.id },
        booking: { ...victim.booking, uid: stranger.booking.uid },
        userWebhook: { ...victim.userWebhook, webhookId: stranger.userWebhook.webhookId },
        organizationId: stranger.organizationId,
      };
      const code = route.endsWith('/exchange') && (await rightfulHeaders(app, victim, 'code'));
      const before = await digest();
      const isOfUser = /:eventTypeId|:bookingUid| \/v2\/webhooks/.test(route);
      const ownerKey = await credentials.foreignOwnerKey();
      const ofClient = { ...stranger.auth, 'x-cal-client-id': stranger.clientId };
      const inCharge = route.includes(':orgId') ? [ownerKey] : [ofClient, ownerKey];
      const rightful = isOfUser ? [bearer(stranger.pair.accessToken)] : inCharge;
      for (const headers of code ? [code] : rightful) {
        const answer = await send(route, mixed, headers);
        expect({ status: answer.status, leaks: leaksIn(answer, route, 'foreignClient') }).toEqual({
          status,
          leaks: [],
        });
      }
      expect(await digest()).toEqual(before);
    },
  );

  it('says of every route of an event type what those in charge of its owner may', () => {
    const ofEventTypes = ROUTES.filter((route) => route.includes(':eventTypeId'));
    expect(Object.keys(IN_CHARGE).sort()).toEqual(ofEventTypes.sort());
  });

  it.each(Object.entries(IN_CHARGE))(
    '%s answers %i to those in charge of the organization, and changes nothing',
    async (route, status) => {
      victim.eventType = await anEventTypeOf(app, victim);
      const before = await digest();
      const client = { ...victim.auth, 'x-cal-client-id': victim.clientId };
      for (const headers of [client, bearer(victim.apiKey)]) {
        expect((await send(route, victim, headers)).status).toBe(status);
      }
      expect(await digest()).toEqual(before);
    },
  );

  it.each(ROUTES.filter(needsEventTypePermission))(
    '%s answers 403 to the owner and to the client when the client lacks the permission, and changes nothing',
    async (route) => {
      const client = await anOAuthClient(app, { name: victim.marker, permissions: 0 }, victim);
      const user = await aUserOf(app, client, victim.marker);
      const eventType = await anEventTypeOf(app, { ...user, marker: victim.marker });
      const before = await digest();
      const idAndSecret = { ...client.auth, 'x-cal-client-id': client.clientId };
      for (const headers of [bearer(user.pair.accessToken), idAndSecret]) {
        expect((await send(route, { ...victim, eventType }, headers)).status).toBe(403);
      }
      expect(await digest()).toEqual(before);
    },
  );

  it.each(ROUTES)('%s serves those for whom it is made', async (route) => {
    const [rightful, status] = TABLE[route]!.right;
    const tenant = await aTenant(app);
    if (route.includes('/bookings')) tenant.booking = await aBookingOf(app, tenant, bookingFor(route));
    const headers = await rightfulHeaders(app, tenant, rightful);
    if (route === 'DELETE /v2/selected-calendars') await selectCalendarOf(app, tenant);
    const path = route === 'DELETE /v2/oauth-clients/:clientId' ? `${route}?force=true` : route;
    const isToken = route === 'POST /v2/auth/oauth2/token';
    const answer = await send(
      path,
      tenant,
      headers,
      isToken ? refreshAs(tenant, tenant.thirdParty.secret) : bodyOf(route, tenant),
    );
    expect(answer.status).toBe(status);
    // What is searched for in the answers to others is found where it belongs.
    if (SHOWS_BELONGINGS.test(route)) expect(answer.text).toContain(tenant.marker);
  });
});

/** The files of the documentation's page, as they come. */
const SWAGGER_UI = /^GET \/docs\/swagger-ui/;

/** The routes of slots that write, or show what was written. */
const RESERVATIONS = /\/v2\/slots\/(reserv|selected)/;

let usedDays = 0;
/** A time at which nothing has been reserved. */
const unusedTime = (): string => new Date(Date.UTC(2060, 0, ++usedDays)).toISOString();

/** Makes a schedule of the caller its default when it has none. */
const WRITES_ALTHOUGH_READING = 'GET /v2/atoms/schedules/all';

/** All routes of event types but the new list and the public ones, which anybody may call, and those of webhooks. */
function needsEventTypePermission(route: string): boolean {
  return /^\w+ \/v2\/event-types(?!.*(webhooks|public))/.test(route) && route !== 'GET /v2/event-types 2024-06-14';
}

/** Where a route is there in one version only, that one. */
function versionOf(route: string): string {
  return /bookings\/(recurring|instant)|^GET .*\/reschedule$|mark-no-show/.test(route) ? '2024-04-15' : '2024-08-13';
}

/** A booking with which the route does what it is there for. */
function bookingFor(route: string): Parameters<typeof aBookingOf>[2] {
  if (/confirm|decline/.test(route)) return { status: 'PENDING' };
  if (/mark-/.test(route)) return { startTime: aPastHour() };
  return { isSeated: route.includes(':seatUid') };
}

/** By route; with the version where the body depends on it. */
function bookingBodies({ eventType, marker }: Tenant): Record<string, object> {
  const person = { name: 'New', email: `${unique()}@example.org`, timeZone: 'Asia/Tokyo' };
  const { name, email, timeZone } = person;
  const old = { start: aFreeHour(), eventTypeId: eventType.id, timeZone, language: 'en', responses: { name, email } };
  const absent = { email: `${marker}-guest@example.org`, absent: true, noShow: true };
  return {
    'POST /v2/bookings 2024-04-15': old,
    'POST /v2/bookings 2024-08-13': { start: aFreeHour(), attendee: person, eventTypeId: eventType.id },
    'POST /v2/bookings/recurring': [old],
    'POST /v2/bookings/instant': old,
    'POST /v2/bookings/:bookingUid/reschedule': { start: aFreeHour() },
    'POST /v2/bookings/:bookingUid/cancel': { cancellationReason: 'Ill' },
    'POST /v2/bookings/:bookingUid/mark-absent': { host: true, attendees: [absent] },
    'POST /v2/bookings/:bookingUid/mark-no-show': { noShowHost: true, attendees: [absent] },
    'POST /v2/bookings/:bookingUid/attendees': person,
    'POST /v2/bookings/:bookingUid/guests': { guests: [{ email }] },
    'PATCH /v2/bookings/:bookingUid/location': { location: { type: 'address', address: 'Elsewhere' } },
  };
}

const withoutVersion = (route: string): string => route.replace(/ [\d-]+$/, '');

const SHOWS_BELONGINGS =
  /^(GET|PATCH) \/v2\/(me|webhooks|oauth-clients|event-types(?!.*private-links))|^GET \/v2\/provider\/:clientId$/;

/** A question for no time at all, so that nobody is asked. */
const BEFORE_ITSELF = 'timeZone=UTC&dateFrom=2030-02-01&dateTo=2030-01-01';
const inQuery = (connectionId: number): string => `credentialId=${connectionId}&externalId=feed`;

const PUBLIC_EVENT = '/v2/atoms/event-types/:eventSlug/public';

function pathOf(template: string, tenant: Tenant): string {
  const { clientId, userId, organizationId, scheduleId, eventType, thirdParty } = tenant;
  const { booking, reservationUid, connectionId } = tenant;
  const isOfUser = template.startsWith('/v2/webhooks');
  const webhook = isOfUser ? tenant.userWebhook : template.includes(':eventTypeId') ? eventType : tenant.webhook;
  const path = template === PUBLIC_EVENT ? `${template}?username=:username` : template;
  return (
    path
      .replace(/^\/v2\/slots$/, `/v2/slots?eventTypeId=${eventType.id}&start=2050-01-03&end=2050-01-03`)
      .replace('/available', `/available?eventTypeId=${eventType.id}&startTime=2050-01-03&endTime=2050-01-04`)
      .replace('/selected-slot', `/selected-slot?uid=${reservationUid}`)
      .replace(':uid', reservationUid)
      .replace(':username', tenant.username)
      .replace(':eventSlug/public', `${eventType.slug}/public`)
      .replace(':eventTypeId', String(eventType.id))
      .replace(':linkId', eventType.linkId)
      .replace('/oauth2/clients/:clientId', `/oauth2/clients/${thirdParty.id}`)
      .replace(':clientId', clientId)
      .replace(':userId', String(userId))
      .replace(':orgId', String(organizationId))
      .replace(':oooId', String(tenant.oooId))
      .replace(':webhookId', webhook.webhookId)
      .replace(':deliveryId', webhook.deliveryId)
      .replace(':scheduleId', String(scheduleId))
      .replace(':bookingUid', booking.uid)
      .replace(':seatUid', booking.seatUid)
      .replace(':attendeeId', String(booking.attendeeId))
      .replace('/calendars/busy-times', `/calendars/busy-times?${BEFORE_ITSELF}&${inQuery(connectionId)}`)
      .replace(/\/selected-calendars$/, `/selected-calendars?integration=ics-feed_calendar&${inQuery(connectionId)}`)
      .replace(':calendar', 'google')
      .replace(':eventUid', 'some-event')
      .replace(':app/connect', 'google-meet/connect')
      .replace(':app/default', 'daily-video/default')
      .replace(':app', 'zoom')
      // Of a verified address: of nobody.
      .replace(/:id$/, '1')
  );
}
