import type pg from 'pg';
import { isMereRefusal } from './database-error.js';

/** A SQL statement with a name: PostgreSQL parses and plans it once per connection. `Row` is the shape of its rows. */
export interface Statement<Row> {
  readonly name: string;
  readonly text: string;
  /** Only for the type checker. */
  readonly row?: Row;
}

/** Declares a statement. Names must be unique within the server: `<feature>.<method>`. */
export function statement<Row>(name: string, text: string): Statement<Row> {
  return { name, text };
}

/** What statements run on: the pool, or the connection of one transaction. */
export interface Queryable {
  /** Runs the statement and gives its rows. */
  run<Row>(statement: Statement<Row>, values?: unknown[]): Promise<Row[]>;
}

/** Makes a `Queryable` of one connection. */
export function queryable(client: pg.ClientBase): Queryable {
  return {
    run: async <Row>({ name, text }: Statement<Row>, values: unknown[] = []) =>
      (await client.query({ name, text, values })).rows as Row[],
  };
}

/**
 * Makes a `Queryable` of a pool: each statement runs on whichever connection is free. A statement that the database
 * refused leaves its connection in use, unlike with the pool's own `query`, which closes it and the statements prepared in
 * it.
 */
export function pooled(pool: pg.Pool): Queryable {
  return {
    run: async <Row>(statement: Statement<Row>, values?: unknown[]) => {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        return await queryable(client).run(statement, values);
      } catch (error) {
        if (!isMereRefusal(error)) broken = error as Error;
        throw error;
      } finally {
        client.release(broken);
      }
    },
  };
}
