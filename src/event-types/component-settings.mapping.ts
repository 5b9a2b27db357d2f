import { type BookingField, SYSTEM_FIELDS } from './booking-field.js';
import { writeDay } from './component-days.js';
import { componentFields } from './component-fields.js';
import { columnsOfMetadata, metadataOf } from './component-metadata.js';
import { IN_COLUMNS, KEPT, UNSUPPORTED } from './component-settings.js';
import type { EventTypeColumns, EventTypeRow, SettingsRow } from './event-type-row.js';
import { bookedUserOf } from './public-event.js';
import type { UpdateComponentSettings } from './update-component-settings.dto.js';

/** The columns to write for what the components send. What is left out is left out. */
export function columnsOfSettings(input: UpdateComponentSettings): EventTypeColumns {
  const { title, slug, length, schedule, scheduleId = schedule, periodStartDate, periodEndDate, metadata } = input;
  const plain = { title, slug, length, periodStartDate, periodEndDate };
  const columns: Record<string, unknown> = Object.fromEntries(
    Object.entries(plain).filter(([, value]) => value !== undefined),
  );
  for (const [name, { column = name, initial }] of Object.entries(IN_COLUMNS)) {
    if (input[name] !== undefined) columns[column] = withoutNulls(input[name]) ?? initial;
  }
  const kept = Object.entries(KEPT)
    .filter(([name]) => input[name] !== undefined)
    .map(([name, { initial }]) => [name, input[name] ?? initial]);
  const split = metadata === undefined ? {} : columnsOfMetadata(metadata);
  const otherSettings = { ...split.otherSettings, ...Object.fromEntries(kept) };
  return {
    ...columns,
    ...(scheduleId === undefined ? {} : { scheduleId: scheduleId || null }),
    ...split,
    ...formOf(columns as EventTypeColumns),
    ...(Object.keys(otherSettings).length > 0 ? { otherSettings } : {}),
  };
}

/** The booking form and whether it asks for guests, which is told in two places. */
function formOf({ bookingFields, disableGuests }: EventTypeColumns): EventTypeColumns {
  if (!bookingFields) return {};
  const guests = bookingFields.find(({ name }) => name === 'guests');
  const hidden = disableGuests ?? guests?.hidden ?? false;
  const isReachable = bookingFields.some(({ name }) => name === 'email' || name === 'attendeePhoneNumber');
  const fields = isReachable ? bookingFields : [...bookingFields, SYSTEM_FIELDS.get('email') as BookingField];
  return {
    disableGuests: hidden,
    bookingFields: fields.map(({ labelAsSafeHtml: _, ...field }) =>
      field.name === 'guests' ? { ...field, hidden } : field,
    ),
  };
}

/** Plain objects, in which what is null is absent, as the components want it. Values that are no objects stay. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!(value instanceof Object)) return value;
  const given = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(given.map(([key, item]) => [key, withoutNulls(item)]));
}

/** The settings that the tables name, as the components get them. */
function tabled(row: EventTypeRow): Record<string, unknown> {
  const columns = row as unknown as Record<string, unknown>;
  const inColumns = Object.entries(IN_COLUMNS).map(([name, { column = name }]) => [name, columns[column]]);
  const kept = Object.entries(KEPT).map(([name, { initial }]) => [name, row.otherSettings[name] ?? initial]);
  const nothing = Object.entries(UNSUPPORTED).map(([name, { initial }]) => [name, initial]);
  return Object.fromEntries([...inColumns, ...kept, ...nothing]) as Record<string, unknown>;
}

const VIDEO_SETTINGS = {
  disableRecordingForOrganizer: false,
  disableRecordingForGuests: false,
  enableAutomaticTranscription: false,
  enableAutomaticRecordingForOrganizer: false,
  disableTranscriptionForGuests: false,
  disableTranscriptionForOrganizer: false,
  requireEmailForGuests: false,
  redirectUrlOnExit: null,
};

/** An event type with everything that its owner can set, as the settings form of the components reads it. */
export function toSettings(row: SettingsRow, siteUrl: string) {
  const { id, title, slug, length, user } = row;
  return {
    id,
    title,
    slug,
    length,
    ...tabled(row),
    locations: row.locations ?? [],
    metadata: metadataOf(row),
    periodStartDate: writeDay(row.periodStartDate),
    periodEndDate: writeDay(row.periodEndDate),
    bookingFields: componentFields(row),
    calVideoSettings: row.calVideoSettings && { ...VIDEO_SETTINGS, ...row.calVideoSettings },
    hashedLink: row.links.map((link) => ({
      ...link,
      expiresAt: link.expiresAt && new Date(link.expiresAt).toISOString(),
    })),
    owner: { id: user.id, timeZone: user.timeZone },
    parent: null,
    teamId: null,
    team: null,
    restrictionSchedule: null,
    users: [settingsUserOf(row, siteUrl)],
    schedule: row.hoursId,
    scheduleName: row.scheduleId === null ? null : row.hoursName,
    userId: row.userId,
    webhooks: row.webhooks,
    bookerUrl: siteUrl,
  };
}

export type ComponentEventType = ReturnType<typeof toSettings> & Record<string, unknown>;

function settingsUserOf({ user }: SettingsRow, siteUrl: string): object {
  const { id, name, username, avatarUrl, email, locale, defaultScheduleId, isPlatformManaged, timeZone } = user;
  return {
    ...{ name, avatarUrl, username, id, email, locale, defaultScheduleId, isPlatformManaged, timeZone },
    nonProfileUsername: username,
    avatar: avatarUrl,
    profile: bookedUserOf(user, siteUrl).profile,
  };
}

/** The version 2024-04-15 shows event types as they are stored. */
export function toStoredForm(row: EventTypeRow): Record<string, unknown> {
  const { id, title, slug, length, position, userId, scheduleId, periodStartDate, periodEndDate, bookingFields } = row;
  const { hosts: _, children: _children, workflows: _workflows, ...settings } = tabled(row);
  return {
    ...{ id, title, slug, length, position, userId, ...settings, locations: row.locations, bookingFields },
    ...{ metadata: metadataOf(row), periodStartDate, periodEndDate, scheduleId },
    ...{ teamId: null, profileId: null, parentId: null },
  };
}
