import { componentFields } from './component-fields.js';
import type { EventTypeOwner } from './event-type-row.js';
import { bookedUserOf, ENTITY, faceOf, type PublicEvent } from './public-event.js';

/** The lengths among which the booker chooses, minutes. */
const LENGTHS = [15, 30, 45, 60, 90];

/** The event in which several people are booked at once. It is stored nowhere. */
export function dynamicPublicEvent(users: [EventTypeOwner, ...EventTypeOwner[]], siteUrl: string): PublicEvent {
  const fields = componentFields({ bookingFields: null, disableGuests: true });
  const joined = (names: (string | null)[], by: string): string => names.filter((name) => name !== null).join(by);
  return {
    id: 0,
    title: 'Group Meeting',
    description: '<p>Join us for a meeting with multiple people</p>\n',
    interfaceLanguage: null,
    eventName: null,
    slug: 'dynamic',
    isInstantEvent: false,
    instantMeetingParameters: [],
    schedulingType: null,
    length: 30,
    locations: [{ type: 'integrations:daily' }],
    enablePerHostLocations: false,
    customInputs: [],
    disableGuests: true,
    metadata: { multipleDuration: LENGTHS },
    lockTimeZoneToggleOnBookingPage: false,
    lockedTimeZone: null,
    requiresConfirmation: false,
    autoTranslateDescriptionEnabled: false,
    fieldTranslations: [],
    requiresBookerEmailVerification: false,
    recurringEvent: null,
    price: 0,
    currency: 'usd',
    seatsPerTimeSlot: null,
    disableCancelling: false,
    disableRescheduling: false,
    minimumRescheduleNotice: null,
    allowReschedulingCancelledBookings: false,
    seatsShowAvailabilityCount: true,
    bookingFields: fields.map((field) => (field.name === 'title' ? { ...field, hidden: false } : field)),
    teamId: null,
    team: null,
    successRedirectUrl: null,
    forwardParamsSuccessRedirect: true,
    owner: null,
    schedule: null,
    instantMeetingSchedule: null,
    periodType: 'UNLIMITED',
    periodDays: null,
    periodEndDate: null,
    periodStartDate: null,
    periodCountCalendarDays: null,
    hidden: false,
    assignAllTeamMembers: false,
    rescheduleWithSameRoundRobinHost: false,
    parent: null,
    subsetOfHosts: [],
    bookerLayouts: null,
    profile: {
      ...faceOf(users[0]),
      username: joined(
        users.map(({ username }) => username),
        '+',
      ),
      name: joined(
        users.map(({ name }) => name),
        ', ',
      ),
      bookerLayouts: null,
    },
    subsetOfUsers: users.map((user) => bookedUserOf(user, siteUrl)),
    entity: ENTITY,
    isDynamic: true,
    showInstantEventConnectNowModal: false,
  };
}
