// `ostiary master-key`: the key that seals the secrets of a deployment, exchanged for a new one.
import { addDeploymentKey, createDeploymentKey, rotateDeploymentKey } from '@ostiary/server';
import type { Command } from 'commander';
import { addPlace, type PlaceOptions, saidAsUsage, settingsOf } from './deployment-place.js';
import { UsageError } from './errors.js';
import { EXIT_CODES, type ExitCode } from './exit-code.js';
import { type Terminal, write } from './terminal.js';

const EXAMPLES = `
  OSTIARY_MASTER_KEY_FILE=/etc/ostiary/master.key ostiary master-key create --store postgres://…

To exchange the master key:
  ostiary master-key add --data /var/lib/ostiary      a new key, beside the former ones
  (start every instance again, so that each knows the new key)
  ostiary master-key rotate --data /var/lib/ostiary   seals everything anew; can be stopped and run again

The former key can be taken out of the file once rotate has ended. OSTIARY_MASTER_KEY_FILE names the file;
DATA/master.key when not set.`;

/** Adds the command to the program; `end` is told the exit code. */
export function addMasterKeyCommand(
  program: Command,
  terminal: Terminal,
  end: (code: ExitCode) => void,
): void {
  const masterKey = program
    .command('master-key')
    .description('Exchange the key that seals the secrets of a deployment.')
    .addHelpText('after', EXAMPLES);
  addPlace(masterKey.command('create').description('Make the master key file where there is none.'))
    .addHelpText('after', EXAMPLES)
    .action(async (options: PlaceOptions) => {
      const file = await saidAsUsage(() => createDeploymentKey(settingsOf(options)));
      await write(terminal.stderr, `ostiary: ${file} has a master key; keep a copy of it apart\n`);
      end(EXIT_CODES.good);
    });
  addPlace(masterKey.command('add').description('Put a new key first into the master key file.'))
    .addHelpText('after', EXAMPLES)
    .action(async (options: PlaceOptions) => {
      const file = await saidAsUsage(() => addDeploymentKey(settingsOf(options)));
      await write(terminal.stderr, `ostiary: ${file} has a new key; start every instance again\n`);
      end(EXIT_CODES.good);
    });
  addPlace(masterKey.command('rotate').description('Seal everything anew with the first key.'))
    .addHelpText('after', EXAMPLES)
    .action(async (options: PlaceOptions) => {
      await saidAsUsage(() => rotate(options, terminal));
      end(EXIT_CODES.good);
    });
}

async function rotate(options: PlaceOptions, terminal: Terminal): Promise<void> {
  const stop = new AbortController();
  process.once('SIGINT', () => {
    stop.abort(new UsageError('ostiary: stopped; run it again to do what is left'));
  });
  const { resealed } = await rotateDeploymentKey(settingsOf(options), {
    signal: stop.signal,
    onProgress: ({ table, rows, resealed: done }) => {
      terminal.stderr.write(`ostiary: ${table}: ${rows} rows looked at, ${done} sealed anew\n`);
    },
  });
  await write(terminal.stderr, `ostiary: ${resealed} secrets sealed anew\n`);
}
