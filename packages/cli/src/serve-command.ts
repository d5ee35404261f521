// `ostiary serve`: the control plane as a process.
import { type RunningService, readServeSettings, ServeSettingError, serve } from '@ostiary/server';
import type { Command } from 'commander';
import { UsageError } from './errors.js';
import { EXIT_CODES, type ExitCode } from './exit-code.js';
import { type Terminal, write } from './terminal.js';

const EXAMPLES = `
Examples:
  ostiary serve                                    SQLite under ./ostiary-data, http://127.0.0.1:8080
  ostiary serve --store memory --port 0            nothing outlives the process; a free port
  ostiary serve --host 0.0.0.0 --tls-cert chain.pem --tls-key key.pem
  aws --endpoint-url http://127.0.0.1:8080 iam create-user --user-name alice

Environment:
  OSTIARY_ROOT_ACCESS_KEY_ID, OSTIARY_ROOT_SECRET_ACCESS_KEY
                           the root user's key; without them one is made at the first start and shown once
  OSTIARY_ACCOUNT_ID       the first account, 123456789012 when not set
  OSTIARY_MASTER_KEY_FILE  the key that seals secrets; DATA/master.key for SQLite when not set, required for
                           PostgreSQL
  OSTIARY_LOCAL_ISSUERS    OpenID Connect providers that may be asked by http, at a private address or on another
                           port: origins with commas between them
  OSTIARY_SAML_ENDPOINT    whom SAML assertions have to be for; https://signin.aws.amazon.com/saml when not set

SIGTERM and SIGINT let open requests end, then the process exits with 0. The log goes to standard output, a
JSON object a line; what a person has to read goes to standard error.

Exit codes: 0 stopped by a signal, 2 wrong use or a start that failed.`;

interface ServeOptions {
  readonly port?: string;
  readonly host?: string;
  readonly data?: string;
  readonly store?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly logLevel?: string;
}

/** Adds the command to the program; `end` is told the exit code. */
export function addServeCommand(
  program: Command,
  terminal: Terminal,
  end: (code: ExitCode) => void,
): void {
  program
    .command('serve')
    .description('Answer IAM and STS: AWS clients work with only the endpoint changed.')
    .option('--port <n>', 'where to listen; 8080 when left out, 0 takes a free one')
    .option('--host <address>', '127.0.0.1 when left out')
    .option(
      '--data <dir>',
      'where the database and the master key are; ./ostiary-data when left out',
    )
    .option(
      '--store <store>',
      'memory, sqlite:FILE or postgres://…; SQLite under --data when left out',
    )
    .option('--tls-cert <file>', 'certificate chain in PEM; with --tls-key the endpoint is https')
    .option('--tls-key <file>', 'private key in PEM')
    .option('--log-level <level>', 'silent, error, warn, info or debug; info when left out')
    .addHelpText('after', EXAMPLES)
    .action(async (options: ServeOptions) => {
      await runServer(options, terminal);
      end(EXIT_CODES.good);
    });
}

/** Serves until a signal says to stop. */
async function runServer(options: ServeOptions, terminal: Terminal): Promise<void> {
  const stopped = untilSignal();
  const running = await start(options, terminal);
  await write(terminal.stderr, describeRootKey(running.rootAccessKey));
  await write(terminal.stderr, `ostiary: IAM and STS answer on ${running.url}\n`);
  const signal = await stopped;
  await write(terminal.stderr, `ostiary: ${signal}, open requests end before the process does\n`);
  await running.close();
}

async function start(options: ServeOptions, terminal: Terminal): Promise<RunningService> {
  try {
    const settings = readServeSettings(options, process.env);
    return await serve(settings, (line) => terminal.stdout.write(line));
  } catch (error) {
    if (error instanceof ServeSettingError) throw new UsageError(`ostiary: ${error.message}`);
    throw error;
  }
}

/** What became of the root user's key; a secret that was made is shown here and never again. */
function describeRootKey(key: RunningService['rootAccessKey']): string {
  switch (key.outcome) {
    case 'made':
      return `ostiary: the root user's key, shown this once:
  AWS_ACCESS_KEY_ID=${key.accessKeyId}
  AWS_SECRET_ACCESS_KEY=${key.secretAccessKey.reveal()}
`;
    case 'given':
      return `ostiary: the root user's key is ${key.accessKeyId}, as given\n`;
    case 'replaced':
      return `ostiary: the root user's key is now ${key.accessKeyId}; ${key.former} signs no more\n`;
    case 'kept':
      return `ostiary: the root user's key is ${key.accessKeyId}, as before\n`;
    default:
      return key satisfies never;
  }
}

function untilSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve);
  });
}
