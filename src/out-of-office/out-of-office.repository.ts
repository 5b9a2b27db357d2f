import { Injectable } from '@nestjs/common';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import { PrismaService } from '../database/prisma.service.js';
import type { OutOfOfficeEntry, Prisma } from '../generated/prisma/client.js';

/** What can be set. Dates are midnight in UTC of the first and the last day. */
export type EntryColumns = Pick<OutOfOfficeEntry, 'startDate' | 'endDate' | 'notes' | 'toUserId' | 'reason'>;

export interface EntryPage {
  take: number;
  skip: number;
  sortStart?: 'asc' | 'desc' | null;
  sortEnd?: 'asc' | 'desc' | null;
}

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

  /** Runs `work` while nobody else can change the entries of these people. */
  whileLocked<Result>(userIds: number[], work: (on: Prisma.TransactionClient) => Promise<Result>): Promise<Result> {
    return this.prisma.$transaction(async (on) => {
      await on.$queryRaw`SELECT id FROM users WHERE id = ANY(${userIds}) ORDER BY id FOR NO KEY UPDATE`;
      return work(on);
    });
  }

  /** Whether `userId` sends its bookings to `toUserId` on one of the days. */
  async isRedirecting(
    on: Prisma.TransactionClient,
    userId: number,
    entry: EntryColumns,
    toUserId: number,
  ): Promise<boolean> {
    const { startDate, endDate } = entry;
    const where = { userId, toUserId, startDate: { lte: endDate }, endDate: { gte: startDate } };
    return (await on.outOfOfficeEntry.count({ where })) > 0;
  }

  insertOfUser(on: Prisma.TransactionClient, userId: number, data: EntryColumns): Promise<OutOfOfficeEntry> {
    return on.outOfOfficeEntry.create({ data: { ...data, userId } });
  }

  updateOfUser(
    on: Prisma.TransactionClient,
    userId: number,
    id: number,
    data: EntryColumns,
  ): Promise<OutOfOfficeEntry> {
    return on.outOfOfficeEntry.update({ where: { id, userId }, data });
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
