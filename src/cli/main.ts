import { parseArgs } from 'node:util';
import { auditCommand } from './audit.command.js';
import { apiKeyCommands } from './api-key.commands.js';
import { clientCommands } from './client.commands.js';
import { type Command, UsageError } from './command.js';
import { commandHelp, overview } from './help.js';
import { migrateCommand } from './migrate.command.js';
import { serveCommand } from './serve.command.js';
import { userCommands } from './user.commands.js';

const COMMANDS: Command[] = [
  serveCommand,
  ...clientCommands,
  ...apiKeyCommands,
  ...userCommands,
  auditCommand,
  migrateCommand,
];

/** Runs the command that the arguments name. @returns the exit code: 1 when it failed, 2 when it was used wrongly. */
async function main(args: string[]): Promise<number> {
  const command = COMMANDS.find(({ name }) => name.split(' ').every((word, index) => args[index] === word));
  if (!command) return showOverview(args);
  try {
    const { values, positionals } = parseArgs({
      args: args.slice(command.name.split(' ').length),
      options: { ...command.options, help: { type: 'boolean' }, json: { type: 'boolean' } },
      allowPositionals: true,
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
      // Loaded only now: it needs much that other commands do not.
      const { explain } = await import('./explain-error.js');
      console.error(`managed-users: ${explain(error)}`);
      return 1;
    }
    console.error(`managed-users: ${(error as Error).message}\n\n${commandHelp(command)}`);
    return 2;
  }
}

/** All commands, or those of the noun that the arguments begin with. */
function showOverview(args: string[]): number {
  const ofNoun = COMMANDS.filter(({ name }) => name.split(' ')[0] === args[0]);
  const text = overview(ofNoun.length > 0 ? ofNoun : COMMANDS);
  if (args.length === 0 || args.includes('--help')) {
    console.log(text);
    return 0;
  }
  console.error(`managed-users: there is no command "${args.slice(0, 2).join(' ')}"\n\n${text}`);
  return 2;
}

const exitCode = await main(process.argv.slice(2));
// A failure does not wait for what is still being loaded or connected.
if (exitCode === 0) process.exitCode = 0;
else process.exit(exitCode);
