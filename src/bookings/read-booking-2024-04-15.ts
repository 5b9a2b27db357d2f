import { isEmail } from 'class-validator';
import { ApiError } from '../common/api-error.js';
import { LOCALES } from '../common/locales.js';
import { isObject } from '../event-types/input-check.js';
import { readInstant } from '../slots/instant.js';
import type { GivenLocation } from './booking-location.js';
import { readBookingMetadata } from './booking-metadata.js';
import type { Booker, BookingRequest, EventTypeReference } from './booking-request.js';
import type { CreateBookingInput_2024_04_15 } from './bookings-2024-04-15.dto.js';

type Input = CreateBookingInput_2024_04_15;

/** Answers that stand elsewhere in a request. */
const ELSEWHERE = new Set(['name', 'email', 'guests', 'location', 'attendeePhoneNumber', 'rescheduleReason']);

/**
 * What a body of the version 2024-04-15 wants to book.
 *
 * @param occurrences of a series; null: one booking.
 * @throws ApiError 400 for a body without event type, name or address.
 */
export function requestOf(input: Input, isEmbed: boolean, occurrences: number | null): BookingRequest {
  const { responses } = input;
  const others = Object.entries(responses).filter(([slug, answer]) => !ELSEWHERE.has(slug) && !isBlank(answer));
  const { guests } = responses;
  return {
    eventType: eventTypeOf(input),
    start: readInstant(input.start) as number,
    end: readInstant(input.end),
    length: null,
    booker: bookerOf(input),
    guests: Array.isArray(guests) ? guests.map(addressOf) : [],
    location: locationOf(responses['location']),
    responses: Object.fromEntries(others),
    metadata: readBookingMetadata(input.metadata ?? {}),
    occurrences,
    isInstant: false,
    verificationCode: input.verificationCode ?? null,
    privateLink: (input.hasHashedBookingLink && input.hashedLink) || null,
    isEmbed,
  };
}

/** The form sends a field that was left empty as an empty text. */
const isBlank = (answer: unknown): boolean => answer === '' || answer === null || answer === undefined;

function eventTypeOf({ eventTypeId, eventTypeSlug, user, orgSlug }: Input): EventTypeReference {
  if (typeof eventTypeId === 'number') return { id: eventTypeId };
  const username = Array.isArray(user) && user.length === 1 ? (user as unknown[])[0] : user;
  if (eventTypeSlug && typeof username === 'string') {
    return { slug: eventTypeSlug, username, organizationSlug: orgSlug ?? null };
  }
  throw ApiError.badRequest('Either eventTypeId or eventTypeSlug and user must be provided');
}

function bookerOf({ responses, timeZone, language }: Input): Booker {
  const { email, attendeePhoneNumber: phone } = responses;
  return {
    name: nameOf(responses['name']),
    email: addressOf(email),
    phoneNumber: typeof phone === 'string' && phone !== '' ? phone : null,
    timeZone,
    language: language !== undefined && LOCALES.includes(language) ? language : 'en',
  };
}

/** A form may ask for first and last name. */
function nameOf(name: unknown): string {
  const parts = isObject(name) ? [name['firstName'], name['lastName']] : [name];
  const text = parts.filter((part) => typeof part === 'string' && part !== '').join(' ');
  if (text !== '') return text;
  throw new ApiError(400, { code: 'BAD_REQUEST', message: 'responses - {name}error_required_field' });
}

function addressOf(email: unknown): string {
  if (typeof email === 'string' && isEmail(email)) return email;
  throw new ApiError(400, { code: 'BAD_REQUEST', message: 'responses - {email}email_validation_error' });
}

function locationOf(location: unknown): GivenLocation | null {
  if (!isObject(location) || typeof location['value'] !== 'string' || location['value'] === '') return null;
  const { value, optionValue } = location;
  return { value, optionValue: typeof optionValue === 'string' ? optionValue : '' };
}
