import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCES = fileURLToPath(new URL('../src/', import.meta.url));
const PAGE = new URL('../docs/compatibility.md', import.meta.url);

/** `kept` for an oddity that is kept, `better` for a deliberate improvement. */
const KIND: Record<string, string> = { compat: 'kept', improve: 'better' };

describe('docs/compatibility.md', () => {
  let rows: string[];
  let marks: string[];

  beforeAll(async () => {
    rows = [...(await readFile(PAGE, 'utf8')).matchAll(/^\| `([a-z0-9.-]+)` \| (\w+) \|/gm)].map(
      ([, id, kind]) => `${id} ${kind}`,
    );
    const files = (await readdir(SOURCES, { recursive: true })).filter(
      (path) => path.endsWith('.ts') && !path.endsWith('.spec.ts') && !path.startsWith('generated'),
    );
    const texts = await Promise.all(files.map((path) => readFile(join(SOURCES, path), 'utf8')));
    marks = texts.flatMap((text) =>
      [...text.matchAll(/(?:\/\/|\*) (compat|improve): (\S+)/g)].map(([, word, id]) => `${id} ${KIND[word as string]}`),
    );
  });

  it('has one row for each mark in the sources', () => {
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.toSorted()).toEqual([...new Set(marks)].toSorted());
  });

  it('has each row once', () => {
    expect(rows).toHaveLength(new Set(rows).size);
  });
});
