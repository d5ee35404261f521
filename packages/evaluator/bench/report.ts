// A run as Markdown.
import { ENGINES } from './engine-table.js';
import type { EngineResult, Measured, OwnCosts, WorkloadResult } from './result.js';
import type { Interval } from './statistics.js';
import type { Workload } from './workload.js';

/** What a run found about one workload; a text where it was given up. */
export interface WorkloadReport {
  readonly workload: Pick<Workload, 'name' | 'about' | 'statements'>;
  readonly result: WorkloadResult | string;
  readonly own: OwnCosts | string;
}

/** What a report says about the run itself. */
export interface RunDescription {
  readonly command: string;
  readonly machine: string;
  readonly versions: ReadonlyMap<string, string>;
}

/** Prints a report. */
export function printReport(run: RunDescription, reports: readonly WorkloadReport[]): string {
  return `${[
    '# Performance',
    `Written by \`${run.command}\`; not edited by hand.`,
    `Measured on ${run.machine}.`,
    READING,
    '## Nanoseconds a decision',
    printSummary(reports),
    ...reports.flatMap(printWorkload),
    '## What ostiary alone costs',
    printOwnCosts(reports),
    OWN_COSTS_READING,
    '## How each engine was used',
    ENGINES.map(({ name, use }) => {
      const version = run.versions.get(name);
      return `- **${name}**${version === undefined ? '' : ` ${version}`}: ${use}.`;
    }).join('\n'),
  ].join('\n\n')}\n`;
}

const READING = `All engines of a workload run in one process, in rounds that interleave them, on the code that is published (compiled without development transforms). Each round makes new requests, about half of them allowed, the rest denied explicitly and implicitly; each is decided once and translated into the words of each engine beforehand, uncharged. A time is the median of the rounds. A ratio is the median of the ratios within each round, with its 95% bootstrap interval: absolute times move with the load of the machine, ratios hardly do. Before all that each engine answers requests whose answers are known; a row with a wrong answer is marked **wrong**. An engine that is slow takes part with fewer requests in fewer rounds, which its row says. Loading is timed once, or three times when it takes less than 0.3 s.

These engines do not do the same. Ostiary walks every policy type and names the statement that decided; iam-simulate explains every statement at each call; CASL, casbin, Cedar and the naive scan answer a simpler question, stated at the end.`;

const OWN_COSTS_READING =
  'Parsing and compiling are medians of three (one with `--quick`), in a process that has done it once. Heap is what is reachable after a full collection: what `parsePolicy` leaves, what `compile` adds, and what is left when nothing but the compiled sets is held (they keep of the parsed policies and their texts what they need). Allocated is the growth of the heap over decisions without a collection in between; an object of four fields, as a `Decision` is, takes 56 bytes.';

function printSummary(reports: readonly WorkloadReport[]): string {
  const rows = ENGINES.map(({ name }) => [
    name,
    ...reports.map(({ result }) => {
      if (typeof result === 'string') return 'n/a';
      const measured = result.engines.find(({ engine }) => engine === name)?.measured;
      if (!measured) return 'n/a';
      const ratio = measured.ratio === null ? '' : ` (${printNumber(measured.ratio.median)}×)`;
      return `${printNumber(measured.nsPerDecision)}${ratio}${printWrong(measured)}`;
    }),
  ]);
  return printTable(['engine', ...reports.map(({ workload }) => workload.name)], rows);
}

function printWorkload({ workload, result }: WorkloadReport): readonly string[] {
  const head = [`## ${workload.name}`, `${workload.about}.`];
  if (typeof result === 'string') return [...head, result];
  const rows = result.engines.map((each) => printEngine(each, workload.statements));
  const table = printTable(
    [
      'engine',
      'ns a decision',
      'ratio to ostiary [95%]',
      'load',
      'heap after load',
      'heap after decisions',
      'bytes a statement',
      'rounds × decisions',
      'answers checked',
    ],
    rows,
  );
  const growth =
    result.growth === null
      ? []
      : [
          `Ostiary, all of it against its small sample (the same workload with 1,000 statements, or 500 users) in the same rounds: ${printInterval(result.growth)} times as long a decision.`,
        ];
  return [...head, table, ...growth];
}

function printEngine(
  { engine, unavailable, measured }: EngineResult,
  statements: number,
): readonly string[] {
  if (measured === null) {
    return [engine, `n/a: ${unavailable ?? 'not measured'}`, '', '', '', '', '', '', ''];
  }
  const { check } = measured;
  const answers = `${check.allowed} allowed, ${check.decisions - check.allowed} denied`;
  return [
    engine,
    printNumber(measured.nsPerDecision),
    measured.ratio === null ? '1' : printInterval(measured.ratio),
    printMs(measured.loadMs),
    printMegabytes(measured.loadedBytes),
    printMegabytes(measured.decidedBytes),
    printBytesEach(measured.decidedBytes, statements),
    `${measured.rounds} × ${printNumber(measured.decisionsARound)}`,
    `${answers}${printWrong(measured)}`,
  ];
}

function printOwnCosts(reports: readonly WorkloadReport[]): string {
  const rows = reports.map(({ workload, own }) => {
    if (typeof own === 'string') return [workload.name, own, '', '', '', '', '', '', ''];
    return [
      workload.name,
      printMs(own.parseMs),
      printMs(own.compileMs),
      printMegabytes(own.textBytes),
      printMegabytes(own.parsedBytes),
      printMegabytes(own.compiledBytes),
      printBytesEach(own.compiledBytes, workload.statements),
      printMegabytes(own.aliveBytes),
      `${printNumber(own.bytesPerDecision)} B`,
    ];
  });
  return printTable(
    [
      'workload',
      'parse',
      'compile',
      'texts',
      'heap, parsed',
      'heap, compiled',
      'compiled, bytes a statement',
      'heap, sets alone',
      'allocated a decision',
    ],
    rows,
  );
}

function printTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function printWrong({ check }: Measured): string {
  return check.wrong === 0 ? '' : ` **wrong: ${check.wrong} of ${check.decisions}**`;
}

function printInterval({ median, low, high }: Interval): string {
  return `${printNumber(median)} [${printNumber(low)}, ${printNumber(high)}]`;
}

/** Three digits, since no more of a time can be trusted. */
function printNumber(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}

function printMs(ms: number): string {
  return ms < 1000 ? `${printNumber(ms)} ms` : `${printNumber(ms / 1000)} s`;
}

/** Of few statements nothing can be told: the code that a process compiles weighs more. */
function printBytesEach(bytes: number, statements: number): string {
  return statements < 1000 ? '–' : printNumber(Math.max(0, bytes / statements));
}

function printMegabytes(bytes: number): string {
  return `${printNumber(Math.max(0, Math.round(bytes / 1e4) / 100))} MB`;
}
