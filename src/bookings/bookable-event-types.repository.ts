import { Injectable } from '@nestjs/common';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import { PrismaService } from '../database/prisma.service.js';
import { statement } from '../database/statement.js';
import { hostWith } from '../slots/availability.repository.js';
import type { BookableEventType } from './bookable-event-type.js';
import { eventTypeOf, HOST } from './booking-row.js';

type Row = Omit<BookableEventType, 'eventType'> & { eventType: Record<string, unknown> };

/** The address under which the client `c` would keep the user with the address `g`. */
const ADDRESS_IN_CLIENT = `lower(split_part(g.email, '@', 1) || '+' || u.oauth_client_id || '@' || split_part(g.email, '@', 2))`;

// Addresses come as JSON: with an array PostgreSQL would plan the statement anew each time, which takes longer than to run it.
// Each is looked up for itself: it would take a join of the two for one of many, and read all users.
const SELECT = `SELECT to_json(e) AS "eventType", ${HOST} AS host, ${hostWith('e.schedule_id')} AS hours,
  (SELECT coalesce(json_object_agg(m.given, m.email) FILTER (WHERE m.email IS NOT NULL), '{}') FROM (
     SELECT g.email AS given, (SELECT m.email FROM users m
       WHERE lower(m.email) = ${ADDRESS_IN_CLIENT} AND m.oauth_client_id = u.oauth_client_id) AS email
     FROM json_array_elements_text($2::json) g(email)) m) AS "managedAddresses"
  FROM event_types e JOIN users u ON u.id = e.user_id`;

const FIND = statement<Row>('bookableEventTypes.find', `${SELECT} WHERE e.id = $1`);

const FIND_BY_SLUG = statement<Row>(
  'bookableEventTypes.findBySlug',
  `${SELECT} WHERE u.username = $1 AND e.slug = $3 ORDER BY u.id LIMIT 1`,
);

const HAS_USER_ID = statement<{ found: boolean }>(
  'bookableEventTypes.hasUserWithId',
  'SELECT EXISTS (SELECT 1 FROM users WHERE id = $1) AS found',
);

const HAS_USER = statement<{ found: boolean }>(
  'bookableEventTypes.hasUser',
  'SELECT EXISTS (SELECT 1 FROM users WHERE username = $1) AS found',
);

/** Event types as bookers find them: whosever they are. */
@Injectable()
export class BookableEventTypesRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** @param addresses in lower case, of everybody who will take part. */
  async find(id: number, addresses: string[]): Promise<BookableEventType | null> {
    if (id > MAX_ID) return null;
    return asBookable(await this.prisma.run(FIND, [id, JSON.stringify(addresses)]));
  }

  async findOfUser(username: string, slug: string, addresses: string[]): Promise<BookableEventType | null> {
    return asBookable(await this.prisma.run(FIND_BY_SLUG, [username, JSON.stringify(addresses), slug]));
  }

  async hasUserWithId(id: number): Promise<boolean> {
    return Math.abs(id) <= MAX_ID && ((await this.prisma.run(HAS_USER_ID, [id]))[0]?.found ?? false);
  }

  async hasUser(username: string): Promise<boolean> {
    return (await this.prisma.run(HAS_USER, [username]))[0]?.found ?? false;
  }
}

function asBookable([row]: Row[]): BookableEventType | null {
  return row ? { ...row, eventType: eventTypeOf(row.eventType) } : null;
}
