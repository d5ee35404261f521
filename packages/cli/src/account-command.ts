// `ostiary account`: the accounts of a deployment.
import type { Command } from 'commander';
import { addConnection, type ControlPlaneOptions, callDeployment } from './control-plane-client.js';
import { EXIT_CODES, type ExitCode } from './exit-code.js';
import { type Terminal, write } from './terminal.js';

const EXAMPLES = `
Examples:
  ostiary account create --name staging --endpoint-url http://127.0.0.1:8080 --profile root
  ostiary account list

The answer is JSON. A new account's root key is in it, and is shown this once. Credentials are found where
AWS tools find them: the environment, then profiles.`;

interface CreateOptions extends ControlPlaneOptions {
  readonly name: string;
  readonly id?: string;
}

/** Adds the command to the program; `end` is told the exit code. */
export function addAccountCommand(
  program: Command,
  terminal: Terminal,
  end: (code: ExitCode) => void,
): void {
  const account = program.command('account').description('Make and list accounts of a deployment.');
  const print = async (answer: unknown): Promise<void> => {
    await write(terminal.stdout, `${JSON.stringify(answer, null, 2)}\n`);
    end(EXIT_CODES.good);
  };
  addConnection(account.command('create').description('Make an account, with a root key.'))
    .requiredOption('--name <name>', 'what operators call it')
    .option('--id <id>', 'twelve digits; random when left out')
    .addHelpText('after', EXAMPLES)
    .action(async ({ name, id, ...options }: CreateOptions) => {
      const body = { name, ...(id !== undefined && { id }) };
      const path = '/deployment/v1/accounts';
      await print(await callDeployment(options, { method: 'POST', path, body }));
    });
  addConnection(account.command('list').description('List the accounts, by id.'))
    .addHelpText('after', EXAMPLES)
    .action(async (options: ControlPlaneOptions) => {
      const path = '/deployment/v1/accounts';
      await print(await callDeployment(options, { method: 'GET', path }));
    });
}
