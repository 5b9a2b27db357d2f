import type { QueryResult } from 'pg';

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

/** Anything of `pg` that takes a query: a pool or a client. */
interface PgQueryable {
  query(config: { name: string; text: string; values: unknown[] }): Promise<QueryResult>;
}

/** Makes a `Queryable` of a `pg` pool or client. */
export function queryable(target: PgQueryable): Queryable {
  return {
    run: async <Row>({ name, text }: Statement<Row>, values: unknown[] = []) =>
      (await target.query({ name, text, values })).rows as Row[],
  };
}
