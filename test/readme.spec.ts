import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { DEFINITIONS } from '../src/config/settings.js';

const ROOT = new URL('../', import.meta.url);

interface SettingsTable {
  settingsTable(definitions: object): string;
  tableIn(readme: string): string;
}

describe('the README', () => {
  let readme: string;
  let scripts: Record<string, string>;
  beforeAll(async () => {
    readme = await readFile(new URL('README.md', ROOT), 'utf8');
    scripts = JSON.parse(await readFile(new URL('package.json', ROOT), 'utf8')).scripts;
  });

  it('lists the settings as they are defined (npm run readme writes the list)', async () => {
    const { settingsTable, tableIn } = (await import(new URL('docs/settings-table.js', ROOT).href)) as SettingsTable;
    expect(tableIn(readme)).toBe(settingsTable(DEFINITIONS));
    expect(tableIn(readme)).toContain('| `DATABASE_URL` |');
  });

  it('begins with the two commands that a newcomer needs', () => {
    const firstBlock = /```(?:sh)?\n([\s\S]*?)```/.exec(readme)?.[1];
    expect(firstBlock).toMatch(/^npm ci && npm start\b.*\nnpm ci && npm test\b.*\n$/);
  });

  it.each(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/compatibility.md'])(
    'and %s only name files and npm scripts that exist',
    async (file) => {
      const address = new URL(file, ROOT);
      const text = await readFile(address, 'utf8');
      const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path]) => path as string);
      expect(links.filter((path) => !existsSync(new URL(path, address)))).toEqual([]);
      const named = [...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name]) => name as string);
      expect(named.filter((name) => !scripts[name])).toEqual([]);
    },
  );
});
