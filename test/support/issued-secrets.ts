import { parseUrl } from '../../src/common/parse-url.js';
import type { Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { appendFileSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { ApiKeysService } from '../../src/api-keys/api-keys.service.js';
import { OAuthClientUsersService } from '../../src/oauth-client-users/oauth-client-users.service.js';
import { OAuthClientsService } from '../../src/oauth-clients/oauth-clients.service.js';
import { OAuthFlowService } from '../../src/oauth/oauth-flow.service.js';
import { ThirdPartyOAuthService } from '../../src/third-party-oauth/third-party-oauth.service.js';
import { ThirdPartyTokensService } from '../../src/third-party-oauth/third-party-tokens.service.js';
import { TokensService } from '../../src/tokens/tokens.service.js';

// What the applications of the tests issue is written into a folder that only this user can read, so that the global
// teardown can look for it in the database and in the logs. The teardown removes the folder.

const SECRET_KEYS =
  /^(access_?token|refresh_?token|id_?token|client_?secret|secret|api_?key|code|code_?verifier|password)$/i;
const SHORTEST = 16;

const known = new Set<string>();

/** Writes down every secret that the application gives out: to callers of its API, and to factories of the tests. */
export function noteIssuedSecrets(app: NestExpressApplication): void {
  noteResults(app, OAuthClientsService, 'create', 'rotateSecret');
  noteResults(app, OAuthClientUsersService, 'create', 'forceRefresh');
  noteResults(app, ApiKeysService, 'create', 'refresh');
  noteResults(app, TokensService, 'pairOf', 'refresh', 'forceRefresh');
  noteResults(app, OAuthFlowService, 'authorize', 'exchange', 'refresh');
  noteResults(app, ThirdPartyOAuthService, 'issueCode', 'grant');
  noteResults(app, ThirdPartyTokensService, 'issue');
  (app.getHttpServer() as Server).prependListener('request', noteExchange);
}

/** Keeps what an application has logged for the search. */
export function keepLogs(text: string): void {
  append('logs', text);
}

/** Everything in the value that is a secret by its name; a text by itself is one too. */
function note(value: unknown, key = 'secret'): void {
  if (typeof value === 'string') {
    const url = parseUrl(value);
    const code = url ? url.searchParams.get('code') : value;
    if (SECRET_KEYS.test(key) && code !== null) noteText(code);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, part] of Object.entries(value)) note(part, Array.isArray(value) ? key : name);
  }
}

function noteText(secret: string): void {
  if (secret.length < SHORTEST || known.has(secret)) return;
  known.add(secret);
  append('secrets', `${secret}\n`);
}

function append(kind: string, text: string): void {
  const folder = process.env['TEST_ISSUED_FOLDER'];
  if (folder) appendFileSync(join(folder, `${kind}-${process.pid}`), text, { mode: 0o600 });
}

/** Makes the methods of the service note what they give. */
function noteResults<Service extends object>(
  app: NestExpressApplication,
  type: Type<Service>,
  ...methods: (keyof Service & string)[]
): void {
  const service = app.get(type) as Record<string, (...args: unknown[]) => unknown>;
  for (const method of methods) {
    const original = service[method] as (...args: unknown[]) => unknown;
    service[method] = (...args) => {
      const result = original.apply(service, args);
      if (result instanceof Promise) return result.then((given) => (note(given), given as unknown));
      note(result);
      return result;
    };
  }
}

/** The secrets of a request that was served, and of its answer. */
function noteExchange(request: IncomingMessage & { body?: unknown }, response: ServerResponse): void {
  const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
  response.end = ((chunk?: unknown, ...rest: unknown[]) => {
    if (response.statusCode < 400) {
      const { authorization = '', 'x-cal-secret-key': secret } = request.headers;
      note([secret, authorization.replace(/^bearer +/i, ''), response.getHeader('location')]);
      note(request.body, 'body');
      if (String(response.getHeader('content-type')).includes('json')) note(parsed(chunk), 'body');
    }
    return end(chunk, ...rest);
  }) as typeof response.end;
}

function parsed(chunk: unknown): unknown {
  try {
    return JSON.parse(String(chunk));
  } catch {
    return undefined;
  }
}
