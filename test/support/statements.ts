import pg from 'pg';

/** What the application does by itself, at times of its own. */
const IN_BACKGROUND = /^(BEGIN|COMMIT|ROLLBACK)$|credential_changes|SKIP LOCKED/;

/**
 * Does the work and tells which statements were sent to the database meanwhile, but for those that begin and end
 * transactions and those of the background. Nothing else may use a database in this process at that time.
 */
export async function statementsOf(work: () => PromiseLike<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...parameters: unknown[]) {
    const [statement] = parameters as [string | { text: string }];
    const text = typeof statement === 'string' ? statement : statement.text;
    if (!IN_BACKGROUND.test(text)) sent.push(text);
    return (query as (...all: unknown[]) => unknown).apply(this, parameters);
  } as typeof query;
  try {
    await work();
    return sent;
  } finally {
    pg.Client.prototype.query = query;
  }
}
