import fc from 'fast-check';
import { aBooking, aHost, anAttendee, anEventTypeRow } from '../../test/support/bookings.js';
import { toCreatedOutput, toOutput } from './booking-output-2024-08-13.js';
import { displayEmail } from './display-email.js';

const CLIENT = 'clx0000000000000000000001';
const SEAT = '0b9e6a1c-58a7-4a5e-9b0c-2f3f6f0d7c11';

describe('the output of a booking', () => {
  it('has all keys of a regular booking, in the order of the contract', () => {
    const booking = aBooking({
      reschedulingReason: 'Moved',
      rescheduledFromUid: '5mB9xJr7QeLd3FwKuH8sTa',
      rescheduledByEmail: 'grace@example.com',
      oauthClientId: CLIENT,
      host: aHost({ email: `ada+${CLIENT}@example.com`, isPlatformManaged: true }),
      attendees: [anAttendee({ phoneNumber: '+15550100' })],
      metadata: { orderId: '77' },
      responses: { name: 'Grace Guest', email: `grace+${CLIENT}@example.com`, guests: ['bob@example.com'] },
    });
    expect(JSON.stringify(toCreatedOutput(booking, 'all'))).toBe(
      JSON.stringify({
        id: 481,
        uid: '8hY2kPq4TtWm6ZsRcN3bVd',
        title: 'Intro call between Ada Host and Grace Guest',
        description: 'Bring slides',
        hosts: [
          {
            id: 31,
            name: 'Ada Host',
            email: `ada+${CLIENT}@example.com`,
            displayEmail: 'ada@example.com',
            username: 'ada',
            timeZone: 'Europe/Rome',
          },
        ],
        status: 'accepted',
        cancellationReason: '',
        cancelledByEmail: '',
        reschedulingReason: 'Moved',
        rescheduledFromUid: '5mB9xJr7QeLd3FwKuH8sTa',
        rescheduledByEmail: 'grace@example.com',
        start: '2050-09-05T09:00:00.000Z',
        end: '2050-09-05T10:00:00.000Z',
        duration: 60,
        eventType: { id: 12, slug: 'intro-call' },
        eventTypeId: 12,
        location: 'https://meet.example.com/abc',
        meetingUrl: 'https://meet.example.com/abc',
        absentHost: false,
        createdAt: '2050-08-01T10:11:12.000Z',
        updatedAt: '2050-08-01T10:11:13.000Z',
        rating: null,
        icsUid: '8hY2kPq4TtWm6ZsRcN3bVd@Cal.com',
        attendees: [
          {
            name: 'Grace Guest',
            email: 'grace@example.com',
            displayEmail: 'grace@example.com',
            timeZone: 'America/New_York',
            language: 'en',
            absent: false,
            phoneNumber: '+15550100',
          },
        ],
        guests: ['bob@example.com'],
        metadata: { orderId: '77', platformClientId: CLIENT },
        bookingFieldsResponses: {
          name: 'Grace Guest',
          email: `grace+${CLIENT}@example.com`,
          displayEmail: 'grace@example.com',
          guests: ['bob@example.com'],
          displayGuests: ['bob@example.com'],
        },
        isPlatformManagedUserBooking: true,
      }),
    );
  });

  it('says only in answers to creating and moving whether the host is a managed user', () => {
    expect(toOutput(aBooking(), 'all')).not.toHaveProperty('isPlatformManagedUserBooking');
    expect(toCreatedOutput(aBooking(), 'all')).toHaveProperty('isPlatformManagedUserBooking', false);
  });

  it('shows the address of the video call as the place, not in the metadata', () => {
    const videoCallUrl = 'https://video.example.com/1';
    expect(
      toOutput(aBooking({ location: 'integrations:zoom', metadata: { videoCallUrl, a: 'b' } }), 'all'),
    ).toMatchObject({
      location: videoCallUrl,
      meetingUrl: videoCallUrl,
      metadata: { a: 'b' },
    });
  });

  it('shows an occurrence of a series with the uid of the series, and without some keys', () => {
    const occurrence = aBooking({
      recurringUid: 'd9f1',
      rescheduledToUid: 'x',
      rescheduledByEmail: 'x@example.com',
      oauthClientId: CLIENT,
      attendees: [anAttendee({ phoneNumber: '+15550100' })],
    });
    const output = toOutput(occurrence, 'all');
    expect(output).toMatchObject({ recurringBookingUid: 'd9f1', metadata: {} });
    expect(Object.keys(output)).not.toEqual(expect.arrayContaining(['rescheduledToUid']));
    expect(Object.keys(output)).not.toEqual(expect.arrayContaining(['rescheduledByEmail']));
    expect(output.attendees[0]).not.toHaveProperty('phoneNumber');
  });

  it.each([
    ['all', 2],
    ['none', 0],
    [{ seatUid: SEAT }, 1],
  ] as const)('of a seated booking shows the seats that may be seen: %j', (seats, count) => {
    const seat = { seatUid: SEAT, responses: { name: 'Grace', email: 'grace@example.com', guests: [] }, metadata: {} };
    const attendees = [anAttendee({ seat }), anAttendee({ id: 89, seat: { ...seat, seatUid: 'other' } })];
    const output = toOutput(aBooking({ eventType: anEventTypeRow({ seatsPerTimeSlot: 3 }), attendees }), seats);
    expect(output.attendees).toHaveLength(count);
    expect(Object.keys(output)).not.toEqual(expect.arrayContaining(['guests']));
    expect(Object.keys(output)).not.toEqual(expect.arrayContaining(['bookingFieldsResponses']));
    expect(Object.keys(output)).not.toEqual(expect.arrayContaining(['cancelledByEmail']));
    if (count > 0) {
      expect(output.attendees[0]).toMatchObject({ seatUid: SEAT, metadata: {} });
      expect(output.attendees[0]).toHaveProperty('bookingFieldsResponses', { name: 'Grace', guests: [] });
    }
  });

  it('keeps the seated shape when the last attendee has left, and the regular one when the event type is gone', () => {
    const eventType = anEventTypeRow({ seatsPerTimeSlot: 3 });
    expect(toOutput(aBooking({ eventType, attendees: [] }), 'all')).not.toHaveProperty('guests');
    expect(toOutput(aBooking({ eventType: null }), 'all')).toMatchObject({
      eventType: null,
      eventTypeId: null,
      guests: [],
    });
  });

  it('shows answers as they are stored, whatever they are', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (responses) => {
        const { displayEmail: _, displayGuests: __, ...stored } = responses;
        const output = toOutput(aBooking({ responses: stored }), 'all') as { bookingFieldsResponses: object };
        expect(output.bookingFieldsResponses).toMatchObject(stored);
      }),
    );
  });
});

describe('the address that is displayed', () => {
  it.each([
    [`ada+${CLIENT}@example.com`, 'ada@example.com'],
    [`ada+news+${CLIENT}@example.com`, 'ada+news@example.com'],
    ['ada+news@example.com', 'ada+news@example.com'],
    [`ada+${CLIENT}x@example.com`, `ada+${CLIENT}x@example.com`],
    ['', ''],
  ])('of %s is %s', (email, displayed) => {
    expect(displayEmail(email)).toBe(displayed);
  });
});
