import { type OptionValues, UsageError } from './command.js';

/** The text of an option; undefined when it was not given. */
export function textOption(values: OptionValues, name: string): string | undefined {
  const value = values[name];
  if (value === '') throw new UsageError(`--${name} must not be empty`);
  return typeof value === 'string' ? value : undefined;
}

/** The whole number of an option; undefined when it was not given. */
export function numberOption(values: OptionValues, name: string, min: number, max: number): number | undefined {
  const text = textOption(values, name);
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < min || number > max) {
    throw new UsageError(`--${name} must be a whole number from ${min} to ${max}`);
  }
  return number;
}

/** Options of every command that works on the database. */
export const DATABASE_OPTIONS = { 'data-dir': { type: 'string' } } as const;
export const DATABASE_OPTION_HELP = {
  'data-dir': '<D> data folder of the server (setting DATA_DIR); not used with DATABASE_URL',
};

/** The largest number that a row can have. */
export const MAX_ID = 2_147_483_647;
