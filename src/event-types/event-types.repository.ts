import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { Prisma } from '../generated/prisma/client.js';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import {
  type EventTypeColumns,
  type EventTypeOwner,
  JSON_COLUMNS,
  type OwnedEventType,
  OWNER_KEYS,
  type PublicRow,
} from './event-type-row.js';
import * as statements from './event-type-statements.js';

const OWNER = Object.fromEntries(OWNER_KEYS.map((name) => [name, true])) as Record<keyof EventTypeOwner, true>;
const WITH_OWNER = { user: { select: OWNER } } as const;

/** Narrows a list. */
export interface EventTypeFilter {
  slug?: string | undefined;
  /** Only those that are not hidden. */
  visible?: boolean;
  /** By id; otherwise by position, the highest first. */
  order?: 'asc' | 'desc' | undefined;
}

/** Event types with their owners. Queries name the owner, but for the one that finds out who it is. */
@Injectable()
export class EventTypesRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Whosever it is; null when there is none, as with numbers that are no ids. */
  async find(id: number): Promise<OwnedEventType | null> {
    if (Math.abs(id) > MAX_ID) return null;
    return (await this.prisma.run(statements.FIND, [id]))[0] ?? null;
  }

  /** The oldest with the slug of somebody with the user name; in an organization if one is given. */
  async findPublic(username: string, slug: string, organizationId?: number): Promise<PublicRow | null> {
    return (await this.prisma.run(statements.FIND_PUBLIC, [[username], organizationId, slug]))[0] ?? null;
  }

  async listOfUser(userId: number, { slug, visible = false, order }: EventTypeFilter): Promise<OwnedEventType[]> {
    return this.prisma.run(statements.LIST, [userId, slug, visible, order]);
  }

  async insertOfUser(
    userId: number,
    columns: EventTypeColumns & { title: string; slug: string; length: number },
  ): Promise<OwnedEventType> {
    const data = { ...forPrisma(columns), userId } as Prisma.EventTypeUncheckedCreateInput;
    return asRow(await this.prisma.eventType.create({ data, include: WITH_OWNER })) as OwnedEventType;
  }

  /**
   * Changes an event type of the user. Nobody else can change it between `decide` and the writing.
   *
   * @param decide gives the columns to write for the event type as it is; what it throws ends the change.
   * @returns null when the user has no such event type.
   */
  async updateOfUser(
    userId: number,
    id: number,
    decide: (current: OwnedEventType) => EventTypeColumns,
  ): Promise<OwnedEventType | null> {
    if (Math.abs(id) > MAX_ID) return null;
    return this.prisma.$transaction(async (transaction) => {
      await transaction.$queryRaw`SELECT id FROM event_types WHERE id = ${id} AND user_id = ${userId} FOR UPDATE`;
      const current = await transaction.eventType.findUnique({ where: { id, userId }, include: WITH_OWNER });
      if (!current) return null;
      const data = forPrisma(decide(asRow(current) as OwnedEventType)) as Prisma.EventTypeUncheckedUpdateInput;
      return asRow(await transaction.eventType.update({ where: { id }, data, include: WITH_OWNER }));
    });
  }

  /** @returns whether there was one. */
  async deleteOfUser(userId: number, id: number): Promise<boolean> {
    return (await this.prisma.eventType.deleteMany({ where: { id, userId } })).count > 0;
  }

  /** Those with the user names; in an organization if one is given, else anywhere. Oldest first. */
  async findOwners(usernames: string[], organizationId?: number): Promise<EventTypeOwner[]> {
    return this.prisma.run(statements.LIST_OWNERS, [usernames, organizationId]);
  }

  async findOwner(id: number): Promise<EventTypeOwner | null> {
    return this.prisma.user.findUnique({ where: { id }, select: OWNER });
  }
}

/** The columns in the form that Prisma writes: a null in a JSON column is one of the database. */
function forPrisma(columns: EventTypeColumns): object {
  const empty = JSON_COLUMNS.filter((name) => columns[name] === null).map((name) => [name, Prisma.DbNull]);
  return { ...columns, ...Object.fromEntries(empty) };
}

/** The JSON columns hold what was written there. */
function asRow(row: object | null): OwnedEventType | null {
  return row as OwnedEventType | null;
}
