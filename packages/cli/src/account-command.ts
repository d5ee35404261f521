// `ostiary account`: the accounts of a deployment.
import { exportDeploymentAccount, importDeploymentAccount } from '@ostiary/server';
import type { Command } from 'commander';
import { progressOn } from './backup-command.js';
import { addConnection, type ControlPlaneOptions, callDeployment } from './control-plane-client.js';
import { addPlace, type PlaceOptions, saidAsUsage, settingsOf } from './deployment-place.js';
import { EXIT_CODES, type ExitCode } from './exit-code.js';
import { type Terminal, write } from './terminal.js';

const EXAMPLES = `
Examples:
  ostiary account create --name staging --endpoint-url http://127.0.0.1:8080 --profile root
  ostiary account list

The answer is JSON. A new account's root key is in it, and is shown this once. Credentials are found where
AWS tools find them: the environment, then profiles.`;

const FILE_EXAMPLES = `
Examples:
  ostiary account export 123456789012 staging.account --data /var/lib/ostiary
  ostiary account import staging.account --data /var/lib/ostiary-2

Secrets stay sealed: both deployments have the same master key, which is not in the file.`;

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
  const account = program
    .command('account')
    .description('Make, list, export and import accounts of a deployment.');
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
  addPlace(account.command('export').description('Write what belongs to an account to a new file.'))
    .argument('<id>', 'the account')
    .argument('<file>', 'the file to make')
    .addHelpText('after', FILE_EXAMPLES)
    .action(async (accountId: string, file: string, options: PlaceOptions) => {
      const onProgress = progressOn(terminal);
      await saidAsUsage(() =>
        exportDeploymentAccount(settingsOf(options), { accountId, file, onProgress }),
      );
      end(EXIT_CODES.good);
    });
  addPlace(account.command('import').description('Add the account of an export.'))
    .argument('<file>', 'the export')
    .addHelpText('after', FILE_EXAMPLES)
    .action(async (file: string, options: PlaceOptions) => {
      const onProgress = progressOn(terminal);
      const { accountId } = await saidAsUsage(() =>
        importDeploymentAccount(settingsOf(options), { file, onProgress }),
      );
      await write(terminal.stderr, `ostiary: the account ${accountId} is imported\n`);
      end(EXIT_CODES.good);
    });
}
