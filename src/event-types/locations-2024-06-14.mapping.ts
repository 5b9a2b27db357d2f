import type { ClassConstructor } from 'class-transformer';
import { ApiError } from '../common/api-error.js';
import type { StoredLocation } from './event-type-row.js';
import { checkedAs, isObject } from './input-check.js';
import { appOf, CAL_VIDEO, integrationOf, storedIntegration } from './integrations.js';
import * as dto from './locations-2024-06-14.dto.js';

const TYPES: Record<string, ClassConstructor<object>> = {
  address: dto.InputAddressLocation_2024_06_14,
  link: dto.InputLinkLocation_2024_06_14,
  integration: dto.InputIntegrationLocation_2024_06_14,
  phone: dto.InputPhoneLocation_2024_06_14,
  attendeeAddress: dto.InputAttendeeAddressLocation_2024_06_14,
  attendeePhone: dto.InputAttendeePhoneLocation_2024_06_14,
  attendeeDefined: dto.InputAttendeeDefinedLocation_2024_06_14,
};

/** Places that the booker names. */
const OF_ATTENDEE: Record<string, string> = {
  attendeeAddress: 'attendeeInPerson',
  attendeePhone: 'phone',
  attendeeDefined: 'somewhereElse',
};

/** Most places of one event type. */
const MAX_LOCATIONS = 100;

/**
 * Checks the places of a body of the version 2024-06-14.
 *
 * @throws ApiError 400 with the contract's text for the first fault.
 */
export function readLocations(value: unknown): dto.LocationInput[] {
  if (!Array.isArray(value)) throw ApiError.badRequest("'locations' must be an array.");
  if (value.length === 0) throw ApiError.badRequest("'locations' must contain at least 1 location.");
  if (value.length > MAX_LOCATIONS) {
    throw ApiError.badRequest(`'locations' must contain at most ${MAX_LOCATIONS} locations.`);
  }
  return value.map(readLocation);
}

function readLocation(location: unknown): dto.LocationInput {
  if (!isObject(location)) throw ApiError.badRequest("Each object in 'locations' must be an object.");
  if (!location['type']) throw ApiError.badRequest("Each object in 'locations' must have a 'type' property.");
  const type = String(location['type']);
  const kind = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (!kind) {
    throw ApiError.badRequest(
      `Unsupported location type '${type}'. Valid types are address, link, integration, and phone.`,
    );
  }
  const refusal = (texts: string[]): string => `Validation failed for ${type} location: ${texts.join(', ')}`;
  return checkedAs(kind, location, refusal) as dto.LocationInput;
}

/** The apps that a user must have connected for the places. */
export function neededApps(locations: dto.LocationInput[]): string[] {
  const integrations = locations.flatMap(({ integration }) => integration ?? []);
  return [...new Set(integrations.filter((integration) => integration !== CAL_VIDEO).map(appOf))];
}

export function storedLocation(location: dto.LocationInput): StoredLocation {
  const { type, address, link, phone, integration } = location;
  const displayLocationPublicly = location.public;
  if (type === 'address') return { type: 'inPerson', address, displayLocationPublicly };
  if (type === 'link') return { type: 'link', link, displayLocationPublicly };
  if (type === 'phone') return { type: 'userPhone', hostPhoneNumber: phone, displayLocationPublicly };
  if (type === 'integration') return { type: storedIntegration(integration as string) };
  return { type: OF_ATTENDEE[type] as string };
}

/** The places as the version 2024-06-14 shows them; unknown ones stand at the end. */
export function shownLocations(stored: StoredLocation[] | null): object[] {
  const shown = (stored ?? [])
    .filter((location) => !isEmpty(location))
    .map((location) => toOutput(location) ?? location);
  const isUnknown = (location: object): boolean => (stored as object[]).includes(location);
  return [
    ...shown.filter((location) => !isUnknown(location)),
    ...shown.filter(isUnknown).map((location) => ({ type: 'unknown', location: JSON.stringify(location) })),
  ];
}

function isEmpty({ type, address, link, hostPhoneNumber }: StoredLocation): boolean {
  if (type === 'inPerson') return !address;
  if (type === 'link') return !link;
  return type === 'userPhone' && !hostPhoneNumber;
}

/** Undefined for a place that this version has no words for. */
function toOutput(location: StoredLocation): object | undefined {
  const { type, address, link, hostPhoneNumber, credentialId, displayLocationPublicly = false } = location;
  if (type === 'inPerson') return { type: 'address', address, public: displayLocationPublicly };
  if (type === 'link') return { type: 'link', link, public: displayLocationPublicly };
  if (type === 'userPhone') return { type: 'phone', phone: hostPhoneNumber, public: displayLocationPublicly };
  if (type === 'conferencing') return { type: 'organizersDefaultApp' };
  const ofAttendee = Object.entries(OF_ATTENDEE).find(([, storedType]) => storedType === type)?.[0];
  if (ofAttendee) return { type: ofAttendee };
  const integration = integrationOf(type);
  if (integration === undefined) return undefined;
  const room = { ...(link ? { link } : {}), ...(credentialId ? { credentialId } : {}) };
  return { type: 'integration', integration, ...room };
}
