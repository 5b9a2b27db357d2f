import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMinSize, IsArray, IsInt, IsOptional, IsString, Matches, Max, Min, ValidateBy } from 'class-validator';
import { ApiError } from '../common/api-error.js';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import { readStrictly } from '../common/strict-body.js';
import { OptionalTimeZone } from '../common/validation.js';
import { IsInstant } from './instant.js';

// Which event type a query asks for decides which parameters it may have, so there is a class for each way of asking. The
// published document knows them as one.

const toNumber = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;

const IsWholeNumber = (min: number): PropertyDecorator =>
  applyDecorators(Transform(toNumber), Max(MAX_ID), Min(min), IsInt());

const IsFormat = (): PropertyDecorator =>
  ValidateBy({
    name: 'isFormat',
    validator: {
      validate: (value) => typeof value === 'string' && /^(range|time)$/i.test(value),
      defaultMessage: () => "slotFormat must be either 'range' or 'time'",
    },
  });

class SlotsQuery {
  @IsInstant()
  start: string;

  @IsInstant()
  end: string;

  @OptionalTimeZone()
  timeZone?: string;

  @IsWholeNumber(1)
  @IsOptional()
  duration?: number;

  @IsFormat()
  @IsOptional()
  format?: string;

  @IsString()
  @IsOptional()
  bookingUidToReschedule?: string;

  // compat: slots.round-robin-hosts — accepted, and without effect as long as there are no events of teams.
  @Matches(/^\d+(,\d+)*$/)
  @IsOptional()
  rrHostSubsetIds?: string;
}

export class SlotsById extends SlotsQuery {
  @IsWholeNumber(0)
  eventTypeId: number;
}

// improve: slots.organization-slug — organizations have no slugs here: names are looked up in all of them.
class SlotsByName extends SlotsQuery {
  @IsString()
  @IsOptional()
  organizationSlug?: string;
}

export class SlotsBySlug extends SlotsByName {
  @IsString()
  username: string;

  @IsString()
  eventTypeSlug: string;
}

export class SlotsByTeamSlug extends SlotsByName {
  @IsString()
  teamSlug: string;

  @IsString()
  eventTypeSlug: string;
}

const NAMES = { separator: ',', max: 50 };

export class SlotsByUsernames extends SlotsByName {
  @ValidateBy({
    name: 'arrayMaxSize',
    validator: {
      validate: (value) => !Array.isArray(value) || value.length <= NAMES.max,
      defaultMessage: () => `usernames must contain no more than ${NAMES.max} elements`,
    },
  })
  @ArrayMinSize(2, { message: 'The array must contain at least 2 elements.' })
  @IsArray()
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.split(NAMES.separator).map((name) => name.trim()) : value,
  )
  usernames: string[];
}

export type GetSlotsInput = SlotsById | SlotsBySlug | SlotsByTeamSlug | SlotsByUsernames;

const WAYS =
  'Say which event type: with eventTypeId, with username and eventTypeSlug, with teamSlug and eventTypeSlug, or with usernames.';

/**
 * Reads a query.
 *
 * @throws ApiError 400 that tells everything that is wrong, parameters that nobody knows too.
 */
export function readSlotsQuery(query: Record<string, unknown>): GetSlotsInput {
  if ('eventTypeId' in query) return readStrictly(SlotsById, query);
  if ('username' in query && 'eventTypeSlug' in query) return readStrictly(SlotsBySlug, query);
  if ('teamSlug' in query && 'eventTypeSlug' in query) return readStrictly(SlotsByTeamSlug, query);
  if ('usernames' in query) return readStrictly(SlotsByUsernames, query);
  throw ApiError.badRequest(WAYS);
}

const PARAMETERS: [name: string, example: string, description: string, required?: boolean, type?: 'number'][] = [
  ['bookingUidToReschedule', 'abc123def456', 'The booking to be moved: its own time counts as free.'],
  ['start', '2050-09-05', 'ISO 8601; UTC unless it has an offset.', true],
  ['end', '2050-09-06', 'ISO 8601; a date, or midnight, means the whole of that day.', true],
  ['organizationSlug', 'org-slug', 'Accepted; names are looked up in all organizations.'],
  ['teamSlug', 'team-slug', 'With `eventTypeSlug`: the event type of a team.'],
  ['username', 'bob', 'With `eventTypeSlug`: the event type of a person.'],
  ['eventTypeSlug', 'event-type-slug', 'With `username` or `teamSlug`.'],
  ['eventTypeId', '100', 'The event type; takes the place of all other ways to name one.', false, 'number'],
  ['usernames', 'alice,bob', 'People with commas between them: when all of them have time.'],
  ['format', 'range', '`range` shows ends of slots too; `time`, the default, does not.'],
  ['duration', '60', 'Minutes, instead of the length of the event type.', false, 'number'],
  ['timeZone', 'Europe/Rome', 'IANA zone in which times and dates are shown; UTC by default.'],
];

/** Documents the parameters. */
export const ApiSlotsQuery = (): MethodDecorator =>
  applyDecorators(
    ...PARAMETERS.map(([name, example, description, required = false, type = 'string']) =>
      ApiQuery({ name, description, required, schema: { type, example } }),
    ),
  );
