import { Injectable } from '@nestjs/common';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import { PrismaService } from '../database/prisma.service.js';
import { type Queryable, statement } from '../database/statement.js';
import type { OutOfOfficeEntry } from '../generated/prisma/client.js';
import type { OutOfOfficePerson } from '../webhooks/payloads/out-of-office.js';

/** What can be set. Dates are midnight in UTC of the first and the last day. */
export type EntryColumns = Pick<OutOfOfficeEntry, 'startDate' | 'endDate' | 'notes' | 'toUserId' | 'reason'>;

export interface EntryPage {
  take: number;
  skip: number;
  sortStart?: 'asc' | 'desc' | null;
  sortEnd?: 'asc' | 'desc' | null;
}

/** An entry with whom it is about. */
export interface EntryWithPeople extends OutOfOfficeEntry {
  user: OutOfOfficePerson;
  toUser: OutOfOfficePerson | null;
}

const personOf = (id: string): string => `(SELECT json_build_object('id', u.id, 'name', u.name, 'username', u.username,
  'email', u.email, 'timeZone', u.time_zone) FROM users u WHERE u.id = ${id})`;

// A date without a zone would be read as midnight in the server's zone.
const midnight = (column: string): string => `${column}::timestamp AT TIME ZONE 'UTC'`;

const ENTRY = `id, uuid, user_id AS "userId", to_user_id AS "toUserId", ${midnight('start_date')} AS "startDate",
  ${midnight('end_date')} AS "endDate", notes, reason, created_at AS "createdAt", updated_at AS "updatedAt",
  ${personOf('user_id')} AS "user", ${personOf('to_user_id')} AS "toUser"`;

const LOCK = statement<never>(
  'outOfOffice.lock',
  'SELECT id FROM users WHERE id = ANY ($1::int[]) ORDER BY id FOR NO KEY UPDATE',
);

const FIND_REDIRECT = statement<{ id: number }>(
  'outOfOffice.findRedirect',
  `SELECT id FROM out_of_office_entries
   WHERE user_id = $1 AND to_user_id = $2 AND start_date <= $4::date AND end_date >= $3::date LIMIT 1`,
);

const INSERT = statement<EntryWithPeople>(
  'outOfOffice.insert',
  `INSERT INTO out_of_office_entries (user_id, start_date, end_date, notes, to_user_id, reason)
   VALUES ($1, $2::date, $3::date, $4, $5, $6) RETURNING ${ENTRY}`,
);

const UPDATE = statement<EntryWithPeople>(
  'outOfOffice.update',
  `UPDATE out_of_office_entries SET start_date = $2::date, end_date = $3::date, notes = $4, to_user_id = $5,
     reason = $6, updated_at = now()
   WHERE user_id = $1 AND id = $7 RETURNING ${ENTRY}`,
);

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

const valuesOf = ({ startDate, endDate, notes, toUserId, reason }: EntryColumns): unknown[] => [
  ...[dayOf(startDate), dayOf(endDate)],
  ...[notes, toUserId, reason],
];

const isPossibleId = (id: number): boolean => Math.abs(id) <= MAX_ID;

/** The days on which people cannot be booked. */
@Injectable()
export class OutOfOfficeRepository {
  constructor(private readonly prisma: PrismaService) {}

  async isInOrganization(organizationId: number, userId: number): Promise<boolean> {
    if (!isPossibleId(userId) || !isPossibleId(organizationId)) return false;
    const where = { userId_organizationId: { userId, organizationId } };
    return (await this.prisma.membership.findUnique({ where, select: { userId: true } })) !== null;
  }

  listOfUser(userId: number, page: EntryPage): Promise<OutOfOfficeEntry[]> {
    return this.prisma.outOfOfficeEntry.findMany({ where: { userId }, ...pageOf(page) });
  }

  /** @param email narrows the list to one person; letter case does not count. */
  listInOrganization(organizationId: number, email: string | undefined, page: EntryPage): Promise<OutOfOfficeEntry[]> {
    const user = {
      memberships: { some: { organizationId } },
      ...(email === undefined ? {} : { email: { equals: email, mode: 'insensitive' as const } }),
    };
    return this.prisma.outOfOfficeEntry.findMany({ where: { user }, ...pageOf(page) });
  }

  async findOfUser(userId: number, id: number): Promise<OutOfOfficeEntry | null> {
    return isPossibleId(id) ? this.prisma.outOfOfficeEntry.findUnique({ where: { id, userId } }) : null;
  }

  /** Until the transaction ends nobody else changes the entries of these people. Smaller ids first, so nobody waits in a ring. */
  async lock(on: Queryable, userIds: number[]): Promise<void> {
    await on.run(LOCK, [userIds]);
  }

  /** Whether `userId` sends its bookings to `toUserId` on one of the days. */
  async isRedirecting(
    on: Queryable,
    userId: number,
    { startDate, endDate }: EntryColumns,
    toUserId: number,
  ): Promise<boolean> {
    return (await on.run(FIND_REDIRECT, [userId, toUserId, dayOf(startDate), dayOf(endDate)])).length > 0;
  }

  async insertOfUser(on: Queryable, userId: number, entry: EntryColumns): Promise<EntryWithPeople> {
    return (await on.run(INSERT, [userId, ...valuesOf(entry)]))[0] as EntryWithPeople;
  }

  async updateOfUser(on: Queryable, userId: number, id: number, entry: EntryColumns): Promise<EntryWithPeople | null> {
    return (await on.run(UPDATE, [userId, ...valuesOf(entry), id]))[0] ?? null;
  }

  deleteOfUser(userId: number, id: number): Promise<OutOfOfficeEntry> {
    return this.prisma.outOfOfficeEntry.delete({ where: { id, userId } });
  }
}

/** Without a wish, by id. */
function pageOf({ take, skip, sortStart, sortEnd }: EntryPage) {
  return {
    take,
    skip,
    orderBy: [
      ...(sortStart ? [{ startDate: sortStart }] : []),
      ...(sortEnd ? [{ endDate: sortEnd }] : []),
      { id: 'asc' as const },
    ],
  };
}
