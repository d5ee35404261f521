// The command line of `npm run bench`.
import { parseArgs } from 'node:util';
import { FULL, QUICK, type Settings } from './settings.js';
import { WORKLOADS } from './workload-table.js';

/** What the caller asked for. */
export interface BenchOptions {
  readonly settings: Settings;
  readonly workloads: readonly string[];
  /** File that the report is written to, besides standard output. */
  readonly markdown: string | undefined;
  /** The command that gives the same again. */
  readonly command: string;
}

/** What `--help` prints. */
export const HELP = `Measures the evaluator and its peers on the same workloads, in interleaved rounds.

  npm run bench -- [options]

  --quick            about a minute: few rounds, and slow engines are left out
  --only NAMES       workloads to run, separated by commas: ${[...WORKLOADS.keys()].join(', ')}
  --markdown FILE    also write the report to FILE
  --help             print this

It takes about five minutes, and wants a machine that does nothing else.
`;

/**
 * Reads the arguments; undefined when help is asked for.
 *
 * @throws TypeError for an option or a workload that does not exist.
 */
export function parseOptions(args: readonly string[]): BenchOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      markdown: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const workloads = values.only?.split(',') ?? [...WORKLOADS.keys()];
  const unknown = workloads.find((name) => !WORKLOADS.has(name));
  if (unknown !== undefined) {
    const known = [...WORKLOADS.keys()].join(', ');
    throw new TypeError(`expected workloads among ${known}, found \`${unknown}\``);
  }
  return {
    settings: values.quick ? QUICK : FULL,
    workloads,
    markdown: values.markdown,
    command: ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' '),
  };
}
