import { Injectable, type PipeTransform } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { readStrictly } from '../common/strict-body.js';
import { isObject } from '../event-types/input-check.js';
import { readInstant } from '../slots/instant.js';
import { readLocation } from './booking-location.js';
import { readBookingMetadata } from './booking-metadata.js';
import type { Booker, BookingRequest, EventTypeReference } from './booking-request.js';
import {
  type CreateBookingAttendee,
  CreateBookingInput_2024_08_13,
  CreateInstantBookingInput_2024_08_13,
  CreateRecurringBookingInput_2024_08_13,
} from './create-booking-2024-08-13.dto.js';

/** The kinds of bodies: told by the property that only they have. */
export type BookingInput = CreateBookingInput_2024_08_13 &
  Partial<Pick<CreateInstantBookingInput_2024_08_13, 'instant'>> &
  Partial<Pick<CreateRecurringBookingInput_2024_08_13, 'recurrenceCount'>>;

/** Checks the body of a request to book. */
@Injectable()
export class CreateBookingInputPipe implements PipeTransform<unknown, BookingInput> {
  transform(body: unknown): BookingInput {
    const given = isObject(body) ? body : {};
    if (given['instant'] !== undefined) return readStrictly(CreateInstantBookingInput_2024_08_13, body);
    if (given['recurrenceCount'] !== undefined) return readStrictly(CreateRecurringBookingInput_2024_08_13, body);
    return readStrictly(CreateBookingInput_2024_08_13, body);
  }
}

/** @throws ApiError 400 for a body that names no event type or an impossible place. */
export function requestOf(input: BookingInput, isEmbed: boolean): BookingRequest {
  return {
    eventType: eventTypeOf(input),
    start: readInstant(input.start) as number,
    end: null,
    length: input.lengthInMinutes ?? null,
    booker: bookerOf(input.attendee),
    guests: input.guests ?? [],
    location: locationOf(input),
    responses: input.bookingFieldsResponses ?? {},
    metadata: readBookingMetadata(input.metadata ?? {}),
    occurrences: input.recurrenceCount ?? 'usual',
    isInstant: input.instant ?? false,
    verificationCode: input.emailVerificationCode ?? null,
    privateLink: null,
    isEmbed,
  };
}

function eventTypeOf(input: BookingInput): EventTypeReference {
  const { eventTypeId, eventTypeSlug: slug, username, teamSlug } = input;
  const organizationSlug = input.organizationSlug ?? null;
  if (eventTypeId) return { id: eventTypeId };
  if (slug && username) return { slug, username, organizationSlug };
  if (slug && teamSlug) return { slug, teamSlug, organizationSlug };
  throw ApiError.badRequest(
    'Either eventTypeId or eventTypeSlug + username or eventTypeSlug + teamSlug must be provided',
  );
}

function bookerOf({ name, email, phoneNumber, timeZone, language }: CreateBookingAttendee): Booker {
  return { name, email: email || null, phoneNumber: phoneNumber || null, timeZone, language: language ?? 'en' };
}

function locationOf({ location, meetingUrl }: BookingInput): BookingRequest['location'] {
  const given = location ?? meetingUrl;
  return given === undefined || given === null ? null : readLocation(given);
}
