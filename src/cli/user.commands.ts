import type { Command, OptionValues } from './command.js';
import { DATABASE_OPTION_HELP, DATABASE_OPTIONS, numberOption, textOption } from './option-values.js';
import { table } from './table.js';
import { listUsers } from './users-on-record.js';
import { withServices } from './with-services.js';

const MAX_LIMIT = 1_000_000;

/** Users: the managed ones and the organizations' people. */
export const userCommands: Command[] = [
  {
    name: 'user list',
    summary: 'List users, by id',
    options: { client: { type: 'string' }, limit: { type: 'string' }, ...DATABASE_OPTIONS },
    optionHelp: {
      client: '<client id> only those whom this OAuth client manages',
      limit: '<N> at most so many (default: 100)',
      ...DATABASE_OPTION_HELP,
    },
    run: list,
  },
];

async function list(options: OptionValues): Promise<void> {
  const client = textOption(options, 'client');
  const limit = numberOption(options, 'limit', 1, MAX_LIMIT) ?? 100;
  const found = await withServices(options, ({ database }) => listUsers(client, limit + 1, database));
  const users = found.slice(0, limit);
  if (options['json']) return console.log(JSON.stringify(users));
  const headings = ['ID', 'E-MAIL', 'USERNAME', 'NAME', 'CLIENT', 'CREATED'];
  const rows = users.map(({ id, email, username, name, clientId, createdAt }) => [
    ...[id, email, username, name, clientId ?? '-', createdAt.toISOString()],
  ]);
  console.log(table(headings, rows));
  if (found.length > limit) console.error(`There are more: see --limit.`);
}
