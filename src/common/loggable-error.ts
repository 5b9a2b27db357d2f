import { types } from 'node:util';

/** What errors of the database carry besides; nothing of it comes from a row. */
interface Located {
  code?: string;
  constraint?: string;
  table?: string;
  column?: string;
}

/**
 * What the log may keep of an error: what went wrong and where, but not `detail`, `where` and the like, in which the database
 * quotes rows and parameters.
 */
export function loggableError(error: unknown): object {
  if (!types.isNativeError(error)) return { type: typeof error };
  const { name, message, stack, cause } = error;
  const { code, constraint, table, column } = error as Located;
  return { type: name, message, code, constraint, table, column, stack, cause: cause && loggableError(cause) };
}
