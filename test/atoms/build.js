import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const configFile = fileURLToPath(new URL('vite.config.js', import.meta.url));

/** The lines of @calcom/atoms that are built: the newest one, and the newest one that works as it is published. */
export const LINES = ['2.11', '2.6'];

/** Builds the application for each line into dist/; a few seconds. */
export async function buildLines() {
  for (const mode of LINES) await build({ configFile, mode });
}
