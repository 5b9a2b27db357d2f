import { ApiError } from '../common/api-error.js';

/** What the name of bookings may be made of. */
const VARIABLES = new Set([
  'Event type title',
  'Organiser',
  'Scheduler',
  'Location',
  'Organiser first name',
  'Scheduler first name',
  'Scheduler last name',
  'Event duration',
  'LOCATION',
  'HOST/ATTENDEE',
  'HOST',
  'ATTENDEE',
  'USER',
]);

/** @throws ApiError 400 when the text has a variable that does not exist. */
export function readEventName(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const unknown = [...value.matchAll(/\{([^{}]*)\}/g)]
    .map(([, name]) => name as string)
    .find((name) => !VARIABLES.has(name));
  if (unknown !== undefined) throw ApiError.badRequest(`Invalid event name variables: {${unknown}}`);
  return value;
}
