import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { Prisma } from '../generated/prisma/client.js';
import { ApiError } from '../common/api-error.js';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import {
  type EventTypeColumns,
  type EventTypeOwner,
  JSON_COLUMNS,
  type OwnedEventType,
  OWNER_KEYS,
  type PublicRow,
  type SettingsRow,
  type StoredLocation,
} from './event-type-row.js';
import * as statements from './event-type-statements.js';
import type { LinkToKeep } from './wanted-links.js';

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

  /** Whosever it is, as `find`. */
  async findWithSettings(id: number): Promise<SettingsRow | null> {
    if (Math.abs(id) > MAX_ID) return null;
    return (await this.prisma.run(statements.FIND_WITH_SETTINGS, [id]))[0] ?? null;
  }

  /** The oldest with the slug of somebody with the user name; in an organization if one is given. */
  async findPublic(username: string, slug: string, organizationId?: number): Promise<PublicRow | null> {
    const found =
      organizationId === undefined
        ? await this.prisma.run(statements.FIND_PUBLIC, [username, slug])
        : await this.prisma.run(statements.FIND_PUBLIC_IN_ORGANIZATION, [username, organizationId, slug]);
    return found[0] ?? null;
  }

  async listOfUser(userId: number, { slug, visible = false, order }: EventTypeFilter): Promise<OwnedEventType[]> {
    const listed =
      slug === undefined
        ? this.prisma.run(statements.LIST[order ?? 'position'], [userId, visible])
        : this.prisma.run(statements.LIST_OF_SLUG, [userId, visible, slug]);
    const [rows, user] = await Promise.all([listed, this.findOwner(userId)]);
    return user ? rows.map((row) => Object.assign(row, { user })) : [];
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
   * @param links replace the private links.
   * @throws ApiError 400 for a link of another event type.
   * @returns null when the user has no such event type.
   */
  async updateOfUser(
    userId: number,
    id: number,
    decide: (current: OwnedEventType) => EventTypeColumns,
    links?: LinkToKeep[],
  ): Promise<OwnedEventType | null> {
    if (Math.abs(id) > MAX_ID) return null;
    return this.prisma.$transaction(async (transaction) => {
      await transaction.$queryRaw`SELECT id FROM event_types WHERE id = ${id} AND user_id = ${userId} FOR UPDATE`;
      const current = await transaction.eventType.findUnique({ where: { id, userId }, include: WITH_OWNER });
      if (!current) return null;
      const data = forPrisma(decide(asRow(current) as OwnedEventType)) as Prisma.EventTypeUncheckedUpdateInput;
      if (links) await replaceLinks(transaction, id, links);
      return asRow(await transaction.eventType.update({ where: { id }, data, include: WITH_OWNER }));
    });
  }

  /** Those of the user among the event types take place where the list says. */
  async updatePlacesOfUser(userId: number, ids: number[], locations: StoredLocation[]): Promise<void> {
    await this.prisma.eventType.updateMany({
      where: { userId, id: { in: ids } },
      data: { locations: locations as unknown as Prisma.InputJsonValue },
    });
  }

  /** @returns whether there was one. */
  async deleteOfUser(userId: number, id: number): Promise<boolean> {
    return (await this.prisma.eventType.deleteMany({ where: { id, userId } })).count > 0;
  }

  /** Those with the user names; in an organization if one is given, else anywhere. Oldest first. */
  async findOwners(usernames: string[], organizationId?: number): Promise<EventTypeOwner[]> {
    return organizationId === undefined
      ? this.prisma.run(statements.LIST_OWNERS, [usernames])
      : this.prisma.run(statements.LIST_OWNERS_IN_ORGANIZATION, [usernames, organizationId]);
  }

  async findOwner(id: number): Promise<EventTypeOwner | null> {
    return (await this.prisma.run(statements.FIND_OWNER, [id]))[0] ?? null;
  }
}

/** Links that are there keep their count, and their limits where none are given; new ones are good for one booking. */
async function replaceLinks(
  transaction: Prisma.TransactionClient,
  eventTypeId: number,
  links: LinkToKeep[],
): Promise<void> {
  const { privateLink } = transaction;
  await privateLink.deleteMany({ where: { eventTypeId, link: { notIn: links.map(({ link }) => link) } } });
  const rows = links.map(({ link, limits = { maxUsageCount: 1 } }) => ({ eventTypeId, link, ...limits }));
  await privateLink.createMany({ data: rows, skipDuplicates: true });
  for (const { link, limits } of links) {
    if (limits) await privateLink.updateMany({ where: { eventTypeId, link }, data: limits });
  }
  if ((await privateLink.count({ where: { eventTypeId } })) < links.length) {
    throw ApiError.badRequest('multiplePrivateLinks contains a link of another event type');
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
