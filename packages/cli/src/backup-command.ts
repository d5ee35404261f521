// `ostiary backup` and `ostiary restore`: a whole deployment, to a file and back.
import { backUpDeployment, restoreDeployment } from '@ostiary/server';
import type { Command } from 'commander';
import { addPlace, type PlaceOptions, saidAsUsage, settingsOf } from './deployment-place.js';
import { EXIT_CODES, type ExitCode } from './exit-code.js';
import { type Terminal, write } from './terminal.js';

const EXAMPLES = `
Examples:
  ostiary backup ostiary.backup --data /var/lib/ostiary      while the deployment runs
  ostiary restore ostiary.backup --data /var/lib/ostiary-2   into an empty store

THE MASTER KEY IS NOT IN THE FILE. Keep a copy of it apart: without it no secret in a backup opens. It must
be in its place before a restore. OSTIARY_MASTER_KEY_FILE names it; DATA/master.key when not set.`;

/** Adds both commands to the program; `end` is told the exit code. */
export function addBackupCommands(
  program: Command,
  terminal: Terminal,
  end: (code: ExitCode) => void,
): void {
  addPlace(program.command('backup').description('Write a whole deployment to a new file.'))
    .argument('<file>', 'the file to make')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: PlaceOptions) => {
      const onProgress = progressOn(terminal);
      await saidAsUsage(() => backUpDeployment(settingsOf(options), { file, onProgress }));
      await write(
        terminal.stderr,
        'ostiary: the backup is whole; the master key is NOT in it: keep a copy of that apart\n',
      );
      end(EXIT_CODES.good);
    });
  addPlace(program.command('restore').description('Put a backup into an empty store.'))
    .argument('<file>', 'the backup')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: PlaceOptions) => {
      const onProgress = progressOn(terminal);
      await saidAsUsage(() => restoreDeployment(settingsOf(options), { file, onProgress }));
      await write(
        terminal.stderr,
        'ostiary: the backup is restored, and was read back; start the deployment, and its gates again\n',
      );
      end(EXIT_CODES.good);
    });
}

/** Says how many rows are done. */
export function progressOn({ stderr }: Terminal): (at: { rows: number }) => void {
  return ({ rows }) => {
    stderr.write(`ostiary: ${rows} rows written\n`);
  };
}
