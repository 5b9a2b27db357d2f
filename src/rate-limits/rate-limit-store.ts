import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { statement } from '../database/statement.js';
import type { PendingHits, SharedCounter } from './rate-limiter.js';

/** Where the servers add up what each of them has counted. */
export abstract class RateLimitStore {
  /**
   * Adds the hits to the common counters.
   *
   * @param now epoch milliseconds; a counter whose window or block ended before begins anew with these hits.
   * @returns the common counters after that.
   */
  abstract add(pending: PendingHits[], now: number): Promise<SharedCounter[]>;

  /** Closes connections of its own. */
  async close(): Promise<void> {}
}

// The keys come in order, so that two servers never wait for each other in a circle.
const ADD = statement<SharedCounter>(
  'rate-limits.add',
  `INSERT INTO rate_limit_counters AS c (key, hits, until, blocked)
   SELECT key, hits, to_timestamp(until / 1000), blocked
   FROM unnest($1::text[], $2::int[], $3::float8[], $4::bool[]) AS pending(key, hits, until, blocked)
   ORDER BY key
   ON CONFLICT (key) DO UPDATE SET
     hits = CASE WHEN c.until > to_timestamp($5::float8 / 1000) THEN c.hits ELSE 0 END + excluded.hits,
     blocked = excluded.blocked OR (c.blocked AND c.until > to_timestamp($5::float8 / 1000)),
     until = CASE WHEN c.until > to_timestamp($5::float8 / 1000) AND c.blocked >= excluded.blocked THEN c.until
                  ELSE excluded.until END
   RETURNING key, hits, (extract(epoch FROM until) * 1000)::float8 AS until, blocked`,
);

/** The counters in PostgreSQL, in a table that is not written ahead. */
@Injectable()
export class PostgresRateLimitStore extends RateLimitStore {
  constructor(private readonly prisma: PrismaService) {
    super();
  }

  override add(pending: PendingHits[], now: number): Promise<SharedCounter[]> {
    const column = <Name extends keyof PendingHits>(name: Name) => pending.map((counter) => counter[name]);
    return this.prisma.run(ADD, [column('key'), column('hits'), column('until'), column('blocked'), now]);
  }
}
