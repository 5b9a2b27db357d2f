import type { Booking } from '../../bookings/booking.js';
import { type BookingField, withSystemFields } from '../../event-types/booking-field.js';

/** An answer to a booking field beside its question. */
export interface Answer {
  label: string;
  value: unknown;
  isHidden: boolean;
}

export type Answers = Record<string, Answer>;

/** Its own question has another key in the form of the event type. */
const RESCHEDULE_LABEL = 'reschedule_reason';

/** The answers to all fields of the form, in the order of the form. */
export function responsesOf(booking: Booking): Answers {
  return answersTo(booking, fieldsOf(booking));
}

/** The answers to the fields that the owner of the event type added. */
export function userFieldsResponsesOf(booking: Booking): Answers {
  return answersTo(
    booking,
    fieldsOf(booking).filter(({ editable }) => !editable?.startsWith('system')),
  );
}

/** The notes of the booker; empty when there are none. */
export function notesOf({ responses }: Booking): string {
  return typeof responses['notes'] === 'string' ? responses['notes'] : '';
}

function fieldsOf({ eventType }: Booking): BookingField[] {
  const { bookingFields = null, disableGuests = false } = eventType ?? {};
  return withSystemFields(bookingFields, { disableGuests, phone: false });
}

function answersTo({ responses }: Booking, fields: BookingField[]): Answers {
  const answered = fields.filter(({ name }) => Object.hasOwn(responses, name) && responses[name] !== undefined);
  return Object.fromEntries(
    answered.map((field) => {
      const { name, hidden = false } = field;
      return [name, { label: labelOf(field), value: responses[name], isHidden: hidden }];
    }),
  );
}

function labelOf({ name, label, defaultLabel }: BookingField): string {
  return label ?? (name === 'rescheduleReason' ? RESCHEDULE_LABEL : (defaultLabel ?? name));
}
