import type { ListedOAuthClient } from '../oauth-clients/oauth-clients.repository.js';
import type { OAuthClientsService } from '../oauth-clients/oauth-clients.service.js';
import { type Command, type OptionValues, UsageError } from './command.js';
import { DATABASE_OPTION_HELP, DATABASE_OPTIONS, MAX_ID, numberOption, textOption } from './option-values.js';
import { pairs, table } from './table.js';
import { withServices } from './with-services.js';

/** Longest time that old secrets are kept, hours: a year. */
const MAX_KEEP_HOURS = 8_760;

/** OAuth clients: the integrations of customers. */
export const clientCommands: Command[] = [
  {
    name: 'client create',
    summary: 'Create an OAuth client and print its id and secret',
    options: {
      name: { type: 'string' },
      id: { type: 'string' },
      secret: { type: 'string' },
      organization: { type: 'string' },
      'redirect-uri': { type: 'string', multiple: true },
      'default-event-types': { type: 'boolean' },
      ...DATABASE_OPTIONS,
    },
    optionHelp: {
      name: '<text> what it is for (default: My client)',
      id: '<text> its id, for set-ups that need a fixed one (default: random)',
      secret: '<text> its secret, for set-ups that need a fixed one (default: random)',
      organization: '<number> organization that owns it (default: the first)',
      'redirect-uri':
        '<URI> origin from which access tokens may be used; may be repeated (default: http://localhost:*)',
      'default-event-types': 'give every new managed user of it four event types',
      ...DATABASE_OPTION_HELP,
    },
    run: create,
  },
  {
    name: 'client list',
    summary: 'List the OAuth clients',
    options: { 'show-secrets': { type: 'boolean' }, ...DATABASE_OPTIONS },
    optionHelp: { 'show-secrets': 'print their secrets too', ...DATABASE_OPTION_HELP },
    run: list,
  },
  {
    name: 'client rotate-secret',
    summary: 'Give an OAuth client a new secret and print it; the old ones go on for a while',
    positionals: ['<client id>'],
    options: { 'keep-hours': { type: 'string' }, ...DATABASE_OPTIONS },
    optionHelp: {
      'keep-hours': '<N> hours that the old secrets stay valid; 0 ends them within a second (default: 24)',
      ...DATABASE_OPTION_HELP,
    },
    run: rotateSecret,
  },
];

async function create(options: OptionValues): Promise<void> {
  const id = textOption(options, 'id');
  const secret = textOption(options, 'secret');
  if (id !== undefined && !/^[\w.~-]{1,100}$/.test(id)) {
    throw new UsageError('--id must consist of letters, digits and . _ ~ -, at most 100');
  }
  if (secret !== undefined && !/^[\x21-\x7e]+$/.test(secret)) {
    throw new UsageError('--secret must consist of visible ASCII characters without blanks: it is sent in a header');
  }
  const redirectUris = (options['redirect-uri'] as string[] | undefined) ?? ['http://localhost:*'];
  const organizationId = numberOption(options, 'organization', 1, MAX_ID);
  const client = {
    id,
    secret,
    name: textOption(options, 'name') ?? 'My client',
    redirectUris,
    areDefaultEventTypesEnabled: options['default-event-types'] === true,
  };
  const { clientId, clientSecret } = await withServices(options, ({ clients }, organization) =>
    clients.create({ ...client, organizationId: organizationId ?? organization.organizationId }),
  );
  if (options['json']) console.log(JSON.stringify({ clientId, clientSecret }));
  else console.log(pairs({ 'Client id': clientId, 'Client secret': clientSecret }));
}

async function list(options: OptionValues): Promise<void> {
  const showSecrets = options['show-secrets'] === true;
  const found = await withServices(options, async ({ clients }) => {
    const listed: (ListedOAuthClient & { secret?: string | null })[] = await clients.listAll();
    if (showSecrets) for (const client of listed) client.secret = await secretOf(clients, client.id);
    return listed;
  });
  if (options['json']) return console.log(JSON.stringify(found));
  const headings = ['ID', 'NAME', 'ORGANIZATION', 'CREATED', ...(showSecrets ? ['SECRET'] : [])];
  const rows = found.map(({ id, name, organizationId, createdAt, secret }) => [
    ...[id, name, organizationId, createdAt.toISOString()],
    ...(showSecrets ? [secret ?? '(stored under another SECRET_KEY)'] : []),
  ]);
  console.log(table(headings, rows));
}

async function rotateSecret(options: OptionValues, [clientId]: string[]): Promise<void> {
  const keepHours = numberOption(options, 'keep-hours', 0, MAX_KEEP_HOURS) ?? 24;
  const { clientSecret, oldSecretExpiresAt } = await withServices(options, async ({ clients }) => {
    const isKnown = (await clients.listAll()).some(({ id }) => id === clientId);
    if (!isKnown) throw new Error(`there is no OAuth client with the id ${clientId}`);
    return clients.rotateSecret(clientId as string, keepHours * 3_600_000);
  });
  const result = { clientId: clientId as string, clientSecret, oldSecretExpiresAt: oldSecretExpiresAt.toISOString() };
  if (options['json']) return console.log(JSON.stringify(result));
  console.log(pairs({ 'Client secret': clientSecret, 'Old ones end': result.oldSecretExpiresAt }));
}

/** Null when it was stored under another secret key. */
function secretOf(clients: OAuthClientsService, id: string): Promise<string | null> {
  return clients.get(id).then(
    ({ secret }) => secret,
    () => null,
  );
}
