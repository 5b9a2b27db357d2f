import type { Settings } from './settings.js';

/** The address under which callers reach the server. */
export function serverUrlOf({ publicUrl, port }: Pick<Settings, 'publicUrl' | 'port'>): string {
  return publicUrl ?? `http://localhost:${port}`;
}
