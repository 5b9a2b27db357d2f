// Who may do what: the answer of every route to every kind of credential. A new route needs a row here.

/** What a stranger, an insider or nobody may present. The routes' paths and bodies name things of the victim. */
export const CREDENTIALS = {
  none: 'no credential',
  garbageToken: 'a bearer token that nobody issued',
  garbageKey: 'a bearer token that looks like an API key',
  expiredToken: 'an expired access token of the victim',
  revokedToken: 'a revoked access token of the victim',
  revokedKey: "a revoked API key of the victim's owner",
  wrongSecret: "the victim's client id with the secret of another client",
  foreignClient: 'id and secret of a client of another organization',
  foreignOwnerKey: "an API key of another organization's owner",
  foreignUserToken: 'the access token of a managed user of another organization',
  foreignAppToken: "a third party's token for another organization's owner",
  memberKey: 'an API key of a mere member of the organization',
  siblingToken: 'the access token of a user of another client of the organization, which has no permissions',
  otherUserToken: 'the access token of another user of the client',
  appToken: "a third party's token for the organization's owner",
  // The last, for it may delete its own things.
  ownUserToken: 'the access token of the managed user itself',
} as const;

export type Credential = keyof typeof CREDENTIALS;

/** Those that belong to another organization, or to nobody: whatever they are answered, nothing of the victim is in it. */
export const FOREIGN: readonly Credential[] = [
  ...(['none', 'garbageToken', 'garbageKey', 'expiredToken', 'revokedToken', 'revokedKey', 'wrongSecret'] as const),
  ...(['foreignClient', 'foreignOwnerKey', 'foreignUserToken', 'foreignAppToken'] as const),
];

type Statuses = Record<Credential, number>;

/** Whom the route is made for. */
export type Rightful = 'client' | 'ownerKey' | 'user' | 'session' | 'code' | 'metricsToken' | 'nobody';

export interface Row extends Statuses {
  /** The positive control: who gets the answer the route is there for, and its status. */
  right: [Rightful, number];
}

/** The same answer to everybody. */
const everybody = (status: number): Statuses =>
  Object.fromEntries(Object.keys(CREDENTIALS).map((credential) => [credential, status])) as Statuses;

/** Credentials that are none. */
const NOT_VALID = {
  ...{ none: 401, garbageToken: 401, garbageKey: 401, expiredToken: 498, revokedToken: 401, revokedKey: 401 },
  wrongSecret: 401,
} as const;

/** What concerns one client: for holders of its secret and those in charge of its organization. */
const CLIENT: Statuses = {
  ...NOT_VALID,
  // The path names the client, whatever the headers say.
  ...{ foreignClient: 401, foreignOwnerKey: 403, foreignUserToken: 403, foreignAppToken: 403 },
  ...{ memberKey: 403, siblingToken: 403, otherUserToken: 403, ownUserToken: 403, appToken: 403 },
};
const CLIENT_ALSO_FOR_MEMBERS: Statuses = { ...CLIENT, memberKey: 200 };

/** What concerns the caller's organization: strangers are in charge of their own. */
const ORGANIZATION = (status: number): Statuses => ({ ...CLIENT, foreignClient: status, foreignOwnerKey: status });

/** What concerns the caller as a person: everybody has an own self. */
const SELF: Statuses = { ...everybody(200), ...NOT_VALID, siblingToken: 403 };

const SELF_CREATED: Statuses = { ...everybody(201), ...NOT_VALID, siblingToken: 403 };

/** For whoever is logged in; what is shown belongs to no organization. */
const ANYBODY_KNOWN: Statuses = { ...everybody(200), ...NOT_VALID };

/** For whoever is logged in, and a wrong code all the same; without a mail server none is sent. */
const KNOWN_REFUSED: Statuses = { ...everybody(400), ...NOT_VALID };

/** An API key replaces itself: every other credential has nothing to replace. Members are not in charge of such keys. */
const OWN_KEY: Statuses = { ...everybody(401), ...NOT_VALID, foreignOwnerKey: 200 };

/** The refresh token in the body says whose tokens they are; the credential must only be of the same organization. */
const REFRESH: Statuses = {
  ...ANYBODY_KNOWN,
  ...{ foreignClient: 401, foreignOwnerKey: 403, foreignUserToken: 403, foreignAppToken: 403, siblingToken: 403 },
};

/** Tells whether the caller's credential is good for the client, and nothing else. */
const CHECK: Statuses = { ...ANYBODY_KNOWN, foreignClient: 401, foreignUserToken: 401, siblingToken: 401 };

/** A schedule of the managed user: nobody else sees it, not even those in charge. */
const SCHEDULE: Statuses = { ...everybody(403), ...NOT_VALID, ownUserToken: 200 };

/** Anybody without a credential has none of its own; a wrong credential is refused. Asks for no permission. */
const OWN_IF_ANY: Statuses = { ...ANYBODY_KNOWN, none: 200 };

/**
 * An event type of the managed user, or what belongs to it, for its owner alone: not for those in charge either.
 *
 * @param refusal what everybody else is answered.
 */
const EVENT_TYPE = (status: number, refusal: number): Statuses => ({
  ...everybody(refusal),
  ...NOT_VALID,
  ownUserToken: status,
});

/** The permissions of the client are asked for first: the sibling's has none. */
const EVENT_TYPE_PERMITTED = (status: number, refusal = 404): Statuses => ({
  ...EVENT_TYPE(status, refusal),
  siblingToken: 403,
});

/** A booking of the managed user, for those who manage the user and do so themselves. */
const BOOKING = (status: number, refusal = 403): Statuses => ({
  ...everybody(refusal),
  ...NOT_VALID,
  siblingToken: 403,
  ownUserToken: status,
});

/** Something connected by the managed user, named by the request: for it alone. @param refusal of everybody else. */
const OWN_CONNECTION = (refusal: number): Statuses => ({ ...everybody(refusal), ...NOT_VALID, ownUserToken: 200 });

/** Anybody may, and whoever has credentials is asked for right ones. */
const ANYBODY = (status: number): Statuses => ({ ...everybody(status), ...NOT_VALID, none: status });
/** When the managed user is away: for those in charge of the organization, and for the user itself. */
const ABSENCE = (status: number): Statuses => ({ ...everybody(403), ...NOT_VALID, ownUserToken: status });
/** A webhook of the managed user: for nobody else. */
const OWN_WEBHOOK = (status: number): Statuses => ({ ...everybody(403), ...NOT_VALID, ownUserToken: status });

const ANYBODY_KNOWN_CREATES: Statuses = { ...everybody(201), ...NOT_VALID };

const PUBLIC: Row = { ...everybody(200), right: ['nobody', 200] };

const clientsPath = '/v2/oauth-clients';
const clientPath = `${clientsPath}/:clientId`;
const bookingsPath = '/v2/bookings';
const bookingPath = `${bookingsPath}/:bookingUid`;
const absencesPath = '/v2/organizations/:orgId/users/:userId/ooo';
const eventTypesPath = '/v2/event-types';
const eventTypePath = `${eventTypesPath}/:eventTypeId`;
const linksPath = `${eventTypePath}/private-links`;
const eventTypeWebhooksPath = `${eventTypePath}/webhooks`;

/** By method and path; a path that is there in several versions has a row for each. */
export const TABLE: Record<string, Row> = {
  [`POST ${clientsPath}`]: { ...ORGANIZATION(201), right: ['ownerKey', 201] },
  [`GET ${clientsPath}`]: { ...ORGANIZATION(200), memberKey: 200, right: ['ownerKey', 200] },
  [`GET ${clientPath}`]: { ...CLIENT_ALSO_FOR_MEMBERS, right: ['client', 200] },
  [`PATCH ${clientPath}`]: { ...CLIENT, right: ['client', 200] },
  [`DELETE ${clientPath}`]: { ...CLIENT, right: ['client', 200] },
  [`POST ${clientPath}/rotate-secret`]: { ...CLIENT, right: ['client', 200] },
  [`GET ${clientPath}/audit-events`]: { ...CLIENT, right: ['ownerKey', 200] },

  [`GET ${clientPath}/users`]: { ...CLIENT, right: ['client', 200] },
  [`POST ${clientPath}/users`]: { ...CLIENT, right: ['client', 201] },
  [`GET ${clientPath}/users/:userId`]: { ...CLIENT, right: ['client', 200] },
  [`PATCH ${clientPath}/users/:userId`]: { ...CLIENT, right: ['client', 200] },
  [`DELETE ${clientPath}/users/:userId`]: { ...CLIENT, right: ['client', 200] },
  [`POST ${clientPath}/users/:userId/force-refresh`]: { ...CLIENT, right: ['client', 200] },
  [`GET ${clientPath}/managed-users`]: { ...CLIENT_ALSO_FOR_MEMBERS, right: ['client', 200] },

  [`POST ${clientPath}/webhooks`]: { ...CLIENT, right: ['client', 201] },
  [`GET ${clientPath}/webhooks`]: { ...CLIENT_ALSO_FOR_MEMBERS, right: ['client', 200] },
  [`DELETE ${clientPath}/webhooks`]: { ...CLIENT, right: ['client', 200] },
  [`GET ${clientPath}/webhooks/:webhookId`]: { ...CLIENT_ALSO_FOR_MEMBERS, right: ['client', 200] },
  [`PATCH ${clientPath}/webhooks/:webhookId`]: { ...CLIENT, right: ['client', 200] },
  [`DELETE ${clientPath}/webhooks/:webhookId`]: { ...CLIENT, right: ['client', 200] },

  [`GET ${clientPath}/webhooks/:webhookId/deliveries`]: { ...CLIENT, right: ['client', 200] },
  [`POST ${clientPath}/webhooks/:webhookId/deliveries/:deliveryId/replay`]: { ...CLIENT, right: ['client', 200] },
  [`POST ${clientPath}/webhooks/:webhookId/ping`]: { ...CLIENT, right: ['client', 201] },

  // Everybody has own webhooks. The routes ask for no permissions.
  'POST /v2/webhooks': { ...ANYBODY_KNOWN_CREATES, right: ['user', 201] },
  'GET /v2/webhooks': { ...ANYBODY_KNOWN, right: ['user', 200] },
  'GET /v2/webhooks/:webhookId': { ...OWN_WEBHOOK(200), right: ['user', 200] },
  'PATCH /v2/webhooks/:webhookId': { ...OWN_WEBHOOK(200), right: ['user', 200] },
  'DELETE /v2/webhooks/:webhookId': { ...OWN_WEBHOOK(200), right: ['user', 200] },
  'GET /v2/webhooks/:webhookId/deliveries': { ...OWN_WEBHOOK(200), right: ['user', 200] },
  'POST /v2/webhooks/:webhookId/deliveries/:deliveryId/replay': { ...OWN_WEBHOOK(200), right: ['user', 200] },
  'POST /v2/webhooks/:webhookId/ping': { ...OWN_WEBHOOK(201), right: ['user', 201] },

  'GET /v2/me': { ...SELF, right: ['user', 200] },
  'PATCH /v2/me': { ...SELF, right: ['user', 200] },
  'POST /v2/api-keys/refresh': { ...OWN_KEY, right: ['ownerKey', 200] },

  'GET /v2/schedules 2024-04-15': { ...SELF, right: ['user', 200] },
  'GET /v2/schedules 2024-06-11': { ...SELF, right: ['user', 200] },
  'POST /v2/schedules 2024-04-15': { ...SELF_CREATED, right: ['user', 201] },
  'POST /v2/schedules 2024-06-11': { ...SELF_CREATED, right: ['user', 201] },
  'GET /v2/schedules/default 2024-04-15': { ...SELF, right: ['user', 200] },
  'GET /v2/schedules/default 2024-06-11': { ...SELF, right: ['user', 200] },
  'GET /v2/schedules/:scheduleId 2024-04-15': { ...SCHEDULE, right: ['user', 200] },
  'GET /v2/schedules/:scheduleId 2024-06-11': { ...SCHEDULE, right: ['user', 200] },
  'PATCH /v2/schedules/:scheduleId 2024-04-15': { ...SCHEDULE, right: ['user', 200] },
  'PATCH /v2/schedules/:scheduleId 2024-06-11': { ...SCHEDULE, right: ['user', 200] },
  'DELETE /v2/schedules/:scheduleId 2024-04-15': { ...SCHEDULE, right: ['user', 200] },
  'DELETE /v2/schedules/:scheduleId 2024-06-11': { ...SCHEDULE, right: ['user', 200] },
  // The components' routes ask for no permissions.
  'GET /v2/atoms/schedules': { ...ANYBODY_KNOWN, right: ['user', 200] },
  'GET /v2/atoms/schedules/all': { ...ANYBODY_KNOWN, right: ['user', 200] },
  'GET /v2/atoms/schedules/event-type/:eventSlug': { ...ANYBODY_KNOWN, right: ['user', 200] },
  'POST /v2/atoms/schedules/create': { ...SELF_CREATED, siblingToken: 201, right: ['user', 201] },
  'PATCH /v2/atoms/schedules/:scheduleId': { ...SCHEDULE, right: ['user', 200] },
  'POST /v2/atoms/schedules/:scheduleId/duplicate': { ...SCHEDULE, ownUserToken: 201, right: ['user', 201] },
  'GET /v2/timezones': PUBLIC,

  'POST /v2/atoms/verification/email/send-code': { ...everybody(400), right: ['nobody', 400] },
  // Without an address to look at.
  'GET /v2/atoms/verification/email/check': { ...everybody(400), right: ['nobody', 400] },
  'POST /v2/atoms/verification/email/verify-code': { ...everybody(400), right: ['nobody', 400] },
  'POST /v2/atoms/verification/email/verify-code-authenticated': { ...KNOWN_REFUSED, right: ['user', 400] },
  'GET /v2/atoms/emails/verified-emails': { ...ANYBODY_KNOWN, right: ['user', 200] },
  'POST /v2/atoms/emails/verified-emails': { ...ANYBODY_KNOWN, right: ['user', 200] },
  'POST /v2/verified-resources/emails/verification-code/request': { ...KNOWN_REFUSED, right: ['user', 400] },
  'POST /v2/verified-resources/emails/verification-code/verify': { ...KNOWN_REFUSED, right: ['user', 400] },
  'POST /v2/verified-resources/phones/verification-code/request': { ...KNOWN_REFUSED, right: ['user', 400] },
  'POST /v2/verified-resources/phones/verification-code/verify': { ...KNOWN_REFUSED, right: ['user', 400] },
  'GET /v2/verified-resources/emails': { ...ANYBODY_KNOWN, right: ['user', 200] },
  'GET /v2/verified-resources/phones': { ...ANYBODY_KNOWN, right: ['user', 200] },
  // `data` is null for who does not have the address.
  'GET /v2/verified-resources/emails/:id': { ...ANYBODY_KNOWN, right: ['user', 200] },
  'GET /v2/verified-resources/phones/:id': { ...ANYBODY_KNOWN, right: ['user', 200] },

  [`POST ${eventTypesPath} 2024-04-15`]: { ...SELF_CREATED, right: ['user', 201] },
  [`GET ${eventTypesPath} 2024-04-15`]: { ...SELF, right: ['user', 200] },
  [`GET ${eventTypePath} 2024-04-15`]: { ...EVENT_TYPE_PERMITTED(200, 403), right: ['user', 200] },
  [`PATCH ${eventTypePath} 2024-04-15`]: { ...EVENT_TYPE_PERMITTED(200), right: ['user', 200] },
  [`DELETE ${eventTypePath} 2024-04-15`]: { ...EVENT_TYPE_PERMITTED(200, 403), right: ['user', 200] },
  [`GET ${eventTypesPath}/:username/public 2024-04-15`]: PUBLIC,
  [`GET ${eventTypesPath}/:username/:eventSlug/public 2024-04-15`]: PUBLIC,
  [`POST ${eventTypesPath} 2024-06-14`]: { ...SELF_CREATED, right: ['user', 201] },
  [`GET ${eventTypesPath} 2024-06-14`]: { ...OWN_IF_ANY, right: ['user', 200] },
  // An application is not in charge of people, even if whoever uses it is.
  [`GET ${eventTypePath} 2024-06-14`]: { ...EVENT_TYPE_PERMITTED(200), right: ['user', 200] },
  [`PATCH ${eventTypePath} 2024-06-14`]: { ...EVENT_TYPE_PERMITTED(200), right: ['user', 200] },
  [`DELETE ${eventTypePath} 2024-06-14`]: { ...EVENT_TYPE_PERMITTED(200, 403), right: ['user', 200] },
  [`POST ${linksPath}`]: { ...EVENT_TYPE_PERMITTED(201), right: ['user', 201] },
  [`GET ${linksPath}`]: { ...EVENT_TYPE_PERMITTED(200), right: ['user', 200] },
  [`PATCH ${linksPath}/:linkId`]: { ...EVENT_TYPE_PERMITTED(200), right: ['user', 200] },
  [`DELETE ${linksPath}/:linkId`]: { ...EVENT_TYPE_PERMITTED(200), right: ['user', 200] },
  // The webhooks' routes ask for no permissions.
  [`POST ${eventTypeWebhooksPath}`]: { ...EVENT_TYPE(201, 403), right: ['user', 201] },
  [`GET ${eventTypeWebhooksPath}`]: { ...EVENT_TYPE(200, 403), right: ['user', 200] },
  [`DELETE ${eventTypeWebhooksPath}`]: { ...EVENT_TYPE(200, 403), right: ['user', 200] },
  [`GET ${eventTypeWebhooksPath}/:webhookId`]: { ...EVENT_TYPE(200, 403), right: ['user', 200] },
  [`PATCH ${eventTypeWebhooksPath}/:webhookId`]: { ...EVENT_TYPE(200, 403), right: ['user', 200] },
  [`DELETE ${eventTypeWebhooksPath}/:webhookId`]: { ...EVENT_TYPE(200, 403), right: ['user', 200] },
  [`GET ${eventTypeWebhooksPath}/:webhookId/deliveries`]: { ...EVENT_TYPE(200, 403), right: ['user', 200] },
  [`POST ${eventTypeWebhooksPath}/:webhookId/deliveries/:deliveryId/replay`]: {
    ...{ ...EVENT_TYPE(200, 403), right: ['user', 200] },
  },
  [`POST ${eventTypeWebhooksPath}/:webhookId/ping`]: { ...EVENT_TYPE(201, 403), right: ['user', 201] },

  // Calendars and apps belong to the caller: everybody has an own list.
  'GET /v2/calendars': { ...ANYBODY_KNOWN, right: ['user', 200] },
  'GET /v2/calendars/busy-times': { ...OWN_CONNECTION(401), right: ['user', 200] },
  'POST /v2/calendars/ics-feed/save': { ...everybody(400), ...NOT_VALID, right: ['user', 400] },
  'GET /v2/calendars/ics-feed/check': {
    ...everybody(400),
    ...NOT_VALID,
    ownUserToken: 401,
    foreignUserToken: 401,
    right: ['user', 401],
  },
  'GET /v2/calendars/:calendar/connect': { ...everybody(404), ...NOT_VALID, right: ['user', 404] },
  // Whoever has a state that was made here may come back with it.
  'GET /v2/calendars/:calendar/save': { ...everybody(404), right: ['nobody', 404] },
  'GET /v2/gcal/oauth/save': { ...everybody(404), right: ['nobody', 404] },
  'POST /v2/calendars/:calendar/credentials': { ...everybody(400), ...NOT_VALID, right: ['user', 400] },
  'GET /v2/calendars/:calendar/check': { ...everybody(400), ...NOT_VALID, siblingToken: 403, right: ['user', 400] },
  'POST /v2/calendars/:calendar/disconnect': { ...OWN_CONNECTION(404), right: ['user', 200] },
  'GET /v2/calendars/:calendar/event/:eventUid': { ...everybody(401), ...NOT_VALID, right: ['user', 401] },
  'PATCH /v2/calendars/:calendar/events/:eventUid': { ...everybody(401), ...NOT_VALID, right: ['user', 401] },
  'POST /v2/selected-calendars': { ...OWN_CONNECTION(404), ownUserToken: 201, right: ['user', 201] },
  'DELETE /v2/selected-calendars': { ...OWN_CONNECTION(404), right: ['user', 200] },
  'PUT /v2/destination-calendars': { ...everybody(404), ...NOT_VALID, right: ['user', 404] },
  'GET /v2/conferencing': { ...ANYBODY_KNOWN, right: ['user', 200] },
  'GET /v2/conferencing/default': { ...ANYBODY_KNOWN, right: ['user', 200] },
  'POST /v2/conferencing/:app/connect': { ...everybody(400), ...NOT_VALID, right: ['user', 400] },
  'GET /v2/conferencing/:app/oauth/auth-url': { ...everybody(400), ...NOT_VALID, right: ['user', 400] },
  'GET /v2/conferencing/:app/oauth/callback': { ...everybody(400), right: ['nobody', 400] },
  'POST /v2/conferencing/:app/default': { ...ANYBODY_KNOWN, right: ['user', 200] },
  'DELETE /v2/conferencing/:app/disconnect': { ...everybody(400), ...NOT_VALID, right: ['user', 400] },
  'GET /v2/atoms/conferencing': { ...ANYBODY_KNOWN, right: ['user', 200] },
  // An organization of its own has everybody.
  'GET /v2/organizations/:orgId/teams/me': {
    ...ANYBODY_KNOWN,
    foreignClient: 403,
    foreignOwnerKey: 403,
    foreignUserToken: 403,
    foreignAppToken: 403,
    right: ['user', 200],
  },
  'GET /v2/atoms/auth/oauth2/clients/:clientId': { ...everybody(200), right: ['nobody', 200] },
  'GET /v2/stripe/connect': { ...everybody(400), ...NOT_VALID, right: ['user', 400] },
  'GET /v2/stripe/save': { ...everybody(400), right: ['nobody', 400] },
  'GET /v2/stripe/check': { ...everybody(404), ...NOT_VALID, right: ['user', 404] },

  // Who books needs no credentials: reserves slots, and changes what it reserved with the uid that it was given.
  'GET /v2/slots 2024-09-04': PUBLIC,
  'POST /v2/slots/reservations 2024-09-04': { ...ANYBODY(201), right: ['nobody', 201] },
  'GET /v2/slots/reservations/:uid 2024-09-04': PUBLIC,
  'PATCH /v2/slots/reservations/:uid 2024-09-04': { ...ANYBODY(200), right: ['nobody', 200] },
  'DELETE /v2/slots/reservations/:uid 2024-09-04': PUBLIC,
  'GET /v2/slots/available': PUBLIC,
  'POST /v2/slots/reserve': { ...everybody(201), right: ['nobody', 201] },
  'DELETE /v2/slots/selected-slot': PUBLIC,
  // Nor do those of event types; there what those in charge may is the same as what strangers may.
  'GET /v2/atoms/event-types': { ...ANYBODY_KNOWN, right: ['user', 200] },
  'GET /v2/atoms/event-types/list-with-team': { ...ANYBODY_KNOWN, right: ['user', 200] },
  'GET /v2/atoms/event-types/:eventSlug/public': PUBLIC,
  'GET /v2/atoms/event-types/:eventTypeId': { ...EVENT_TYPE(200, 403), right: ['user', 200] },
  'PATCH /v2/atoms/event-types/bulk-update-to-default-location': { ...ANYBODY_KNOWN, right: ['user', 200] },
  'PATCH /v2/atoms/event-types/:eventTypeId': { ...EVENT_TYPE(200, 403), right: ['user', 200] },
  'GET /v2/atoms/event-types-app/:appSlug': { ...ANYBODY_KNOWN, right: ['user', 200] },

  'GET /v2/organizations/:orgId/ooo': { ...everybody(403), ...NOT_VALID, right: ['ownerKey', 200] },
  [`GET ${absencesPath}`]: { ...ABSENCE(200), right: ['ownerKey', 200] },
  [`POST ${absencesPath}`]: { ...ABSENCE(201), right: ['ownerKey', 201] },
  [`PATCH ${absencesPath}/:oooId`]: { ...ABSENCE(200), right: ['ownerKey', 200] },
  [`DELETE ${absencesPath}/:oooId`]: { ...ABSENCE(200), right: ['ownerKey', 200] },

  // The credential of these two is a session of the web application, and a code: none of the credentials above counts.
  'POST /v2/oauth/:clientId/authorize': { ...everybody(401), right: ['session', 302] },
  'POST /v2/oauth/:clientId/exchange': { ...everybody(400), right: ['code', 200] },
  'POST /v2/oauth/:clientId/refresh': { ...REFRESH, right: ['client', 200] },
  'GET /v2/provider/:clientId': PUBLIC,
  'GET /v2/provider/:clientId/access-token': { ...CHECK, right: ['user', 200] },

  // Here the path's id is that of a third party, of which no client secret is one.
  'GET /v2/auth/oauth2/clients/:clientId': { ...ANYBODY_KNOWN, foreignClient: 401, right: ['ownerKey', 200] },
  // The secret in the body is the credential; whoever does not know it is refused whatever else it presents.
  'POST /v2/auth/oauth2/token': { ...everybody(401), right: ['nobody', 200] },

  [`GET ${bookingsPath} 2024-04-15`]: { ...SELF, right: ['user', 200] },
  [`GET ${bookingsPath} 2024-08-13`]: { ...SELF, right: ['user', 200] },
  [`POST ${bookingsPath} 2024-04-15`]: { ...ANYBODY(201), right: ['nobody', 201] },
  [`POST ${bookingsPath} 2024-08-13`]: { ...ANYBODY(201), right: ['nobody', 201] },
  // The event type is none of a series, and of no team.
  [`POST ${bookingsPath}/recurring`]: { ...ANYBODY(404), right: ['nobody', 404] },
  [`POST ${bookingsPath}/instant`]: { ...ANYBODY(400), right: ['nobody', 400] },
  [`GET ${bookingsPath}/by-seat/:seatUid`]: { ...ANYBODY(200), right: ['nobody', 200] },
  [`GET ${bookingPath} 2024-04-15`]: { ...ANYBODY(200), right: ['nobody', 200] },
  [`GET ${bookingPath} 2024-08-13`]: { ...ANYBODY(200), right: ['nobody', 200] },
  [`GET ${bookingPath}/reschedule`]: { ...ANYBODY(200), right: ['nobody', 200] },
  [`POST ${bookingPath}/reschedule`]: { ...ANYBODY(201), right: ['nobody', 201] },
  [`POST ${bookingPath}/cancel 2024-04-15`]: { ...ANYBODY(201), right: ['nobody', 201] },
  [`POST ${bookingPath}/cancel 2024-08-13`]: { ...ANYBODY(200), right: ['nobody', 200] },
  [`POST ${bookingPath}/confirm`]: { ...BOOKING(200, 401), right: ['user', 200] },
  [`POST ${bookingPath}/decline`]: { ...BOOKING(200, 401), right: ['user', 200] },
  [`POST ${bookingPath}/mark-absent`]: { ...BOOKING(200), right: ['user', 200] },
  [`POST ${bookingPath}/mark-no-show`]: { ...BOOKING(201), right: ['user', 201] },
  [`POST ${bookingPath}/reassign`]: { ...BOOKING(400), right: ['user', 400] },
  [`POST ${bookingPath}/reassign/:userId`]: { ...BOOKING(400), right: ['user', 400] },
  [`GET ${bookingPath}/calendar-links`]: { ...SELF, right: ['user', 200] },
  [`GET ${bookingPath}/references`]: { ...BOOKING(200, 400), right: ['user', 200] },
  // There are no video rooms, as those are told who may know.
  [`GET ${bookingPath}/recordings`]: { ...BOOKING(404), right: ['ownerKey', 404] },
  [`GET ${bookingPath}/transcripts`]: { ...BOOKING(404), right: ['ownerKey', 404] },
  [`GET ${bookingPath}/conferencing-sessions`]: { ...BOOKING(404), right: ['ownerKey', 404] },
  [`GET ${bookingPath}/attendees`]: { ...BOOKING(200), right: ['ownerKey', 200] },
  [`POST ${bookingPath}/attendees`]: { ...BOOKING(201), right: ['ownerKey', 201] },
  [`GET ${bookingPath}/attendees/:attendeeId`]: { ...BOOKING(200), right: ['ownerKey', 200] },
  [`DELETE ${bookingPath}/attendees/:attendeeId`]: { ...BOOKING(200), right: ['ownerKey', 200] },
  [`POST ${bookingPath}/guests`]: { ...BOOKING(200), right: ['ownerKey', 200] },
  [`PATCH ${bookingPath}/location`]: { ...BOOKING(200), right: ['ownerKey', 200] },
  'GET /v2/organizations/:orgId/bookings': { ...everybody(403), ...NOT_VALID, right: ['ownerKey', 200] },
  'GET /v2/organizations/:orgId/users/:userId/bookings': { ...everybody(403), ...NOT_VALID, right: ['ownerKey', 200] },

  'GET /health': PUBLIC,
  'GET /health/live': PUBLIC,
  'GET /health/ready': PUBLIC,
  'GET /metrics': { ...everybody(401), right: ['metricsToken', 200] },

  'GET /docs-json': PUBLIC,
  'GET /docs-yaml': PUBLIC,
  'GET /docs': { ...everybody(302), right: ['nobody', 302] },
  'GET /docs/favicon-32x32.png': PUBLIC,
  'GET /docs/page.css': PUBLIC,
  'GET /docs/page.js': PUBLIC,
};

/**
 * Routes where the uid in the path is the permission, or the id of an event type in the body: whoever names it sees the
 * booking, and may make, move and cancel it.
 */
export const NEEDS_ONLY_UID = new RegExp(
  `^\\w+ ${bookingsPath}(/by-seat/:seatUid|/:bookingUid(/reschedule|/cancel|/calendar-links)?)?( |$)`,
);

/**
 * What a stranger is answered that comes with its own client, or its own event type, and a right credential, and names a
 * thing of the victim beside it: a user, a webhook, a private link, a token, a code.
 */
export const BESIDE_OWN_CLIENT: Record<string, number> = {
  [`GET ${clientPath}/users/:userId`]: 404,
  [`PATCH ${clientPath}/users/:userId`]: 404,
  [`DELETE ${clientPath}/users/:userId`]: 404,
  [`POST ${clientPath}/users/:userId/force-refresh`]: 404,
  [`GET ${clientPath}/webhooks/:webhookId`]: 403,
  [`PATCH ${clientPath}/webhooks/:webhookId`]: 403,
  [`DELETE ${clientPath}/webhooks/:webhookId`]: 403,
  [`GET ${clientPath}/webhooks/:webhookId/deliveries`]: 403,
  [`POST ${clientPath}/webhooks/:webhookId/deliveries/:deliveryId/replay`]: 403,
  [`POST ${clientPath}/webhooks/:webhookId/ping`]: 403,
  'POST /v2/webhooks/:webhookId/deliveries/:deliveryId/replay': 404,
  'POST /v2/oauth/:clientId/exchange': 400,
  'GET /v2/calendars/:calendar/event/:eventUid': 401,
  'PATCH /v2/calendars/:calendar/events/:eventUid': 401,
  'POST /v2/oauth/:clientId/refresh': 400,
  [`GET ${absencesPath}`]: 403,
  [`POST ${absencesPath}`]: 403,
  [`PATCH ${absencesPath}/:oooId`]: 403,
  [`DELETE ${absencesPath}/:oooId`]: 403,
  // Booking pages are for everybody.
  [`GET ${eventTypesPath}/:username/:eventSlug/public 2024-04-15`]: 200,
  [`PATCH ${linksPath}/:linkId`]: 404,
  [`DELETE ${linksPath}/:linkId`]: 404,
  [`GET ${eventTypeWebhooksPath}/:webhookId`]: 403,
  [`PATCH ${eventTypeWebhooksPath}/:webhookId`]: 403,
  [`DELETE ${eventTypeWebhooksPath}/:webhookId`]: 403,
  [`POST ${bookingPath}/reassign/:userId`]: 400,
  [`GET ${bookingPath}/attendees/:attendeeId`]: 404,
  [`DELETE ${bookingPath}/attendees/:attendeeId`]: 404,
  'GET /v2/organizations/:orgId/users/:userId/bookings': 403,
  [`GET ${eventTypeWebhooksPath}/:webhookId/deliveries`]: 403,
  [`POST ${eventTypeWebhooksPath}/:webhookId/deliveries/:deliveryId/replay`]: 403,
  [`POST ${eventTypeWebhooksPath}/:webhookId/ping`]: 403,
};

/**
 * What those are answered about an event type of a managed user who are in charge of its organization: the client, and
 * the owner with an API key. They may look at the event type, and nothing else.
 */
export const IN_CHARGE: Record<string, number> = {
  [`GET ${eventTypePath} 2024-04-15`]: 403,
  [`PATCH ${eventTypePath} 2024-04-15`]: 404,
  [`DELETE ${eventTypePath} 2024-04-15`]: 403,
  [`GET ${eventTypePath} 2024-06-14`]: 200,
  [`PATCH ${eventTypePath} 2024-06-14`]: 404,
  [`DELETE ${eventTypePath} 2024-06-14`]: 403,
  [`POST ${linksPath}`]: 404,
  [`GET ${linksPath}`]: 404,
  [`PATCH ${linksPath}/:linkId`]: 404,
  [`DELETE ${linksPath}/:linkId`]: 404,
  [`POST ${eventTypeWebhooksPath}`]: 403,
  [`GET ${eventTypeWebhooksPath}`]: 403,
  [`DELETE ${eventTypeWebhooksPath}`]: 403,
  [`GET ${eventTypeWebhooksPath}/:webhookId`]: 403,
  [`PATCH ${eventTypeWebhooksPath}/:webhookId`]: 403,
  [`DELETE ${eventTypeWebhooksPath}/:webhookId`]: 403,
  'GET /v2/atoms/event-types/:eventTypeId': 403,
  'PATCH /v2/atoms/event-types/:eventTypeId': 403,
  [`GET ${eventTypeWebhooksPath}/:webhookId/deliveries`]: 403,
  [`POST ${eventTypeWebhooksPath}/:webhookId/deliveries/:deliveryId/replay`]: 403,
  [`POST ${eventTypeWebhooksPath}/:webhookId/ping`]: 403,
};
