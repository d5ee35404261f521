// `ostiary organization`: the organization of a deployment, as one document.
import type { Command } from 'commander';
import { z } from 'zod';
import { addConnection, type ControlPlaneOptions, callDeployment } from './control-plane-client.js';
import { RefusedError, UsageError } from './errors.js';
import { EXIT_CODES, type ExitCode } from './exit-code.js';
import { readSource, type Source } from './read-source.js';
import { printable, type Terminal, write } from './terminal.js';

const EXAMPLES = `
Examples:
  ostiary organization plan organization.json --profile root
  ostiary organization apply organization.json --profile root
  ostiary organization show --document > organization.json

The document names the management account, the policies, and the tree of units and accounts with
what is attached to each. The management account is the one that owns the deployment, and its
principals alone may do this. An account that the document does not name is in the root.

Without --yes, apply asks first, and ends with 1 when the answer is not yes.`;

const PATH = '/deployment/v1/organization';

interface ApplyOptions extends ControlPlaneOptions {
  readonly yes?: boolean;
}

interface ShowOptions extends ControlPlaneOptions {
  readonly document?: boolean;
}

const planMessage = z.object({ revision: z.int(), changes: z.array(z.string()) });

type Plan = z.infer<typeof planMessage>;

const descriptionMessage = z.looseObject({ document: z.string().optional() });

/** Adds the command to the program; `end` is told the exit code. */
export function addOrganizationCommand(
  program: Command,
  terminal: Terminal,
  end: (code: ExitCode) => void,
): void {
  const organization = program
    .command('organization')
    .description('Plan, apply and show the organization of a deployment.')
    .addHelpText('after', EXAMPLES);
  const add = (name: string, description: string) =>
    addConnection(organization.command(name).description(description)).addHelpText(
      'after',
      EXAMPLES,
    );
  const document = ['<file>', 'the document, JSON; - is standard input'] as const;

  add('plan', 'Say what a document would change, and change nothing.')
    .argument(...document)
    .action(async (file: string, options: ControlPlaneOptions) => {
      const { changes } = await plan(await readSource(file, terminal), options);
      await write(terminal.stdout, describeChanges(changes));
      end(EXIT_CODES.good);
    });
  add('apply', 'Say what a document would change, ask, and change it all in one step.')
    .argument(...document)
    .option('-y, --yes', 'do not ask')
    .action(async (file: string, options: ApplyOptions) => {
      end(await apply(file, options, terminal));
    });
  add('show', 'Show the organization that stands, with its ids.')
    .option('--document', 'nothing but the document, as it was applied')
    .action(async ({ document: alone = false, ...options }: ShowOptions) => {
      const answer = await callDeployment(options, { method: 'GET', path: PATH });
      await write(terminal.stdout, describeOrganization(answer, alone));
      end(EXIT_CODES.good);
    });
}

async function plan(source: Source, options: ControlPlaneOptions): Promise<Plan> {
  const path = `${PATH}/plan`;
  const body = { document: source.text };
  return planMessage.parse(
    await placing(source, () => callDeployment(options, { method: 'POST', path, body })),
  );
}

async function apply(
  file: string,
  { yes = false, ...options }: ApplyOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  if (file === '-' && !yes) {
    throw new UsageError('ostiary: expected --yes with a document from standard input');
  }
  const source = await readSource(file, terminal);
  const { revision, changes } = await plan(source, options);
  await write(terminal.stdout, describeChanges(changes));
  if (changes.length === 0) return EXIT_CODES.good;
  if (!yes && !(await agrees('Apply? [y/N] ', terminal))) {
    await write(terminal.stderr, 'ostiary: nothing was changed\n');
    return EXIT_CODES.bad;
  }
  const body = { document: source.text, revision };
  const applied = planMessage.parse(
    await placing(source, () => callDeployment(options, { method: 'PUT', path: PATH, body })),
  );
  await write(terminal.stdout, `applied: revision ${applied.revision}\n`);
  return EXIT_CODES.good;
}

/** Says what is wrong with a document as compilers do, `file:line:column: …`. */
async function placing<T>({ file }: Source, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof RefusedError && error.code === 'ValidationError')) throw error;
    const lines = error.reason.split('\n').map((line) => {
      const separator = /^\d+:\d+: /.test(line) ? ':' : ': ';
      return printable(`${file}${separator}${line}`);
    });
    throw new UsageError(lines.join('\n'), { cause: error });
  }
}

function describeChanges(changes: readonly string[]): string {
  if (changes.length === 0) return 'no change\n';
  return changes.map((change) => `${printable(change)}\n`).join('');
}

function describeOrganization(answer: unknown, documentAlone: boolean): string {
  const { document, ...other } = descriptionMessage.parse(answer);
  if (!documentAlone) {
    const parsed = document === undefined ? {} : { document: JSON.parse(document) };
    return `${JSON.stringify({ ...other, ...parsed }, null, 2)}\n`;
  }
  if (document === undefined) throw new UsageError('ostiary: there is no organization yet');
  return document;
}

/** Whoever says nothing, or anything but yes, has not agreed. */
async function agrees(question: string, { stdin, stderr }: Terminal): Promise<boolean> {
  await write(stderr, question);
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) {
    chunks.push(chunk);
    if (chunk.includes(0x0a)) break;
  }
  return /^y(es)?$/i.test(Buffer.concat(chunks).toString().trim());
}
