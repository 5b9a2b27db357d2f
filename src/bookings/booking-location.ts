import { isPhoneNumber, isURL } from 'class-validator';
import type { ClassConstructor } from 'class-transformer';
import { ApiError } from '../common/api-error.js';
import type { EventTypeRow, StoredLocation } from '../event-types/event-type-row.js';
import { checkedAs, isObject } from '../event-types/input-check.js';
import { CAL_VIDEO, integrationOf, storedIntegration } from '../event-types/integrations.js';
import * as dto from './booking-locations-2024-08-13.dto.js';

/** The place that a booker chose, as it is stored among the answers: a stored kind, and what the booker says about it. */
export interface GivenLocation {
  value: string;
  optionValue: string;
}

type OfferingEventType = Pick<EventTypeRow, 'id' | 'locations'>;

/** How the version 2024-08-13 names the stored kinds; all others are integrations. */
const STORED_TYPES: Record<string, string> = {
  address: 'inPerson',
  link: 'link',
  phone: 'userPhone',
  organizersDefaultApp: 'conferencing',
  attendeeAddress: 'attendeeInPerson',
  attendeePhone: 'phone',
  attendeeDefined: 'somewhereElse',
};
const TYPES = new Map(Object.entries(STORED_TYPES).map(([type, stored]) => [stored, type]));

const INPUTS: Record<string, ClassConstructor<object>> = {
  address: dto.BookingInputAddressLocation_2024_08_13,
  link: dto.BookingInputLinkLocation_2024_08_13,
  integration: dto.BookingInputIntegrationLocation_2024_08_13,
  phone: dto.BookingInputPhoneLocation_2024_08_13,
  attendeePhone: dto.BookingInputAttendeePhoneLocation_2024_08_13,
  attendeeAddress: dto.BookingInputAttendeeAddressLocation_2024_08_13,
  attendeeDefined: dto.BookingInputAttendeeDefinedLocation_2024_08_13,
  organizersDefaultApp: dto.BookingInputOrganizersDefaultAppLocation_2024_08_13,
};

/** Where bookings take place whose event type names no place. */
const DEFAULT_PLACE = storedIntegration(CAL_VIDEO);

/**
 * The place of a body of the version 2024-08-13: an object, or the text that older clients send.
 *
 * @throws ApiError 400 with the contract's text.
 */
export function readLocation(location: unknown): GivenLocation {
  if (typeof location === 'string') return readText(location);
  if (!isObject(location) || !location['type']) {
    throw refusal("Booking 'location' must have a 'type' property.");
  }
  const type = String(location['type']);
  const input = Object.hasOwn(INPUTS, type) ? INPUTS[type] : undefined;
  if (!input) {
    throw refusal(
      `Unsupported booking location type '${type}'. Valid types are address, link, integration, phone, attendeePhone, attendeeAddress, attendeeDefined and organizersDefaultApp.`,
    );
  }
  const {
    integration,
    address,
    phone,
    location: place,
  } = checkedAs<Record<string, string>>(
    input as ClassConstructor<Record<string, string>>,
    location,
    (texts) => `BookingInputLocationValidator_2024_08_13 - Validation failed for ${type} location: ${texts.join(', ')}`,
  );
  if (type === 'integration') return { value: storedIntegration(integration as string), optionValue: '' };
  return { value: STORED_TYPES[type] as string, optionValue: address ?? phone ?? place ?? '' };
}

function readText(text: string): GivenLocation {
  if (isURL(text)) return { value: 'link', optionValue: text };
  return { value: isPhoneNumber(text) ? 'phone' : 'somewhereElse', optionValue: text };
}

/**
 * Refuses a place that the event type does not offer. One given as mere text passes: it says for itself where it is.
 *
 * @throws ApiError 400 that lists those on offer.
 */
export function requireOffered({ value, optionValue }: GivenLocation, { id, locations }: OfferingEventType): void {
  if (value === 'link' && optionValue !== '') return;
  const offered = offeredKinds(locations);
  const type = typeOf(value);
  const types = [...new Set(offered.map(typeOf))];
  if (!types.includes(type)) {
    throw ApiError.badRequest(
      `Booking location with type ${type} not valid for event type with id=${id}. The event type has following location types: ${types.join(', ')}, and only these types are allowed for booking location.`,
    );
  }
  if (type !== 'integration' || offered.includes(value)) return;
  const integrations = offered.flatMap((kind) => integrationOf(kind) ?? []);
  throw ApiError.badRequest(
    `Booking location with integration ${integrationOf(value)} not valid for event type with id=${id}. The event type has following integrations: ${integrations.join(', ')}, and only these integrations are allowed for booking location.`,
  );
}

/** The place that is taken when the booker chooses none. */
export function firstLocation({ locations }: Pick<EventTypeRow, 'locations'>): GivenLocation {
  return { value: offeredKinds(locations)[0] as string, optionValue: '' };
}

/** Where the booking takes place: an address, a link, a number, or the stored name of an integration. Null: not known. */
export function placeOf({ value, optionValue }: GivenLocation, { locations }: OfferingEventType): string | null {
  if (optionValue !== '') return optionValue;
  if (value === 'conferencing') return DEFAULT_PLACE;
  if (value.startsWith('integrations:')) return value;
  const stored = locations?.find(({ type }) => type === value);
  return stored?.address ?? stored?.link ?? stored?.hostPhoneNumber ?? null;
}

/** The place in words: the name of the integration, else the place itself. */
export function placeInWords(place: string | null): string {
  if (place === null) return '';
  const integration = integrationOf(place);
  if (integration === undefined) return place;
  const words = integration.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return words.join(' ');
}

function offeredKinds(locations: StoredLocation[] | null): string[] {
  const kinds = (locations ?? []).map(({ type }) => type);
  return kinds.length > 0 ? kinds : [DEFAULT_PLACE, 'conferencing'];
}

const typeOf = (stored: string): string => TYPES.get(stored) ?? 'integration';

function refusal(text: string): ApiError {
  return ApiError.badRequest(`BookingInputLocationValidator_2024_08_13 - ${text}`);
}
