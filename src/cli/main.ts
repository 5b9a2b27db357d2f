import { parseArgs } from 'node:util';
import { type Command, UsageError } from './command.js';
import { explain } from './explain-error.js';
import { commandHelp, overview } from './help.js';
import { serveCommand } from './serve.command.js';

const COMMANDS: Command[] = [serveCommand];

/** Runs the command that the arguments name. @returns the exit code, or null while a server keeps running. */
async function main(args: string[]): Promise<number> {
  const command = COMMANDS.find(({ name }) => name.split(' ').every((word, index) => args[index] === word));
  if (!command) {
    const asked = args.length === 0 || args.includes('--help');
    console[asked ? 'log' : 'error'](overview(COMMANDS));
    return asked ? 0 : 2;
  }
  try {
    const { values, positionals } = parseArgs({
      args: args.slice(command.name.split(' ').length),
      options: { ...command.options, help: { type: 'boolean' }, json: { type: 'boolean' } },
      allowPositionals: command.positionals !== undefined,
    });
    if (values['help']) {
      console.log(commandHelp(command));
      return 0;
    }
    if (positionals.length !== (command.positionals?.length ?? 0)) {
      throw new UsageError(`expected ${command.positionals?.join(' ') ?? 'no further words'}`);
    }
    await command.run(values, positionals);
    return 0;
  } catch (error) {
    const isUsage =
      error instanceof UsageError || String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');
    if (!isUsage) {
      console.error(`managed-users: ${explain(error)}`);
      return 1;
    }
    console.error(`managed-users: ${(error as Error).message}\n\n${commandHelp(command)}`);
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
