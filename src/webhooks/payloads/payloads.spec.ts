import { aBooking, aHost, anAttendee, anEventTypeRow } from '../../../test/support/bookings.js';
import { cancelledPayload, rejectedPayload } from './booking-ended.js';
import { confirmedPayload, createdPayload, requestedPayload, rescheduledPayload } from './booking.js';
import { meetingBody } from './meeting.js';
import { noShowPayload } from './no-show.js';
import { outOfOfficePayload } from './out-of-office.js';
import type { Surroundings } from './surroundings.js';

const AROUND: Surroundings = {
  bookerUrl: 'https://app.example.com',
  client: {
    ...{ id: 'cl_1', bookingRedirectUri: 'https://a.test/booked', bookingCancelRedirectUri: null },
    ...{ bookingRescheduleRedirectUri: null, areEmailsEnabled: false, areCalendarEventsEnabled: true },
  },
};
const PLATFORM = {
  ...{ platformClientId: 'cl_1', platformRescheduleUrl: '', platformCancelUrl: '' },
  platformBookingUrl: 'https://a.test/booked',
};

const CUSTOM = { name: 'colour', type: 'text', label: 'Which colour?', editable: 'user', required: true };
const BOOKING = aBooking({
  ...{ id: 91, uid: '2NXz', title: 'Intro between Ann and Bob', description: '', icalUid: '2NXz@Cal.com' },
  ...{ startTime: new Date('2026-08-10T09:00:00Z'), endTime: new Date('2026-08-10T09:30:00Z') },
  location: 'https://meet.example.com/ann',
  responses: { name: 'Bob', email: 'bob@y.com', location: { value: 'link', optionValue: '' }, colour: 'blue' },
  host: aHost({
    uuid: 'b0b0b0b0-0000-4000-8000-000000000007',
    ...{ id: 7, name: 'Ann', email: 'ann@x.com', username: 'ann', timeZone: 'Europe/Paris', isPlatformManaged: true },
  }),
  attendees: [anAttendee({ id: 1, name: 'Bob', email: 'bob@y.com', timeZone: 'America/St_Johns' })],
  eventType: anEventTypeRow({ id: 3, slug: 'intro', title: 'Intro', bookingFields: [CUSTOM] }),
});

const ORGANIZER = {
  ...{ id: 7, name: 'Ann', email: 'ann@x.com', username: 'ann', timeZone: 'Europe/Paris', language: { locale: 'en' } },
  ...{ timeFormat: 'h:mma', utcOffset: 120 },
};
const ATTENDEES = [
  {
    ...{ email: 'bob@y.com', name: 'Bob', firstName: '', lastName: '', timeZone: 'America/St_Johns' },
    ...{ phoneNumber: null, language: { locale: 'en' }, utcOffset: -150 },
  },
];
const COLOUR = { label: 'Which colour?', value: 'blue', isHidden: false };
const RESPONSES = {
  name: { label: 'your_name', value: 'Bob', isHidden: false },
  email: { label: 'email_address', value: 'bob@y.com', isHidden: false },
  location: { label: 'location', value: { value: 'link', optionValue: '' }, isHidden: false },
  colour: COLOUR,
};
const ALWAYS = {
  ...{ bookerUrl: 'https://app.example.com', type: 'intro', title: 'Intro between Ann and Bob', length: 30 },
  ...{ additionalNotes: '', description: '', customInputs: {}, eventTypeId: 3, eventTitle: 'Intro' },
  ...{ eventDescription: '', currency: 'usd', organizer: ORGANIZER, attendees: ATTENDEES, responses: RESPONSES },
  ...{ userFieldsResponses: { colour: COLOUR }, requiresConfirmation: false, uid: '2NXz', bookingId: 91, ...PLATFORM },
};
const CREATED = {
  ...ALWAYS,
  ...{ startTime: '2026-08-10T09:00:00Z', endTime: '2026-08-10T09:30:00Z', price: 0 },
  ...{ location: 'https://meet.example.com/ann', destinationCalendar: null, hideCalendarNotes: false },
  ...{ hideCalendarEventDetails: false, hideOrganizerEmail: false, schedulingType: null, seatsPerTimeSlot: null },
  ...{ seatsShowAttendees: true, seatsShowAvailabilityCount: true, customReplyToEmail: null },
  ...{ disableRescheduling: false, disableCancelling: false, hideBranding: false, oneTimePassword: null },
  ...{ hashedLink: null, assignmentReason: [], iCalUID: '2NXz@Cal.com', iCalSequence: 0, appsStatus: [] },
  ...{ metadata: {}, status: 'ACCEPTED' },
};
const IN_MILLISECONDS = { startTime: '2026-08-10T09:00:00.000Z', endTime: '2026-08-10T09:30:00.000Z' };
const RESCHEDULE = {
  ...{ rescheduleId: 90, rescheduleUid: 'old', rescheduleStartTime: '2026-08-09T09:00:00Z' },
  ...{ rescheduleEndTime: '2026-08-09T09:30:00Z', rescheduledBy: 'bob@y.com' },
};
const PREVIOUS = aBooking({
  ...{ id: 90, uid: 'old' },
  ...{ startTime: new Date('2026-08-09T09:00:00Z'), endTime: new Date('2026-08-09T09:30:00Z') },
});
const moved = { ...BOOKING, rescheduledByEmail: 'bob@y.com', icalSequence: 1 };

describe('payloads', () => {
  it('of BOOKING_CREATED', () => {
    expect(createdPayload(BOOKING, AROUND)).toEqual(CREATED);
  });

  it('tell nothing of a client when the host is no managed user', () => {
    const keys = Object.keys(createdPayload(BOOKING, { ...AROUND, client: null }));
    expect(keys.filter((key) => key.startsWith('platform'))).toEqual([]);
  });

  it('of BOOKING_CREATED after a confirmation', () => {
    const metadata = { order: '7', videoCallUrl: 'https://video.test/1' };
    expect(confirmedPayload({ ...BOOKING, metadata }, AROUND)).toEqual({
      ...{ ...CREATED, ...IN_MILLISECONDS, location: 'https://video.test/1' },
      ...{ metadata: { videoCallUrl: 'https://video.test/1' } },
      ...{ arePlatformEmailsEnabled: false, areCalendarEventsEnabled: true },
    });
    expect(confirmedPayload(BOOKING, AROUND)).toMatchObject({ metadata: {} });
  });

  it('of BOOKING_RESCHEDULED', () => {
    const payload = rescheduledPayload(moved, PREVIOUS, AROUND);
    expect(payload).toEqual({ ...CREATED, ...RESCHEDULE, iCalSequence: 1 });
  });

  it('of BOOKING_REQUESTED, for a new booking and for a moved one', () => {
    const { appsStatus: _, ...created } = CREATED;
    const requested = {
      ...{ ...created, ...IN_MILLISECONDS, requiresConfirmation: true, assignmentReason: null, status: 'PENDING' },
    };
    expect(requestedPayload({ ...BOOKING, status: 'PENDING' }, undefined, AROUND)).toEqual(requested);
    expect(requestedPayload({ ...moved, status: 'PENDING' }, PREVIOUS, AROUND)).toEqual({
      ...{ ...requested, ...RESCHEDULE, iCalSequence: 1 },
    });
  });

  it('of BOOKING_CANCELLED', () => {
    const cancelled = { ...BOOKING, cancellationReason: 'ill', cancelledByEmail: 'bob@y.com', location: 'link' };
    expect(cancelledPayload(cancelled, undefined, AROUND)).toEqual({
      ...ALWAYS,
      ...{ startTime: '2026-08-10T09:00:00+00:00', endTime: '2026-08-10T09:30:00+00:00', location: 'link' },
      ...{ destinationCalendar: [], cancellationReason: 'ill', cancelledBy: 'bob@y.com', requestReschedule: false },
      ...{ seatsPerTimeSlot: null, seatsShowAttendees: true, iCalUID: '2NXz@Cal.com', iCalSequence: 1 },
      ...{ hideOrganizerEmail: false, customReplyToEmail: null, schedulingType: null, hideBranding: false },
      ...{ price: null, smsReminderNumber: null, status: 'CANCELLED' },
    });
  });

  it('of BOOKING_CANCELLED for one seat', () => {
    const seat = anAttendee({ email: 'eve@y.com', seat: { seatUid: 's1', responses: {}, metadata: {} } });
    expect(cancelledPayload(BOOKING, seat, AROUND)).toMatchObject({
      attendees: [{ email: 'eve@y.com', bookingSeat: { referenceUid: 's1', bookingId: 91 } }],
    });
  });

  it('of BOOKING_REJECTED', () => {
    expect(rejectedPayload({ ...BOOKING, rejectionReason: 'no time' }, AROUND)).toEqual({
      ...{ ...ALWAYS, ...IN_MILLISECONDS, location: 'https://meet.example.com/ann', destinationCalendar: [] },
      ...{ rejectionReason: 'no time', assignmentReason: null, organizationId: null, price: 0, status: 'REJECTED' },
    });
  });

  it.each([
    [[{ email: 'bob@y.com', noShow: true }], 'bob@y.com marked as no-show'],
    [[{ email: 'bob@y.com', noShow: false }], 'bob@y.com unmarked as no-show'],
    [
      [
        { email: 'bob@y.com', noShow: true },
        { email: 'eve@y.com', noShow: false },
      ],
      'No-show status updated for attendees',
    ],
  ])('of BOOKING_NO_SHOW_UPDATED: %j', (attendees, message) => {
    const payload = noShowPayload(BOOKING, attendees, { ...AROUND, client: null });
    expect(payload).toEqual({ message, attendees, bookingUid: '2NXz', bookingId: 91 });
  });

  it.each(['MEETING_STARTED', 'MEETING_ENDED'] as const)('of %s are flat', (triggerEvent) => {
    expect(meetingBody(triggerEvent, BOOKING)).toEqual({
      ...{ triggerEvent, id: 91, uid: '2NXz', idempotencyKey: '2NXz', userId: 7, userPrimaryEmail: 'ann@x.com' },
      ...{
        eventTypeId: 3,
        title: 'Intro between Ann and Bob',
        description: '',
        customInputs: {},
        responses: RESPONSES,
      },
      ...{ ...IN_MILLISECONDS, location: 'https://meet.example.com/ann', createdAt: '2050-08-01T10:11:12.000Z' },
      ...{ updatedAt: null, status: 'ACCEPTED', paid: false, destinationCalendarId: null, cancellationReason: null },
      ...{ rejectionReason: null, metadata: {}, iCalUID: '2NXz@Cal.com', iCalSequence: 0, payment: [], references: [] },
      user: {
        ...{
          uuid: 'b0b0b0b0-0000-4000-8000-000000000007',
          email: 'ann@x.com',
          name: 'Ann',
          timeZone: 'Europe/Paris',
          username: 'ann',
        },
        isPlatformManaged: true,
      },
      attendees: [
        {
          ...{ id: 1, email: 'bob@y.com', name: 'Bob', timeZone: 'America/St_Johns', phoneNumber: null, locale: 'en' },
          ...{ bookingId: 91, noShow: false },
        },
      ],
    });
  });

  it('of OOO_CREATED', () => {
    const user = { id: 7, name: 'Ann', username: 'ann', email: 'ann@x.com', timeZone: 'Europe/Paris' };
    const at = new Date('2026-08-01T10:00:00Z');
    const entry = {
      ...{ id: 2, uuid: 'u', startDate: new Date('2026-08-20'), endDate: new Date('2026-08-21'), notes: 'flu' },
      ...{ reason: 'sick', createdAt: at, updatedAt: at, user, toUser: null },
    };
    expect(outOfOfficePayload(entry)).toEqual({
      oooEntry: {
        ...{ id: 2, uuid: 'u', start: '2026-08-20T00:00:00+00:00', end: '2026-08-21T23:59:59+00:00', notes: 'flu' },
        ...{ createdAt: '2026-08-01T10:00:00+00:00', updatedAt: '2026-08-01T10:00:00+00:00' },
        ...{ reason: { emoji: '🤒', reason: 'ooo_reasons_sick_leave' }, reasonId: 4, user, toUser: null },
      },
    });
  });
});
