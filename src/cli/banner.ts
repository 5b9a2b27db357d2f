import type { Credentials } from '../setup/setup.service.js';

/** What a newcomer reads when the server has started. */
export function banner(urls: { apiUrl: string; docsUrl: string }, credentials: Credentials): string {
  const { clientId, clientSecret, apiKey } = credentials;
  const lines = ['', `  Managed Users Server   ${urls.apiUrl}`, `  Documentation          ${urls.docsUrl}`];
  if (clientId) lines.push(`  OAuth client id        ${clientId}`);
  if (clientSecret) lines.push(`  OAuth client secret    ${clientSecret}`);
  if (apiKey) lines.push(`  API key                ${apiKey}`);
  if (clientId && clientSecret)
    lines.push('', '  Create a user:', '', exampleCall(urls.apiUrl, clientId, clientSecret));
  else lines.push('', '  Credentials: managed-users client create, managed-users client list --show-secrets');
  return [...lines, ''].join('\n');
}

function exampleCall(apiUrl: string, clientId: string, clientSecret: string): string {
  const body = '{"email":"ann@example.org","name":"Ann Lee","timeZone":"Europe/Rome"}';
  const headers = [`x-cal-secret-key: ${clientSecret}`, 'Content-Type: application/json'].map(
    (text) => `-H ${quoted(text)}`,
  );
  return [
    'curl',
    '-X POST',
    quoted(`${apiUrl}/v2/oauth-clients/${clientId}/users`),
    ...headers,
    '-d',
    quoted(body),
  ].join(' ');
}

/** As one word for a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
