import type { ParseArgsConfig } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

/** The values of a command's options, by name. */
export type OptionValues = Record<string, string | boolean | string[] | undefined>;

/** One command of the command line. */
export interface Command {
  /** For example `client create`. */
  name: string;
  /** One line for the overview. */
  summary: string;
  /** Names of what follows the command, for example `<client id>`. All of them are required. */
  positionals?: string[];
  /** In the form of `util.parseArgs`. `--help` and `--json` are added to every command. */
  options?: Options;
  /** What each option does; a value is shown as the word in angle brackets. */
  optionHelp?: Record<string, string>;
  /** Lines below the options in its help. */
  notes?: string[];
  run(values: OptionValues, positionals: string[]): Promise<void>;
}

/** The command line was used wrongly: exit code 2 and a hint. */
export class UsageError extends Error {}
