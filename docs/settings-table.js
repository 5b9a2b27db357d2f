// The README's table of settings, made of their definitions. Run as a program (npm run readme) it writes the table.
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

const BEGIN = '<!-- settings: written by npm run readme -->\n';
const END = '<!-- end of settings -->';

/**
 * @param {Record<string, { env: string[], doc: string, defaultText?: string, requiredInProduction?: boolean,
 *   read: (text: undefined) => unknown }>} definitions
 * @returns {string} the table in Markdown.
 */
export function settingsTable(definitions) {
  const rows = Object.values(definitions).map(({ env, doc, defaultText, requiredInProduction, read }) => {
    const names = env.map((name) => `\`${name}\``).join(' or ');
    const fallback = defaultText ?? `\`${read(undefined)}\``;
    return [names, doc, requiredInProduction ? `${fallback}; **required in production**` : fallback];
  });
  const lines = [['Variable', 'What it does', 'Default'], ['---', '---', '---'], ...rows];
  return lines.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`).join('');
}

/** The part of the README between the two marks. */
export function tableIn(readme) {
  return readme.slice(readme.indexOf(BEGIN) + BEGIN.length, readme.indexOf(END));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { DEFINITIONS } = await import('../dist/config/settings.js');
  const path = new URL('../README.md', import.meta.url);
  const readme = await readFile(path, 'utf8');
  await writeFile(
    path,
    readme.replace(BEGIN + tableIn(readme), () => BEGIN + settingsTable(DEFINITIONS)),
  );
}
