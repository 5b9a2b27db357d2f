import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { LOCALES } from '../common/locales.js';

// What bookings of the version 2024-08-13 look like, for the API documentation. What is sent is made in booking-output.

const TEXT = { type: String };
const NUMBER = { type: Number };
const FLAG = { type: Boolean };
const ANY: ApiPropertyOptions = { type: 'object', additionalProperties: true };
const SECOND_NAME = 'The same as `location`, by its older name.';

/** Documents properties of a class: those that are always there and those that may be absent. */
const Documented =
  (required: Record<string, ApiPropertyOptions>, optional: Record<string, ApiPropertyOptions> = {}): ClassDecorator =>
  ({ prototype }) => {
    for (const [name, options] of Object.entries(required)) ApiProperty(options)(prototype as object, name);
    for (const [name, options] of Object.entries(optional)) ApiPropertyOptional(options)(prototype as object, name);
  };

@Documented({ id: NUMBER, name: TEXT, email: TEXT, displayEmail: TEXT, username: TEXT, timeZone: TEXT })
export class BookingHost {}

@Documented({ id: NUMBER, slug: TEXT })
export class EventType {}

@Documented(
  {
    name: TEXT,
    email: TEXT,
    displayEmail: { ...TEXT, description: 'Without what tells users of different clients apart.' },
    timeZone: TEXT,
    absent: FLAG,
  },
  { language: { type: String, enum: LOCALES }, phoneNumber: TEXT },
)
export class BookingAttendee {}

@Documented(
  {
    seatUid: { ...TEXT, description: 'Knowing it is the permission to move and cancel the seat.' },
    bookingFieldsResponses: ANY,
  },
  { metadata: ANY },
)
export class SeatedAttendee extends BookingAttendee {}

@Documented({ id: NUMBER })
export class BookingAttendeeWithId_2024_08_13 extends BookingAttendee {}

@Documented({ bookingId: NUMBER })
export class BookingAttendeeOutput_2024_08_13 extends BookingAttendeeWithId_2024_08_13 {}

@Documented(
  {
    id: NUMBER,
    uid: { ...TEXT, description: 'Knowing it is the permission to read, move and cancel the booking.' },
    title: TEXT,
    description: { ...TEXT, nullable: true },
    hosts: { type: [BookingHost], description: 'Who is booked: always one.' },
    status: { type: String, enum: ['cancelled', 'accepted', 'rejected', 'pending'] },
    start: { ...TEXT, description: 'ISO 8601, UTC.' },
    end: { ...TEXT, description: 'ISO 8601, UTC.' },
    duration: { ...NUMBER, description: 'Minutes.' },
    eventTypeId: { ...NUMBER, nullable: true, deprecated: true },
    eventType: { type: EventType, nullable: true, description: 'Null once it is deleted.' },
    location: {
      ...TEXT,
      nullable: true,
      description: 'The address of the video call if there is one, else the place.',
    },
    absentHost: FLAG,
    createdAt: TEXT,
    updatedAt: TEXT,
  },
  {
    cancellationReason: { ...TEXT, description: 'Empty when there is none.' },
    cancelledByEmail: { ...TEXT, description: 'Empty when nobody is known.' },
    reschedulingReason: TEXT,
    rescheduledByEmail: { ...TEXT, nullable: true },
    rescheduledFromUid: { ...TEXT, description: 'Of the booking that this one replaces.' },
    rescheduledToUid: { ...TEXT, description: 'Of the booking that replaces this one.' },
    meetingUrl: { ...TEXT, nullable: true, deprecated: true, description: SECOND_NAME },
    metadata: ANY,
    rating: { ...NUMBER, nullable: true },
    icsUid: { ...TEXT, description: 'Under this id calendars know the booking.' },
  },
)
class AnyBooking {}

@Documented(
  { attendees: { type: [BookingAttendee] }, bookingFieldsResponses: ANY },
  { guests: { type: [String], description: 'Whom the booker invited.' } },
)
class BookingOfOne extends AnyBooking {}

const MANAGED = { isPlatformManagedUserBooking: { ...FLAG, description: 'Only in answers to creating and moving.' } };
const SERIES = { recurringBookingUid: { ...TEXT, description: 'Common to all occurrences of the series.' } };

@Documented({}, MANAGED)
export class BookingOutput_2024_08_13 extends BookingOfOne {}

@Documented(SERIES, MANAGED)
export class RecurringBookingOutput_2024_08_13 extends BookingOfOne {}

@Documented({ attendees: { type: [SeatedAttendee], description: 'Empty for those who may not see it.' } })
export class GetSeatedBookingOutput_2024_08_13 extends AnyBooking {}

@Documented(SERIES)
export class GetRecurringSeatedBookingOutput_2024_08_13 extends GetSeatedBookingOutput_2024_08_13 {}

@Documented({ seatUid: { ...TEXT, description: 'Of the booker.' } }, MANAGED)
export class CreateSeatedBookingOutput_2024_08_13 extends GetSeatedBookingOutput_2024_08_13 {}

@Documented(SERIES)
export class CreateRecurringSeatedBookingOutput_2024_08_13 extends CreateSeatedBookingOutput_2024_08_13 {}
