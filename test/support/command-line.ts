import { fileURLToPath } from 'node:url';
import { type ServerProcessOptions, startProcess } from './server-process.js';

const BUILT_COMMAND = fileURLToPath(new URL('../../bin/managed-users.js', import.meta.url));

export interface CommandResult {
  code: number | null;
  stdout: string;
  stderr: string;
  milliseconds: number;
}

/** Runs a program to its end, with a clean environment. */
export async function run(program: string, args: string[], options: ServerProcessOptions = {}): Promise<CommandResult> {
  const startedAt = performance.now();
  const started = startProcess(program, args, options);
  const { code } = await started.exited;
  return {
    code,
    stdout: started.stdout(),
    stderr: started.stderr(),
    milliseconds: performance.now() - startedAt,
  };
}

/** Runs `managed-users` with the words. */
export function managedUsers(words: string[], env: Record<string, string> = {}): Promise<CommandResult> {
  return run(process.execPath, [BUILT_COMMAND, ...words], { env });
}

/** Runs `managed-users` with the words and `--json`, which must succeed, and gives what it printed. */
export async function managedUsersJson<Output>(words: string[], env: Record<string, string> = {}): Promise<Output> {
  const { code, stdout, stderr } = await managedUsers([...words, '--json'], env);
  if (code !== 0) throw new Error(`managed-users ${words.join(' ')} ended with code ${code}: ${stderr}`);
  return JSON.parse(stdout) as Output;
}
