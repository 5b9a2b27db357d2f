import { ApiError } from '../common/api-error.js';
import { SYSTEM_FIELDS } from './booking-field.js';
import { FIELD_SLUGS, FIELD_TYPES, NAMELESS } from './booking-field-kinds.js';
import type { BookingFieldInput } from './booking-fields-2024-06-14.dto.js';
import { checkedAs, isObject } from './input-check.js';

/** Most questions of one form. */
const MAX_FIELDS = 100;

/**
 * Checks the questions of a booking form as they are given in a body of the version 2024-06-14.
 *
 * @throws ApiError 400 with the contract's text for the first fault.
 */
export function readBookingFields(value: unknown): BookingFieldInput[] {
  if (!Array.isArray(value)) throw ApiError.badRequest("'bookingFields' must be an array.");
  if (value.length === 0) throw ApiError.badRequest("'bookingFields' must contain at least 1 booking field.");
  if (value.length > MAX_FIELDS) {
    throw ApiError.badRequest(`'bookingFields' must contain at most ${MAX_FIELDS} booking fields.`);
  }
  const fields = value.map(readField);
  requireDifferentSlugs(fields);
  requireReachableBooker(fields);
  return fields;
}

function readField(field: unknown): BookingFieldInput {
  const { type, slug } = isObject(field) ? field : {};
  const isSystem = type === undefined && typeof slug === 'string' && Object.hasOwn(FIELD_SLUGS, slug);
  if (!isSystem && !type) {
    throw ApiError.badRequest(
      "All booking fields except ones with slug equal to title, notes, guests, rescheduleReason and location must have a 'type' property.",
    );
  }
  if (!isSystem && !NAMELESS.includes(String(type)) && !slug) {
    throw ApiError.badRequest(
      "Each booking field except ones with type equal to name, splitName, email must have a 'slug' property.",
    );
  }
  // The system's questions may be given with their type too.
  const bySlug = Object.hasOwn(FIELD_SLUGS, String(slug)) ? FIELD_SLUGS[String(slug)] : undefined;
  const kind = bySlug ?? (Object.hasOwn(FIELD_TYPES, String(type)) ? FIELD_TYPES[String(type)] : undefined);
  if (!kind) throw ApiError.badRequest(`Unsupported booking field type '${String(type)}'.`);
  if (!bySlug && isReserved(String(type), slug)) {
    throw ApiError.badRequest(`Unsupported booking field slug '${String(slug)}'.`);
  }
  const what = bySlug ? String(slug) : String(type);
  return checkedAs(
    kind,
    field as object,
    (texts) => `Validation failed for ${what} booking field: ${texts.join(', ')}`,
  );
}

/** Whether a question of the owner's own would take the name of one of the system's. */
function isReserved(type: string, slug: unknown): boolean {
  if (NAMELESS.includes(type) || typeof slug !== 'string') return false;
  return SYSTEM_FIELDS.has(slug) && !(slug === 'attendeePhoneNumber' && type === 'phone');
}

function requireDifferentSlugs(fields: BookingFieldInput[]): void {
  const seen = new Set<string>();
  for (const { type, slug } of fields) {
    // Both kinds of names are the one question for the name.
    const name = slug ?? (type === 'splitName' ? 'name' : (type as string));
    if (seen.has(name)) {
      throw ApiError.badRequest(
        `Duplicate bookingFields slug '${name}' found. All bookingFields slugs must be unique.`,
      );
    }
    seen.add(name);
  }
}

/** Somebody who books must leave an e-mail address. */
function requireReachableBooker(fields: BookingFieldInput[]): void {
  const email = fields.find(({ type }) => type === 'email');
  // improve: event-types.email-required — the original refuses a field that leaves out what is documented as the default.
  if (!email || (email.required !== false && !email.hidden)) return;
  const hasPhone = fields.some(({ slug, required, hidden }) => slug === 'attendeePhoneNumber' && required && !hidden);
  throw ApiError.badRequest(
    hasPhone
      ? 'checkIsEmailUserAccessible - Email booking field must be required and visible'
      : 'Booking fields validation failed: visible and required email or visible and required attendee phone field is needed.',
  );
}
