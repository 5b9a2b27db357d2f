import type { ClassConstructor } from 'class-transformer';
import { ApiError } from '../common/api-error.js';
import { checkedAs, isObject } from '../event-types/input-check.js';
import { INTEGRATIONS, storedIntegration } from '../event-types/integrations.js';
import { type GivenLocation, STORED_TYPES } from './booking-location.js';
import * as dto from './update-location-2024-08-13.dto.js';

const INPUTS: Record<string, ClassConstructor<object>> = {
  address: dto.UpdateInputAddressLocation_2024_08_13,
  link: dto.UpdateBookingInputLinkLocation_2024_08_13,
  phone: dto.UpdateBookingInputPhoneLocation_2024_08_13,
  attendeePhone: dto.UpdateBookingInputAttendeePhoneLocation_2024_08_13,
  attendeeAddress: dto.UpdateBookingInputAttendeeAddressLocation_2024_08_13,
  attendeeDefined: dto.UpdateBookingInputAttendeeDefinedLocation_2024_08_13,
  integration: dto.UpdateBookingInputIntegrationLocation_2024_08_13,
};

/** Where a booking takes place from now on. */
export interface NewPlace {
  /** As stored with the booking: an address, a link, a number, or the stored name of an integration. */
  place: string;
  /** As stored among the answers of the booker. */
  answer: GivenLocation;
  /** As the API names it; null: none. */
  integration: string | null;
}

/**
 * The place of a body of the version 2024-08-13.
 *
 * @throws ApiError 400 with the contract's text.
 */
export function readNewPlace(location: unknown): NewPlace {
  if (!isObject(location) || !location['type']) throw refusal("Booking 'location' must have a 'type' property.");
  const type = String(location['type']);
  const input = Object.hasOwn(INPUTS, type) ? INPUTS[type] : undefined;
  if (!input) {
    throw refusal(
      `Unsupported booking location type '${type}'. Valid types are address, link, phone, attendeePhone, attendeeAddress, attendeeDefined, and integration.`,
    );
  }
  const fields = checkedAs<Record<string, string>>(
    input as ClassConstructor<Record<string, string>>,
    location,
    (texts) =>
      `UpdateBookingInputLocationValidator_2024_08_13 - Validation failed for ${type} location: ${texts.join(', ')}`,
  );
  const { address, link, phone, location: place, integration } = fields;
  if (integration !== undefined) return placeOfIntegration(integration);
  const value = STORED_TYPES[type] as string;
  const text = (address ?? link ?? phone ?? place) as string;
  // What the booker says about the place is told apart from what the host says.
  const optionValue = type.startsWith('attendee') ? text : '';
  return { place: text, answer: { value, optionValue }, integration: null };
}

/** @throws ApiError 400 for one that nobody knows. */
export function placeOfIntegration(integration: string): NewPlace {
  if (!INTEGRATIONS.includes(integration)) throw ApiError.badRequest(`Unsupported integration: ${integration}`);
  const place = storedIntegration(integration);
  return { place, answer: { value: place, optionValue: '' }, integration };
}

function refusal(text: string): ApiError {
  return ApiError.badRequest(`UpdateBookingInputLocationValidator_2024_08_13 - ${text}`);
}
