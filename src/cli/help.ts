import type { Command } from './command.js';

/** The list of all commands. */
export function overview(commands: Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  const ending = ['Every command knows --help and --json. Settings come from the environment; the README lists them.'];
  return ['Usage: managed-users <command> [options]', '', ...lines, '', ...ending].join('\n');
}

/** The options of one command. */
export function commandHelp(command: Command): string {
  const { name, summary, positionals = [], options = {}, optionHelp = {}, notes = [] } = command;
  const described: [string, string][] = Object.entries(options).map(([option, { type }]) => {
    const [value, text] = splitValue(optionHelp[option] ?? '');
    return [`--${option}${type === 'string' ? ` <${value}>` : ''}`, text];
  });
  described.push(['--json', 'print the result as JSON'], ['--help', 'show this']);
  const width = Math.max(...described.map(([option]) => option.length));
  return [
    `Usage: managed-users ${[name, ...positionals].join(' ')} [options]`,
    '',
    summary,
    '',
    ...described.map(([option, text]) => `  ${option.padEnd(width)}  ${text}`),
    ...(notes.length > 0 ? ['', ...notes] : []),
  ].join('\n');
}

/** `<port> to listen on` gives the value's name `port` and the text. */
function splitValue(help: string): [string, string] {
  const match = /^<([^>]+)> *(.*)$/.exec(help);
  return match ? [match[1] as string, match[2] as string] : ['value', help];
}
