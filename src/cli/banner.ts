import type { Credentials } from '../setup/setup.service.js';

/** What a newcomer reads when the server has started. */
export function banner(apiUrl: string, credentials: Credentials): string {
  const { clientId, clientSecret, apiKey } = credentials;
  const lines = ['', `  Managed Users Server   ${apiUrl}`, `  Documentation          ${apiUrl}/docs`];
  if (clientId) lines.push(`  OAuth client id        ${clientId}`);
  if (clientSecret) lines.push(`  OAuth client secret    ${clientSecret}`);
  if (apiKey) lines.push(`  API key                ${apiKey}`);
  if (clientId && clientSecret) lines.push('', ...exampleCall(apiUrl, clientId, clientSecret));
  else lines.push('', '  Credentials were shown at the first start. Make new ones: managed-users client create');
  return [...lines, ''].join('\n');
}

function exampleCall(apiUrl: string, clientId: string, clientSecret: string): string[] {
  return [
    '  Create a user:',
    '',
    `curl -X POST ${apiUrl}/v2/oauth-clients/${clientId}/users -H 'x-cal-secret-key: ${clientSecret}' -H 'Content-Type: application/json' -d '{"email":"ann@example.org","name":"Ann Lee","timeZone":"Europe/Rome"}'`,
  ];
}
