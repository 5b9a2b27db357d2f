import { randomInt } from 'node:crypto';
import { hash, randomHex, randomId, randomSecret } from '../../src/secrets/secrets.js';
import { PrivateLinksService } from '../../src/event-type-private-links/private-links.service.js';
import type { WebhookOwner } from '../../src/webhooks/webhooks.repository.js';
import { WebhooksService } from '../../src/webhooks/webhooks.service.js';
import { AppCredentialsService } from '../../src/app-credentials/app-credentials.service.js';
import { ICS_FEED } from '../../src/app-credentials/apps.js';
import { TokensService } from '../../src/tokens/tokens.service.js';
import type { TokenPair } from '../../src/tokens/token-pair.js';
import { aStoredBooking } from '../support/bookings.js';
import { aManagedUser, anOAuthClient, aPerson, type TestClient } from '../support/factories.js';
import type { TestApp } from '../support/test-app.js';

/** An event type of the tenant's user, with a private link and a webhook of it. */
export interface EventTypeIds {
  id: number;
  slug: string;
  linkId: string;
  webhookId: string;
  /** Of the webhook. */
  deliveryId: string;
}

/** A webhook that has been told something. */
export interface WebhookIds {
  webhookId: string;
  deliveryId: string;
}

/** A booking of the tenant's user, with two attendees; the second may have a seat. */
export interface BookingIds {
  uid: string;
  attendeeId: number;
  seatUid: string;
}

/** An organization with everything that one can have, in which every text and every id can be recognized anywhere. */
export interface Tenant extends TestClient {
  /** Part of every name, address and text of the tenant. */
  marker: string;
  redirectUri: string;
  userId: number;
  username: string;
  pair: TokenPair;
  /** Of the client. */
  webhook: WebhookIds;
  userWebhook: WebhookIds;
  /** Of the user, not the default one. */
  scheduleId: number;
  eventType: EventTypeIds;
  booking: BookingIds;
  /** Uid of a reserved slot of the event type. */
  reservationUid: string;
  /** An absence of the user. */
  oooId: number;
  /** The user's account with a calendar. */
  connectionId: number;
  /** An application of a third party. */
  thirdParty: { id: string; secret: string };
}

/** Ids above all that the sequences of a test database reach: so many digits stand nowhere by chance. */
const recognizableId = (): number => randomInt(1_000_000_000, 2_000_000_000);

export async function aTenant(app: TestApp): Promise<Tenant> {
  const { prisma } = app;
  const marker = `zq${randomHex(6)}`;
  const redirectUri = `https://${marker}.example.org/callback`;
  const { id: organizationId } = await prisma.organization.create({
    data: { id: recognizableId(), name: `${marker} organization` },
  });
  const ownerId = await withRecognizableId(app, await aPerson(app, organizationId, 'OWNER'));
  await prisma.user.update({
    where: { id: ownerId },
    data: { email: `${marker}-owner@example.org`, username: `${marker}-owner`, name: `${marker} owner`, bio: marker },
  });
  await prisma.profile.updateMany({ where: { userId: ownerId }, data: { username: `${marker}-owner` } });
  const texts = {
    name: `${marker} client`,
    logo: `https://${marker}.example.org/logo.png`,
    redirectUris: [redirectUri],
  };
  const client = await anOAuthClient(app, texts, { organizationId, ownerId });
  const user = await aUserOf(app, client, marker);
  const { userId } = user;
  const webhook = await aWebhookOf(app, { oauthClientId: client.clientId }, marker);
  const userWebhook = await aWebhookOf(app, { userId }, marker);
  const scheduleId = await aScheduleOf(app, { userId, marker });
  const eventType = await anEventTypeOf(app, { userId, marker });
  const reservationUid = await aReservationOf(app, { userId, eventType });
  const oooId = await anAbsenceOf(app, { userId, marker });
  const connectionId = await aConnectionOf(app, { userId, marker });
  const thirdParty = { id: randomId(), secret: randomSecret() };
  await prisma.thirdPartyClient.create({
    data: {
      ...{ id: thirdParty.id, name: 'An application', redirectUris: ['https://other.test/callback'] },
      secretHash: new Uint8Array(hash(thirdParty.secret)),
    },
  });
  const booking = await aBookingOf(app, { userId, marker, eventType });
  const ids = { webhook, userWebhook, scheduleId, eventType, booking, reservationUid, oooId, connectionId };
  return { ...client, ...user, ...ids, marker, redirectUri, thirdParty };
}

/** A further managed user of the client. Its texts contain the marker too. */
export async function aUserOf(
  app: TestApp,
  client: TestClient,
  marker: string,
): Promise<Pick<Tenant, 'userId' | 'username' | 'pair'>> {
  const { user } = await aManagedUser(app, client, {
    ...{ email: `${marker}-${randomHex(4)}@example.org`, name: `${marker} user`, bio: marker, timeZone: 'Asia/Tokyo' },
    ...{ avatarUrl: `https://${marker}.example.org/face.png`, metadata: { note: marker } },
  });
  const userId = await withRecognizableId(app, user.id);
  // Tokens tell the id: those of the first pair are of no use any more.
  const pair = await app.app.get(TokensService).forceRefresh(userId, client.clientId);
  return { userId, username: user.username as string, pair: pair as TokenPair };
}

/** A further schedule of the tenant's user. */
export async function aScheduleOf({ prisma }: TestApp, { userId, marker }: Pick<Tenant, 'userId' | 'marker'>) {
  const data = { id: recognizableId(), userId, name: `${marker} hours`, timeZone: 'Asia/Tokyo' };
  return (await prisma.schedule.create({ data })).id;
}

/** A further absence of the tenant's user. */
export async function anAbsenceOf({ prisma }: TestApp, { userId, marker }: Pick<Tenant, 'userId' | 'marker'>) {
  const day = new Date(randomInt(20_000, 60_000) * 86_400_000);
  const data = { id: recognizableId(), userId, startDate: day, endDate: day, notes: marker };
  return (await prisma.outOfOfficeEntry.create({ data })).id;
}

/** A further event type of the tenant's user. */
export async function anEventTypeOf(
  { app, prisma }: Pick<TestApp, 'app' | 'prisma'>,
  { userId, marker }: Pick<Tenant, 'userId' | 'marker'>,
): Promise<EventTypeIds> {
  const id = recognizableId();
  const slug = `${marker}-${id}`;
  await prisma.eventType.create({
    data: { id, userId, title: `${marker} talk`, slug, description: marker, length: 30 },
  });
  const { linkId } = await app.get(PrivateLinksService).create(id, {});
  return { id, slug, linkId, ...(await aWebhookOf({ app, prisma }, { eventTypeId: id }, marker)) };
}

/** A webhook of the owner, and a delivery to it. */
export async function aWebhookOf(
  { app, prisma }: Pick<TestApp, 'app' | 'prisma'>,
  owner: WebhookOwner,
  marker: string,
): Promise<WebhookIds> {
  const { id: webhookId } = await app.get(WebhooksService).create(owner, {
    ...{ active: true, triggers: ['BOOKING_CREATED'], payloadTemplate: `{"text":"${marker}"}` },
    ...{ subscriberUrl: `https://${marker}.example.org/${randomHex(4)}`, secret: `${marker}-${randomSecret()}` },
  });
  const data = { webhookId, trigger: 'BOOKING_CREATED', payload: { title: marker }, status: 'FAILED' as const };
  return { webhookId, deliveryId: (await prisma.webhookDelivery.create({ data })).id };
}

let hours = 0;

/** An hour that nobody has booked: each is another Monday, between 9 and 5 in Tokyo. */
export const aFreeHour = (): Date => new Date(Date.UTC(2040, 0, 2 + 7 * hours++, 1));

/** As free, and over. */
export const aPastHour = (): Date => new Date(Date.UTC(2020, 0, 6 - 7 * hours++, 1));

/** A further booking of the tenant's user. */
export async function aBookingOf(
  app: TestApp,
  { userId, marker, eventType }: Pick<Tenant, 'userId' | 'marker' | 'eventType'>,
  { isSeated = false, ...columns }: { isSeated?: boolean; status?: 'PENDING'; startTime?: Date } = {},
): Promise<BookingIds> {
  // Refusals repeat the path: no marker in it.
  const [uid, seatUid] = [randomHex(11), randomHex(12)];
  const people = ['booker', 'guest'].map((who) => ({ name: marker, email: `${marker}-${who}@example.org` }));
  const [booker, guest] = people as [(typeof people)[0], (typeof people)[0]];
  const { attendeeIds } = await aStoredBooking(app, {
    ...{ id: recognizableId(), userId, eventTypeId: eventType.id, title: `${marker} talk`, startTime: aFreeHour() },
    ...columns,
    uid,
    attendees: [booker, { ...guest, ...(isSeated ? { seatUid } : {}) }],
  });
  return { uid, attendeeId: attendeeIds[1] as number, seatUid };
}

/** A reserved slot of the event type, at a time of its own. @returns the uid. */
export async function aReservationOf(
  { prisma }: TestApp,
  { userId, eventType }: Pick<Tenant, 'userId' | 'eventType'>,
): Promise<string> {
  const uid = `uid-${randomHex(12)}`;
  const slotStart = new Date(Date.UTC(2050, 0, randomInt(100_000)));
  const slotEnd = new Date(slotStart.getTime() + 1_800_000);
  await prisma.slotReservation.create({
    data: { uid, userId, eventTypeId: eventType.id, slotStart, slotEnd, releaseAt: slotEnd, exclusive: true },
  });
  return uid;
}

/** A connection of the tenant's user with a calendar. */
export async function aConnectionOf(
  { app, prisma }: TestApp,
  { userId, marker }: Pick<Tenant, 'userId' | 'marker'>,
): Promise<number> {
  const urls = [`https://${marker}.example.org/calendar.ics`];
  const saved = await app.get(AppCredentialsService).save(userId, ICS_FEED, null, { urls });
  return (await prisma.appCredential.update({ where: { id: saved.id }, data: { id: recognizableId() } })).id;
}

/** Selects a calendar of the connection. */
export async function selectCalendarOf({ prisma }: TestApp, { userId, connectionId }: Tenant): Promise<void> {
  const calendar = { userId, integration: ICS_FEED.type, externalId: 'feed' };
  await prisma.selectedCalendar.deleteMany({ where: calendar });
  await prisma.selectedCalendar.create({ data: { ...calendar, credentialId: connectionId } });
}

async function withRecognizableId({ prisma }: TestApp, userId: number): Promise<number> {
  const id = recognizableId();
  await prisma.$executeRaw`UPDATE users SET id = ${id} WHERE id = ${userId}`;
  return id;
}

/**
 * What an answer to a stranger must not contain: anything with the marker, the ids of the tenant and of its people, its
 * secrets and tokens.
 */
export function belongingsOf(tenant: Tenant): string[] {
  const { marker, organizationId, ownerId, clientId, userId, scheduleId, eventType, oooId, connectionId } = tenant;
  const { clientSecret, apiKey, pair } = tenant;
  const things = [eventType, tenant.webhook, tenant.userWebhook].flatMap((ids) => Object.values(ids) as unknown[]);
  const ids = [organizationId, ownerId, userId, clientId, scheduleId, oooId, connectionId, ...things];
  return [marker, ...ids.map(String), clientSecret, apiKey, pair.accessToken, pair.refreshToken];
}

/** What only its owner may see. Who manages users may see the secret of the client. */
export function secretsOf({ clientSecret, apiKey, pair }: Tenant, mayManage: boolean): string[] {
  const secrets = [apiKey, pair.accessToken, pair.refreshToken];
  return mayManage ? secrets : [...secrets, clientSecret];
}

const IN_ORGANIZATION = 'organization_id = $1';
const OF_CLIENTS = (column = 'client_id') => `${column} IN (SELECT id FROM oauth_clients WHERE organization_id = $1)`;
const OF_USERS = 'user_id IN (SELECT id FROM users WHERE organization_id = $1)';
const OF_BOOKINGS = `booking_id IN (SELECT id FROM bookings WHERE ${OF_USERS})`;
const OF_EVENT_TYPES = `event_type_id IN (SELECT id FROM event_types WHERE ${OF_USERS})`;
const WEBHOOKS = `${OF_USERS} OR ${OF_CLIENTS('oauth_client_id')} OR ${OF_EVENT_TYPES}`;
const OF_WEBHOOKS = `webhook_id IN (SELECT id FROM webhooks WHERE ${WEBHOOKS})`;

/** Which rows of each table belong to an organization; null for tables whose rows belong to none. */
const ROWS: Record<string, string | null> = {
  organizations: 'id = $1',
  users: IN_ORGANIZATION,
  profiles: IN_ORGANIZATION,
  memberships: IN_ORGANIZATION,
  oauth_clients: IN_ORGANIZATION,
  oauth_client_secrets: OF_CLIENTS(),
  api_keys: IN_ORGANIZATION,
  api_key_rate_limits: 'api_key_id IN (SELECT id FROM api_keys WHERE organization_id = $1)',
  token_sessions: OF_CLIENTS(),
  authorization_codes: OF_CLIENTS(),
  third_party_codes: OF_USERS,
  webhooks: WEBHOOKS,
  webhook_deliveries: OF_WEBHOOKS,
  webhook_attempts: `delivery_id IN (SELECT id FROM webhook_deliveries WHERE ${OF_WEBHOOKS})`,
  schedules: OF_USERS,
  availabilities: `schedule_id IN (SELECT id FROM schedules WHERE ${OF_USERS})`,
  event_types: OF_USERS,
  private_links: OF_EVENT_TYPES,
  bookings: OF_USERS,
  attendees: OF_BOOKINGS,
  booking_seats: OF_BOOKINGS,
  booking_references: OF_BOOKINGS,
  calendar_writes: OF_BOOKINGS,
  slot_reservations: OF_USERS,
  out_of_office_entries: OF_USERS,
  app_credentials: OF_USERS,
  selected_calendars: OF_USERS,
  destination_calendars: OF_USERS,
  verified_emails: OF_USERS,
  // Sealed, and of nobody: they are on their way out.
  outgoing_mails: null,
  idempotency_keys: OF_CLIENTS(),
  audit_events: IN_ORGANIZATION,
  third_party_clients: null,
  credential_changes: null,
  rate_limit_counters: null,
  _prisma_migrations: null,
};

async function tablesOf({ prisma }: TestApp): Promise<string[]> {
  const tables = await prisma.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`;
  return tables.map(({ name }) => name);
}

/** The tables about which this file does not say which rows belong to whom. */
export async function unassignedTables(app: TestApp): Promise<string[]> {
  return (await tablesOf(app)).filter((name) => !(name in ROWS));
}

/** A query for a digest of all rows of an organization, by table. */
export async function digestQuery(app: TestApp): Promise<string> {
  const digests = (await tablesOf(app))
    .filter((table) => ROWS[table])
    .map(
      (table) =>
        `(SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM ${table} t WHERE ${ROWS[table]}) AS ${table}`,
    );
  return `SELECT ${digests.join(',\n')}`;
}
