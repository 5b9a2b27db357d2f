import { withOffset } from './times.js';

/** Somebody in an out-of-office entry. */
export interface OutOfOfficePerson {
  id: number;
  name: string | null;
  username: string | null;
  email: string;
  timeZone: string;
}

/** What OOO_CREATED tells of. */
export interface OutOfOfficeEvent {
  id: number;
  uuid: string;
  /** First and last day, at midnight UTC. */
  startDate: Date;
  endDate: Date;
  notes: string | null;
  /** unspecified, vacation, travel, sick or public_holiday. */
  reason: string;
  createdAt: Date;
  updatedAt: Date;
  user: OutOfOfficePerson;
  toUser: OutOfOfficePerson | null;
}

/** The reasons as the components know them, with the ids that the original's database gives them. */
const REASONS: Record<string, { id: number; emoji: string; reason: string }> = {
  unspecified: { id: 1, emoji: '🕒', reason: 'ooo_reasons_unspecified' },
  vacation: { id: 2, emoji: '🏝️', reason: 'ooo_reasons_vacation' },
  travel: { id: 3, emoji: '🛫', reason: 'ooo_reasons_travel' },
  sick: { id: 4, emoji: '🤒', reason: 'ooo_reasons_sick_leave' },
  public_holiday: { id: 5, emoji: '📅', reason: 'ooo_reasons_public_holiday' },
};

const DAY = 86_400_000;

/** OOO_CREATED. */
export function outOfOfficePayload(entry: OutOfOfficeEvent): object {
  const known = REASONS[entry.reason];
  return {
    oooEntry: {
      id: entry.id,
      uuid: entry.uuid,
      start: withOffset(entry.startDate),
      // The last second of the last day.
      end: withOffset(new Date(entry.endDate.getTime() + DAY - 1_000)),
      createdAt: withOffset(entry.createdAt),
      updatedAt: withOffset(entry.updatedAt),
      notes: entry.notes,
      reason: known ? { emoji: known.emoji, reason: known.reason } : null,
      reasonId: known?.id ?? null,
      user: personOf(entry.user),
      toUser: entry.toUser && personOf(entry.toUser),
    },
  };
}

const personOf = ({ id, name, username, email, timeZone }: OutOfOfficePerson) => ({
  ...{ id, name, username, email, timeZone },
});
