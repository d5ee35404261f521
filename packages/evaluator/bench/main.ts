// `npm run bench`: compiles what is measured, runs each workload in a process of its own, reports.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { ENGINES } from './engine-table.js';
import { describeMachine, findVersions } from './machine.js';
import type { Job } from './measure.js';
import { type BenchOptions, HELP, parseOptions } from './options.js';
import { printReport, type WorkloadReport } from './report.js';
import type { OwnCosts, WorkloadResult } from './result.js';
import { WORKLOADS } from './workload-table.js';

/** Megabytes: enough that no young object is collected while allocations are counted. */
const LARGE_YOUNG_GENERATION = ['--min-semi-space-size=256', '--max-semi-space-size=256'];

const options = parseOptionsOrExit();
if (options === undefined) process.stdout.write(HELP);
else await run(options);

function parseOptionsOrExit(): BenchOptions | undefined {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`bench: ${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  }
}

async function run({ settings, workloads, markdown, command }: BenchOptions): Promise<void> {
  const description = { command, machine: describeMachine(), versions: findVersions() };
  // In the package, for the peers to be found from there.
  const folder = mkdtempSync(fileURLToPath(new URL('../node_modules/.bench-', import.meta.url)));
  try {
    const file = join(folder, 'measure.mjs');
    await compileTo(file);
    const reports: WorkloadReport[] = [];
    for (const workload of workloads) {
      const job = { workload, settings };
      const { name, about, statements } = WORKLOADS.get(workload)?.() ?? {
        name: workload,
        about: '',
        statements: 0,
      };
      reports.push({
        workload: { name, about, statements },
        result: await measure<WorkloadResult>(file, { ...job, kind: 'engines' }, []),
        own: await measure<OwnCosts>(file, { ...job, kind: 'ownCosts' }, LARGE_YOUNG_GENERATION),
      });
    }
    const report = printReport(description, reports);
    process.stdout.write(report);
    if (markdown !== undefined) writeFileSync(markdown, report);
    if (!reports.every(isSound)) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether all ran to its end and nobody answered wrongly. */
function isSound({ result, own }: WorkloadReport): boolean {
  if (typeof result === 'string' || typeof own === 'string') return false;
  return result.engines.every(({ measured }) => (measured?.check.wrong ?? 0) === 0);
}

/**
 * Takes the types away and nothing else, as the published build does: the loader that runs this very
 * file would wrap each closure to keep its name, and be measured with it.
 */
async function compileTo(outfile: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL('measure.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'es2022',
    mainFields: ['module', 'main'],
    // Peers are measured as installed; `naive` and `ostiary` are no packages there, and harm nothing.
    external: ENGINES.map(({ name }) => name),
    logLevel: 'warning',
  });
}

/** Runs a job in a fresh process; a text says why there is no result. */
function measure<Result>(
  file: string,
  job: Job,
  flags: readonly string[],
): Promise<Result | string> {
  return new Promise((resolve) => {
    const child = fork(file, [JSON.stringify(job)], { execArgv: ['--expose-gc', ...flags] });
    let found: Result | undefined;
    let isTimedOut = false;
    const timeout = setTimeout(() => {
      isTimedOut = true;
      child.kill('SIGKILL');
    }, job.settings.workloadMs);
    child.on('message', (result) => {
      found = result as Result;
    });
    child.on('close', (code, signal) => {
      clearTimeout(timeout);
      const limit = `n/a: given up after ${job.settings.workloadMs / 1000} s`;
      resolve(found ?? (isTimedOut ? limit : `n/a: ended with ${code ?? signal}`));
    });
  });
}
