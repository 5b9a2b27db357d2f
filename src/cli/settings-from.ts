import { loadSettings, type Settings } from '../config/settings.js';
import type { OptionValues } from './command.js';

/** The environment's settings; the options `--port` and `--data-dir` win over them. */
export function settingsFrom({ port, 'data-dir': dataDirectory }: OptionValues): Settings {
  const env = { ...process.env };
  if (typeof port === 'string') env['PORT'] = port;
  if (typeof dataDirectory === 'string') env['DATA_DIR'] = dataDirectory;
  return loadSettings(env);
}
