import type { EventTypeOwner } from './event-type-row.js';
import { userOf } from './event-type-output-2024-06-14.js';

/** The event type in which several people are booked at once. It is stored nowhere. */
export function dynamicEventType(users: EventTypeOwner[]): object {
  return {
    id: 0,
    ownerId: 0,
    lengthInMinutes: 30,
    lengthInMinutesOptions: [15, 30, 45, 60, 90],
    title: 'Group Meeting',
    slug: 'dynamic',
    description: 'Join us for a meeting with multiple people',
    locations: [{ type: 'integration', integration: 'cal-video' }],
    bookingFields: [],
    recurrence: null,
    disableGuests: true,
    slotInterval: null,
    minimumBookingNotice: 120,
    beforeEventBuffer: 0,
    afterEventBuffer: 0,
    metadata: { multipleDuration: [15, 30, 45, 60, 90] },
    price: 0,
    currency: 'usd',
    lockTimeZoneToggleOnBookingPage: false,
    forwardParamsSuccessRedirect: true,
    successRedirectUrl: null,
    isInstantEvent: false,
    users: users.map(userOf),
    scheduleId: null,
    hidden: false,
    bookingRequiresAuthentication: false,
    bookingUrl: '',
  };
}
