// The command line as a function: arguments and streams in, an exit code out.
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { addAccountCommand } from './account-command.js';
import { addBackupCommands } from './backup-command.js';
import { UsageError } from './errors.js';
import { EXIT_CODES, type ExitCode } from './exit-code.js';
import { addMasterKeyCommand } from './master-key-command.js';
import { addOrganizationCommand } from './organization-command.js';
import { addServeCommand } from './serve-command.js';
import { addSimulateCommand } from './simulate-command.js';
import { printable, type Terminal } from './terminal.js';
import { addValidateCommand } from './validate-command.js';

const EXIT_CODE_HELP = `
Exit codes:
  0  allowed, or no error found
  1  denied, or an error found
  2  wrong use, or a file that cannot be read`;

const COMMANDS = [
  addServeCommand,
  addAccountCommand,
  addOrganizationCommand,
  addMasterKeyCommand,
  addBackupCommands,
  addSimulateCommand,
  addValidateCommand,
];

/**
 * Runs one command. Never throws because of its arguments or input: what is wrong with them is
 * said in a sentence on `stderr`, and by the exit code.
 *
 * @param args - the arguments without the name of the program
 */
export async function runCommandLine(
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT_CODES.good;
  const program = createProgram(terminal);
  for (const addCommand of COMMANDS) {
    addCommand(program, terminal, (code) => {
      exitCode = code;
    });
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      // It has said already what is wrong, or printed the help or version that was asked for.
      return error.exitCode === 0 ? EXIT_CODES.good : EXIT_CODES.unreadable;
    }
    terminal.stderr.write(`${describeFailure(error)}\n`);
    return EXIT_CODES.unreadable;
  }
}

function createProgram(terminal: Terminal): Command {
  return new Command('ostiary')
    .description('AWS IAM for your own services, in the terminal.')
    .version(readVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print what a command does, with examples')
    .addHelpText('after', EXIT_CODE_HELP)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    });
}

function readVersion(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return JSON.parse(manifest).version;
}

/** A usage error is already written for a person; anything else is said without its stack. */
function describeFailure(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  return `ostiary: ${printable(error instanceof Error ? error.message : String(error))}`;
}
