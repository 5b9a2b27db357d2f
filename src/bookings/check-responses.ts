import { isEmail, isPhoneNumber, isURL } from 'class-validator';
import { ApiError } from '../common/api-error.js';
import { type BookingField, withSystemFields } from '../event-types/booking-field.js';
import type { EventTypeRow } from '../event-types/event-type-row.js';
import type { Responses } from './booking.js';
import type { Booker } from './booking-request.js';

type AskingEventType = Pick<EventTypeRow, 'id' | 'bookingFields' | 'disableGuests'>;

/** Fields that the request answers elsewhere than among its responses. */
const ANSWERED_ELSEWHERE = ['name', 'email', 'location', 'attendeePhoneNumber', 'rescheduleReason'];

const EXPECTED: Record<string, string> = {
  phone: 'string',
  address: 'string',
  text: 'string',
  textarea: 'string',
  url: 'string',
  number: 'number',
  boolean: 'boolean',
  multiemail: 'array',
  multiselect: 'array',
  checkbox: 'array',
  select: 'string or number',
  radio: 'string or number',
};

/** The form of the event type, with the system's own fields. */
export function formOf({ bookingFields, disableGuests }: Omit<AskingEventType, 'id'>): BookingField[] {
  return withSystemFields(bookingFields, { disableGuests, phone: false });
}

/**
 * Refuses answers that do not fit to the form of the event type.
 *
 * @throws ApiError 400 with the contract's text for the first fault.
 */
export function checkResponses(eventType: AskingEventType, booker: Booker, responses: Responses): void {
  const fields = formOf(eventType);
  const phone = fields.find(({ name }) => name === 'attendeePhoneNumber');
  if (phone?.required && !phone.hidden && booker.phoneNumber === null) {
    throw ApiError.badRequest(
      'Missing attendee phone number - it is required by the event type. Pass it as "attendee.phoneNumber" string in the request.',
    );
  }
  const asked = fields.filter(({ name }) => !ANSWERED_ELSEWHERE.includes(name));
  for (const { name, required, hidden } of asked) {
    if (required && !hidden && isMissing(responses[name])) throw missing(name, eventType.id);
  }
  const answered = asked.filter(({ name }) => !isMissing(responses[name]));
  for (const field of answered) requireKind(field, responses[field.name]);
  const faults = answered.flatMap((field) => faultsOf(field, responses[field.name]));
  if (faults.length > 0) {
    throw new ApiError(400, { code: 'BAD_REQUEST', message: faults.map((fault) => `responses - ${fault}`).join(', ') });
  }
}

const isMissing = (answer: unknown): boolean => answer === undefined || answer === null;

function missing(name: string, id: number): ApiError {
  return ApiError.badRequest(
    `Missing required booking field response: ${name} - it is required by the event type booking fields, but missing in the bookingFieldsResponses. You can fetch the event type with ID ${id} to see the required fields.`,
  );
}

function requireKind({ name, type, options = [] }: BookingField, answer: unknown): void {
  const expected = EXPECTED[type];
  const received = Array.isArray(answer) ? 'array' : typeof answer;
  if (expected !== undefined && !expected.split(' or ').includes(received)) {
    throw ApiError.badRequest(
      `Invalid type for booking field '${name}'. Expected type ${expected} (compatible with field type '${type}'), but received ${received}.`,
    );
  }
  const allowed = options.map(({ value }) => value);
  const list = allowed.join(', ');
  if ((type === 'select' || type === 'radio') && !allowed.includes(String(answer))) {
    throw ApiError.badRequest(
      `Invalid option '${String(answer)}' for booking field '${name}'. Allowed options are: ${list}.`,
    );
  }
  const isChoice = type === 'multiselect' || type === 'checkbox';
  if (isChoice && !(answer as unknown[]).every((choice) => allowed.includes(String(choice)))) {
    throw ApiError.badRequest(`One or more invalid options for booking field '${name}'. Allowed options are: ${list}.`);
  }
}

/** Refusals of the core of the original: the name of the field in braces and a key of its translations. */
function faultsOf({ name, type, required }: BookingField, answer: unknown): string[] {
  const fault = (key: string): string[] => [`{${name}}${key}`];
  if (answer === '') return required ? fault('error_required_field') : [];
  if (type === 'phone' && !isPhoneNumber(answer as string)) return fault('invalid_number');
  if (type === 'url' && !isURL(answer as string)) return fault('url_validation_error');
  if (type !== 'multiemail') return [];
  const addresses = answer as unknown[];
  if (!addresses.every((address) => isEmail(address))) return fault('email_validation_error');
  return new Set(addresses.map((address) => String(address).toLowerCase())).size < addresses.length
    ? fault('duplicate_email')
    : [];
}
