import { columnsOfSettings, toStoredForm } from './component-settings.mapping.js';
import { metadataOf } from './component-metadata.js';
import type { EventTypeColumns, EventTypeOwner, EventTypeRow } from './event-type-row.js';
import type { CreateEventTypeInput_2024_04_15, UpdateEventTypeInput_2024_04_15 } from './event-types-2024-04-15.dto.js';
import { toSafeHtml } from './markdown.js';

// The first shape of event types. Its settings are some of those that the components know, under the same names.

type Input = CreateEventTypeInput_2024_04_15 | UpdateEventTypeInput_2024_04_15;

/** The columns to write for a body. What the body leaves out is left out. */
export function columnsOfInput({ slotInterval, ...input }: Input): EventTypeColumns {
  const interval = slotInterval === undefined ? {} : { slotInterval: slotInterval || null };
  return columnsOfSettings({ ...input, ...interval });
}

/** The own event types, in the one group that people without teams have. */
export function toGroups(owner: EventTypeOwner, rows: EventTypeRow[], siteUrl: string) {
  const { username: slug, name, avatarUrl: image } = owner;
  const profile = { slug, name, image, eventTypesLockedByOrg: false };
  const metadata = { membershipCount: 1, readOnly: false };
  const eventTypes = rows.map((row) => ({ ...toStoredForm(row), userIds: [row.userId] }));
  return {
    eventTypeGroups: [{ teamId: null, bookerUrl: siteUrl, membershipRole: null, profile, metadata, eventTypes }],
    profiles: [{ ...profile, ...metadata, teamId: null, membershipRole: null }],
    allUsersAcrossAllEventTypes: {},
  };
}

export type EventTypeGroups = ReturnType<typeof toGroups>;

/** An event type as anybody may see it in a list. */
export function toPublicItem(row: EventTypeRow) {
  const { id, title, description, length, recurringEvent, slug, hidden, lockedTimeZone } = row;
  const { requiresConfirmation, requiresBookerEmailVerification, otherSettings } = row;
  const { multipleDuration } = metadataOf(row);
  return {
    ...{ id, title, description, length, schedulingType: null, recurringEvent, slug, hidden },
    ...{ price: otherSettings.price ?? 0, currency: otherSettings.currency ?? 'usd' },
    lockTimeZoneToggleOnBookingPage: row.lockTimeZoneToggle,
    ...{ lockedTimeZone, requiresConfirmation, requiresBookerEmailVerification },
    metadata: multipleDuration ? { multipleDuration } : {},
    canSendCalVideoTranscriptionEmails: row.sendTranscriptionEmails,
    descriptionAsSafeHTML: toSafeHtml(description ?? ''),
  };
}

export type PublicItem = ReturnType<typeof toPublicItem>;
