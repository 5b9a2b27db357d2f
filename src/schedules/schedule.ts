/** A clock time without a date or a zone, `HH:MM:SS`. Texts of this form sort as the times do. */
export type WallTime = string;

/** A day without a time or a zone, `YYYY-MM-DD`. */
export type CalendarDate = string;

/** Hours that return every week. Days: 0 = Sunday … 6 = Saturday. */
export interface WeeklyHours {
  days: number[];
  start: WallTime;
  end: WallTime;
}

/** Hours of one date, instead of the weekly ones. From 00:00 to 00:00 means: not at all. */
export interface DateHours {
  date: CalendarDate;
  start: WallTime;
  end: WallTime;
}

/** Weekly hours when `date` is null, else those of a date, without days. */
export interface StoredHours extends WeeklyHours {
  id: number;
  date: CalendarDate | null;
}

/** A schedule with its hours in the order in which they were stored. All hours are meant in the schedule's zone. */
export interface Schedule {
  id: number;
  userId: number;
  name: string;
  /** Null: that of the owner. */
  timeZone: string | null;
  ownerTimeZone: string;
  /** The owner's default schedule, this one or another. */
  defaultId: number | null;
  /** How many schedules the owner has. */
  ownedCount: number;
  hours: StoredHours[];
}

export interface NewSchedule {
  name: string;
  /** Null: that of the owner at this moment. */
  timeZone: string | null;
  becomesDefault: 'YES' | 'NO' | 'IF_NONE';
  weekly: WeeklyHours[];
  overrides: DateHours[];
}

/** What to change. Absent: stays. A default schedule remains one until another takes its place. */
export interface SchedulePatch {
  name?: string;
  timeZone?: string;
  isDefault?: boolean;
  weekly?: WeeklyHours[];
  overrides?: DateHours[];
}

export interface ChangedSchedule extends Schedule {
  /** The owner's default schedule before the change. */
  previousDefaultId: number | null;
  /** Those whose hours these are. */
  eventTypes: { id: number; eventName: string | null }[];
}

export const isDefault = ({ id, defaultId }: Schedule): boolean => id === defaultId;

export const weeklyOf = ({ hours }: Schedule): StoredHours[] => hours.filter(({ date }) => date === null);

export const overridesOf = ({ hours }: Schedule): DateHours[] =>
  hours.flatMap(({ date, start, end }) => (date === null ? [] : [{ date, start, end }]));
