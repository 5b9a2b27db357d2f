import type { AuditEventOutput } from '../audit/audit.dto.js';
import type { Command, OptionValues } from './command.js';
import { DATABASE_OPTION_HELP, DATABASE_OPTIONS, numberOption, textOption } from './option-values.js';
import { table } from './table.js';
import { withServices } from './with-services.js';

const MAX_LIMIT = 10_000;

/** Security acts on record, of all organizations. */
export const auditCommand: Command = {
  name: 'audit',
  summary: 'List the recorded security acts, newest first',
  options: { client: { type: 'string' }, limit: { type: 'string' }, ...DATABASE_OPTIONS },
  optionHelp: {
    client: '<client id> only those that concern this OAuth client',
    limit: '<N> at most so many (default: 50)',
    ...DATABASE_OPTION_HELP,
  },
  run: list,
};

async function list(options: OptionValues): Promise<void> {
  const oauthClientId = textOption(options, 'client');
  const limit = numberOption(options, 'limit', 1, MAX_LIMIT) ?? 50;
  const page = await withServices(options, async ({ audit }) => (await audit()).list({ oauthClientId }, limit));
  if (options['json']) return console.log(JSON.stringify(page.events));
  console.log(table(['WHEN', 'ACT', 'BY', 'ON', 'CLIENT', 'DETAILS'], page.events.map(toRow)));
  if (page.nextCursor !== null) console.error('There are more: see --limit.');
}

function toRow({ createdAt, action, actor, targetId, oauthClientId, details }: AuditEventOutput): string[] {
  const by = actor ? [actor.method, actor.userId].filter((part) => part !== null).join(' ') : '-';
  return [createdAt, action, by, targetId ?? '-', oauthClientId ?? '-', JSON.stringify(details)];
}
