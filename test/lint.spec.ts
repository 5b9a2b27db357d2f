import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const ESLINT = join(ROOT, 'node_modules/eslint/bin/eslint.js');

/** Comparisons that take the longer the more of a secret is right. */
const REFUSED = [
  'secret === given',
  'given === secret',
  'secret !== given',
  'clientSecret === given',
  'refreshToken === given.value',
  'client.secretHash === given',
  'given === row.signature',
  'client?.secretHash === given',
  'client.secret! === given',
  '(given as string) === (secret as string)',
  "row['token'] === given",
];

/** Comparisons that tell nothing of a secret. */
const ALLOWED = [
  'given === other',
  'secret === undefined',
  'client.secretHash === null',
  "payload.token_type !== 'bearer'",
  "typeof secret === 'string'",
  "kind === 'token'",
  'secret.length === 0',
];

describe('the linter', () => {
  const lines = [...REFUSED, ...ALLOWED].map((comparison, index) => `export const c${index} = ${comparison};`);
  let refused: string[];

  beforeAll(() => {
    const file = join(ROOT, 'src/auth/compared.ts');
    const args = [ESLINT, '--stdin', '--stdin-filename', file, '--format', 'json', '--exit-on-fatal-error'];
    const answer = lint(args, lines.join('\n'));
    const [{ messages }] = JSON.parse(answer) as [{ messages: { ruleId: string | null; line: number }[] }];
    const comparisons = [...REFUSED, ...ALLOWED];
    const found = messages.filter(({ ruleId }) => ruleId === 'no-restricted-syntax').map(({ line }) => line);
    refused = [...new Set(found)].map((line) => comparisons[line - 1] as string);
  });

  it.each(REFUSED)('refuses %s', (comparison) => {
    expect(refused).toContain(comparison);
  });

  it.each(ALLOWED)('allows %s', (comparison) => {
    expect(refused).not.toContain(comparison);
  });
});

/** ESLint ends with code 1 when it finds something, and prints that all the same. */
function lint(args: string[], input: string): string {
  try {
    return execFileSync(process.execPath, args, { cwd: ROOT, input, encoding: 'utf8' });
  } catch (error) {
    const { status, stdout } = error as { status?: number; stdout?: string };
    if (status === 1 && stdout) return stdout;
    throw error;
  }
}
