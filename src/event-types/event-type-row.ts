import type { EventType } from '../generated/prisma/client.js';
import type { BookingField } from './booking-field.js';

/** A place as stored; further keys depend on the type. */
export interface StoredLocation {
  type: string;
  address?: string;
  link?: string;
  hostPhoneNumber?: string;
  displayLocationPublicly?: boolean;
  credentialId?: number;
  teamName?: string;
  customLabel?: string;
}

export const LIMIT_KEYS = { day: 'PER_DAY', week: 'PER_WEEK', month: 'PER_MONTH', year: 'PER_YEAR' } as const;
export type Interval = keyof typeof LIMIT_KEYS;
/** Bookings or minutes in an interval. Empty: limits were switched off. */
export type StoredLimits = { [interval in (typeof LIMIT_KEYS)[Interval]]?: number };

export type PeriodType = 'UNLIMITED' | 'ROLLING' | 'ROLLING_WINDOW' | 'RANGE';

/** `freq`: 0 yearly, 1 monthly, 2 weekly. */
export interface StoredRecurrence {
  interval: number;
  count: number;
  freq: number;
}

export type Layout = 'month' | 'week' | 'column';

export interface StoredVideoSettings {
  disableRecordingForOrganizer?: boolean;
  disableRecordingForGuests?: boolean;
  enableAutomaticRecordingForOrganizer?: boolean;
  enableAutomaticTranscription?: boolean;
  disableTranscriptionForGuests?: boolean;
  disableTranscriptionForOrganizer?: boolean;
  requireEmailForGuests?: boolean;
  redirectUrlOnExit?: string | null;
}

/** What the components set and nothing here reckons with. Absent: the default. */
export interface OtherSettings {
  /** Settings of payment apps, and what else the components keep there. */
  metadata?: Record<string, unknown>;
  price?: number;
  currency?: string;
  [setting: string]: unknown;
}

/** The columns that hold JSON, with the form that they have here. */
interface JsonColumns {
  locations: StoredLocation[] | null;
  bookingFields: BookingField[] | null;
  bookingLimits: StoredLimits | null;
  durationLimits: StoredLimits | null;
  confirmationThreshold: { unit: string; time: number } | null;
  recurringEvent: StoredRecurrence | null;
  color: { lightEventTypeColor: string; darkEventTypeColor: string } | null;
  bookerLayouts: { defaultLayout: Layout; enabledLayouts: Layout[] } | null;
  calVideoSettings: StoredVideoSettings | null;
  otherSettings: OtherSettings;
}

export const JSON_COLUMNS = [
  'locations',
  'bookingFields',
  'bookingLimits',
  'durationLimits',
  'confirmationThreshold',
  'recurringEvent',
  'color',
  'bookerLayouts',
  'calVideoSettings',
  'otherSettings',
] as const satisfies (keyof JsonColumns)[];

/** An event type as stored. */
export type EventTypeRow = Omit<EventType, keyof JsonColumns | 'periodType'> &
  JsonColumns & { periodType: PeriodType | (string & {}) };

/** What a request can set. Absent: stays, or has the default of the database. */
export type EventTypeColumns = Partial<Omit<EventTypeRow, 'id' | 'userId' | 'createdAt'>>;

/** Who is booked, as event types show their owner. */
export interface EventTypeOwner {
  id: number;
  name: string | null;
  username: string | null;
  avatarUrl: string | null;
  email: string;
  locale: string | null;
  timeZone: string;
  weekStart: string;
  metadata: unknown;
  defaultScheduleId: number | null;
  organizationId: number | null;
  isPlatformManaged: boolean;
}

export const OWNER_KEYS = [
  ...(['id', 'name', 'username', 'avatarUrl', 'email', 'locale', 'timeZone', 'weekStart', 'metadata'] as const),
  ...(['defaultScheduleId', 'organizationId', 'isPlatformManaged'] as const),
] satisfies (keyof EventTypeOwner)[];

export type OwnedEventType = EventTypeRow & { user: EventTypeOwner };

/** The hours in which an event type can be booked; null without any. */
export interface Hours {
  hoursId: number | null;
  hoursTimeZone: string | null;
}

export type PublicRow = OwnedEventType & Hours;

/** An event type with everything that the components show of it. Links and webhooks are those that it has. */
export type SettingsRow = PublicRow & {
  hoursName: string | null;
  links: StoredLink[];
  webhooks: object[];
  /** The calendar of the owner. */
  destination: object | null;
};

export interface StoredLink {
  id: number;
  link: string;
  /** ISO 8601. */
  expiresAt: string | null;
  maxUsageCount: number | null;
  usageCount: number;
}
