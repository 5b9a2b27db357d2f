// What the hand-written server shows of schedules and event types. It knows only the event types that are seeded: with
// the system's booking form and no setting beside its default.

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

export function shownSchedule({ id, userId, name, timeZone, isDefault, hours }) {
  const times = ({ start, end }) => ({ startTime: start.slice(0, 5), endTime: end.slice(0, 5) });
  const weekly = hours.filter(({ date }) => !date);
  const availability = weekly.map((row) => ({ days: row.days.map((day) => DAYS[day]), ...times(row) }));
  const overrides = hours.filter(({ date }) => date).map((row) => ({ date: row.date, ...times(row) }));
  return { id, ownerId: userId, name, timeZone, availability, isDefault, overrides };
}

export function storedHours({ days, startTime, endTime }) {
  return { days: days.map((day) => DAYS.indexOf(day)), start: startTime, end: endTime };
}

const field = (type, slug, required) => ({
  isDefault: true,
  type,
  slug,
  required,
  disableOnPrefill: false,
  hidden: false,
});

export function shownEventType(row) {
  const { name, username, avatarUrl, weekStart, metadata } = row;
  const noBrand = { brandColor: null, darkBrandColor: null };
  return {
    id: row.id,
    ownerId: row.userId,
    lengthInMinutes: row.length,
    title: row.title,
    slug: row.slug,
    description: row.description ?? '',
    locations: row.locations.map(() => ({ type: 'integration', integration: 'cal-video' })),
    bookingFields: [
      { isDefault: true, type: 'name', slug: 'name', required: true, disableOnPrefill: false },
      field('email', 'email', true),
      { isDefault: true, type: 'radioInput', slug: 'location', required: false, hidden: false },
      field('textarea', 'notes', false),
      field('multiemail', 'guests', false),
      field('textarea', 'rescheduleReason', false),
    ],
    recurrence: null,
    disableGuests: row.disableGuests,
    slotInterval: row.slotInterval,
    minimumBookingNotice: row.minimumBookingNotice,
    beforeEventBuffer: row.beforeEventBuffer,
    afterEventBuffer: row.afterEventBuffer,
    metadata: {},
    price: 0,
    currency: 'usd',
    lockTimeZoneToggleOnBookingPage: false,
    forwardParamsSuccessRedirect: true,
    successRedirectUrl: null,
    isInstantEvent: false,
    users: [{ id: row.userId, name, username, avatarUrl, ...noBrand, weekStart, metadata: metadata ?? {} }],
    scheduleId: row.scheduleId,
    onlyShowFirstAvailableSlot: false,
    offsetStart: 0,
    bookingWindow: { disabled: true },
    confirmationPolicy: { disabled: true },
    requiresBookerEmailVerification: false,
    hideCalendarNotes: false,
    seats: { disabled: true },
    useDestinationCalendarEmail: false,
    hideCalendarEventDetails: false,
    hideOrganizerEmail: false,
    calVideoSettings: { sendTranscriptionEmails: true },
    hidden: row.hidden,
    bookingRequiresAuthentication: false,
    bookerActiveBookingsLimit: { disabled: true },
    bookingUrl: '',
    disableCancelling: { disabled: false },
    disableRescheduling: { disabled: false },
    interfaceLanguage: null,
    allowReschedulingPastBookings: false,
    allowReschedulingCancelledBookings: false,
    showOptimizedSlots: false,
  };
}

const system = (name, type, defaultLabel, more) => ({
  name,
  type,
  defaultLabel,
  editable: 'system-but-optional',
  required: false,
  sources: [{ id: 'default', type: 'default', label: 'Default' }],
  ...more,
});
const place = (type) => ({ type, required: true, placeholder: '' });
const FORM = [
  system('name', 'name', 'your_name', { editable: 'system', required: true }),
  system('email', 'email', 'email_address', { required: true }),
  system('attendeePhoneNumber', 'phone', 'phone_number', { hidden: true }),
  system('location', 'radioInput', 'location', {
    editable: 'system',
    hideWhenJustOneOption: true,
    getOptionsAt: 'locations',
    optionsInputs: { attendeeInPerson: place('address'), somewhereElse: place('text'), phone: place('phone') },
  }),
  system('title', 'text', 'what_is_this_meeting_about', { required: true, hidden: true, defaultPlaceholder: '' }),
  system('notes', 'textarea', 'additional_notes', { defaultPlaceholder: 'share_additional_notes' }),
  system('guests', 'multiemail', 'additional_guests', { hidden: false, defaultPlaceholder: 'email' }),
  system('rescheduleReason', 'textarea', 'reason_for_reschedule', {
    defaultPlaceholder: 'reschedule_placeholder',
    views: [{ id: 'reschedule', label: 'Reschedule View' }],
  }),
];

export function publicEvent(row, site) {
  const { userId, name, username, avatarUrl, weekStart, defaultScheduleId, hoursId, hoursTimeZone } = row;
  const noBrand = { brandColor: null, darkBrandColor: null, theme: null };
  const profile = { id: null, upId: `usr-${userId}`, username, organizationId: null, organization: null };
  return {
    id: row.id,
    title: row.title,
    description: `<p>${row.description}</p>\n`,
    interfaceLanguage: null,
    eventName: null,
    slug: row.slug,
    isInstantEvent: false,
    instantMeetingParameters: [],
    schedulingType: null,
    length: row.length,
    locations: row.locations,
    enablePerHostLocations: false,
    customInputs: [],
    disableGuests: row.disableGuests,
    metadata: {},
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
    bookingFields: FORM,
    teamId: null,
    team: null,
    successRedirectUrl: null,
    forwardParamsSuccessRedirect: true,
    owner: {
      ...{ id: userId, avatarUrl, username, name, weekStart, ...noBrand, metadata: {}, organization: null },
      ...{ defaultScheduleId, nonProfileUsername: username, profile },
    },
    schedule: { id: hoursId, timeZone: hoursTimeZone },
    instantMeetingSchedule: null,
    periodType: 'UNLIMITED',
    periodDays: null,
    periodEndDate: null,
    periodStartDate: null,
    periodCountCalendarDays: null,
    hidden: row.hidden,
    assignAllTeamMembers: false,
    rescheduleWithSameRoundRobinHost: false,
    parent: null,
    subsetOfHosts: [],
    bookerLayouts: null,
    profile: { username, name, weekStart, image: avatarUrl, ...noBrand, bookerLayouts: null },
    subsetOfUsers: [{ username, name, weekStart, organizationId: null, avatarUrl, profile, bookerUrl: site }],
    entity: {
      ...{ fromRedirectOfNonOrgLink: true, considerUnpublished: false, orgSlug: null, teamSlug: null, name: null },
      hideProfileLink: false,
    },
    isDynamic: false,
    showInstantEventConnectNowModal: false,
  };
}
