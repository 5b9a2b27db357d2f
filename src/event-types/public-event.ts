import { layoutsOf } from './component-metadata.js';
import { componentFields } from './component-fields.js';
import type { EventTypeOwner, EventTypeRow, PublicRow, StoredLocation } from './event-type-row.js';
import { toSafeHtml } from './markdown.js';

// What anybody may see of an event type: the object from which the booking component draws its page. The keys are in the
// contract's order.

/** An event type as those see it who book. */
export function toPublicEvent(row: PublicRow, siteUrl: string): PublicEvent {
  return publicEvent(row, siteUrl);
}

function publicEvent(row: PublicRow, siteUrl: string) {
  const { user } = row;
  const schedule = row.hoursId === null ? null : { id: row.hoursId, timeZone: row.hoursTimeZone ?? user.timeZone };
  return {
    id: row.id,
    title: row.title,
    description: toSafeHtml(row.description ?? ''),
    interfaceLanguage: row.interfaceLanguage,
    eventName: row.eventName,
    slug: row.slug,
    isInstantEvent: false,
    instantMeetingParameters: [],
    schedulingType: null,
    length: row.length,
    locations: publicLocations(row.locations),
    enablePerHostLocations: false,
    customInputs: [],
    disableGuests: row.disableGuests,
    metadata: publicMetadata(row),
    lockTimeZoneToggleOnBookingPage: row.lockTimeZoneToggle,
    lockedTimeZone: row.lockedTimeZone,
    requiresConfirmation: row.requiresConfirmation,
    autoTranslateDescriptionEnabled: row.otherSettings['autoTranslateDescriptionEnabled'] ?? false,
    fieldTranslations: [],
    requiresBookerEmailVerification: row.requiresBookerEmailVerification,
    recurringEvent: row.recurringEvent,
    price: row.otherSettings.price ?? 0,
    currency: row.otherSettings.currency ?? 'usd',
    seatsPerTimeSlot: row.seatsPerTimeSlot,
    disableCancelling: row.disableCancelling,
    disableRescheduling: row.disableRescheduling,
    minimumRescheduleNotice: row.minimumRescheduleNotice,
    allowReschedulingCancelledBookings: row.allowReschedulingCancelledBookings,
    seatsShowAvailabilityCount: row.seatsShowAvailability,
    bookingFields: componentFields(row),
    teamId: null,
    team: null,
    successRedirectUrl: row.successRedirectUrl,
    forwardParamsSuccessRedirect: row.otherSettings['forwardParamsSuccessRedirect'] ?? true,
    owner: ownerOf(user),
    schedule,
    instantMeetingSchedule: null,
    periodType: row.periodType,
    periodDays: row.periodDays,
    periodEndDate: row.periodEndDate,
    periodStartDate: row.periodStartDate,
    periodCountCalendarDays: row.periodCountCalendarDays,
    hidden: row.hidden,
    assignAllTeamMembers: false,
    rescheduleWithSameRoundRobinHost: false,
    parent: null,
    subsetOfHosts: [],
    bookerLayouts: layoutsOf(row),
    profile: { ...faceOf(user), bookerLayouts: layoutsOf(row) },
    subsetOfUsers: [bookedUserOf(user, siteUrl)],
    entity: ENTITY,
    isDynamic: false,
    showInstantEventConnectNowModal: false,
  };
}

type Json = ReturnType<typeof publicEvent>;
/** An event of several people is nobody's own, and has no hours of its own. */
export type PublicEvent = Omit<Json, 'owner'> & { owner: Json['owner'] | null };

export const ENTITY = {
  fromRedirectOfNonOrgLink: true,
  considerUnpublished: false,
  orgSlug: null,
  teamSlug: null,
  name: null,
  hideProfileLink: false,
};

const NO_BRAND = { brandColor: null, darkBrandColor: null, theme: null };

/** The name of somebody who belongs to no organization with pages of its own: there are no such pages. */
export function profileOf({ id, username }: EventTypeOwner) {
  return { id: null, upId: `usr-${id}`, username, organizationId: null, organization: null };
}

// improve: event-types.metadata — the original shows everybody what a customer stores with its users.
function ownerOf(user: EventTypeOwner) {
  const { id, avatarUrl, username, name, weekStart, defaultScheduleId } = user;
  return {
    id,
    avatarUrl,
    username,
    name,
    weekStart,
    ...NO_BRAND,
    metadata: {},
    organization: null,
    defaultScheduleId,
    nonProfileUsername: username,
    profile: profileOf(user),
  };
}

// improve: event-types.no-picture — the original names a picture on its own site for people who have none.
/** Whose page it is. */
export function faceOf({ username, name, weekStart, avatarUrl }: EventTypeOwner) {
  return { username, name, weekStart, image: avatarUrl, ...NO_BRAND };
}

/** Somebody who is booked. */
export function bookedUserOf(user: EventTypeOwner, siteUrl: string) {
  const { username, name, weekStart, avatarUrl } = user;
  return { username, name, weekStart, organizationId: null, avatarUrl, profile: profileOf(user), bookerUrl: siteUrl };
}

/** Places without what the owner keeps to itself until it is booked. */
function publicLocations(locations: StoredLocation[] | null): StoredLocation[] {
  // improve: event-types.places — the original tells everybody the addresses of places that it does not know.
  return (locations ?? []).map(({ credentialId: _, teamName: _team, address, link, hostPhoneNumber, ...location }) => {
    const told = Object.entries({ address, link, hostPhoneNumber }).filter(([, value]) => value !== undefined);
    return { ...location, ...(location.displayLocationPublicly ? Object.fromEntries(told) : {}) };
  });
}

/** Of what the components keep, the parts that the page reads. */
function publicMetadata({ lengthOptions, otherSettings: { metadata = {} } }: EventTypeRow): Record<string, unknown> {
  const { hideDurationSelectorInBookingPage: hides, apps } = metadata;
  const shownApps = Object.entries((apps ?? {}) as Record<string, Record<string, unknown>>).map(([name, app]) => {
    const { enabled, price, currency, paymentOption } = app;
    return [name, { enabled, price, currency, paymentOption }];
  });
  return {
    ...(lengthOptions.length > 0 ? { multipleDuration: lengthOptions } : {}),
    ...(hides === undefined ? {} : { hideDurationSelectorInBookingPage: hides }),
    ...(shownApps.length > 0 ? { apps: Object.fromEntries(shownApps) } : {}),
  };
}
