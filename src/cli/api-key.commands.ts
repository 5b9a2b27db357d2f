import type { Command, OptionValues } from './command.js';
import { DATABASE_OPTION_HELP, DATABASE_OPTIONS, MAX_ID, numberOption, textOption } from './option-values.js';
import { pairs, table } from './table.js';
import { organizationLedBy } from './users-on-record.js';
import { withServices } from './with-services.js';

const DAY = 86_400_000;
/** A hundred years. */
const MAX_DAYS = 36_500;

/** API keys: with them an organization's people call the API. */
export const apiKeyCommands: Command[] = [
  {
    name: 'api-key create',
    summary: 'Create an API key and print it: it cannot be shown again',
    options: {
      note: { type: 'string' },
      days: { type: 'string' },
      user: { type: 'string' },
      ...DATABASE_OPTIONS,
    },
    optionHelp: {
      note: '<text> what it is for',
      days: '<N> days that it works (default: for ever)',
      user: '<number> user whom it belongs to (default: the first owner); acts for the organization that the user leads',
      ...DATABASE_OPTION_HELP,
    },
    run: create,
  },
  {
    name: 'api-key list',
    summary: 'List the API keys; the keys themselves are not stored',
    options: DATABASE_OPTIONS,
    optionHelp: DATABASE_OPTION_HELP,
    run: list,
  },
  {
    name: 'api-key revoke',
    summary: 'End an API key, within a second',
    positionals: ['<id>'],
    options: DATABASE_OPTIONS,
    optionHelp: DATABASE_OPTION_HELP,
    run: revoke,
  },
];

async function create(options: OptionValues): Promise<void> {
  const note = textOption(options, 'note');
  const days = numberOption(options, 'days', 1, MAX_DAYS);
  const user = numberOption(options, 'user', 1, MAX_ID);
  const expiresAt = days === undefined ? null : new Date(Date.now() + days * DAY);
  const created = await withServices(options, async ({ apiKeys, database }, { ownerId }) => {
    const userId = user ?? ownerId;
    const organizationId = await organizationLedBy(userId, database);
    return (await apiKeys()).create({ userId, organizationId, note, expiresAt });
  });
  if (options['json']) console.log(JSON.stringify({ ...created, expiresAt }));
  else console.log(pairs({ Id: created.id, 'API key': created.apiKey, Expires: expiresAt?.toISOString() ?? 'never' }));
}

async function list(options: OptionValues): Promise<void> {
  const found = await withServices(options, async ({ apiKeys }) => (await apiKeys()).list());
  if (options['json']) return console.log(JSON.stringify(found));
  const headings = ['ID', 'USER', 'E-MAIL', 'ORGANIZATION', 'CREATED', 'EXPIRES', 'NOTE'];
  const rows = found.map(({ id, userId, email, organizationId, createdAt, expiresAt, note }) => [
    ...[id, userId, email, organizationId ?? '-', createdAt.toISOString()],
    ...[expiresAt?.toISOString() ?? 'never', note],
  ]);
  console.log(table(headings, rows));
}

async function revoke(options: OptionValues, [id]: string[]): Promise<void> {
  const revoked = await withServices(options, async ({ apiKeys }) => (await apiKeys()).revoke(id as string));
  if (!revoked) throw new Error(`there is no API key with the id ${id}`);
  console.log(options['json'] ? JSON.stringify({ id, revoked }) : `Revoked: ${id}`);
}
