// The measuring process: one workload, one job, the result to the parent.
import { measureOwnCosts } from './measure-own-costs.js';
import { measureWorkload } from './measure-workload.js';
import type { Settings } from './settings.js';
import { WORKLOADS } from './workload-table.js';

/** What the parent asks for, as the JSON text of the first argument. */
export interface Job {
  readonly kind: 'engines' | 'ownCosts';
  readonly workload: string;
  readonly settings: Settings;
}

const job: Job = JSON.parse(process.argv[2] ?? '{}');
const workload = WORKLOADS.get(job.workload)?.();
if (workload === undefined || process.send === undefined) {
  throw new TypeError('expected to be started by `npm run bench`');
}
const say = (text: string): void => void process.stderr.write(`bench: ${job.workload}: ${text}\n`);
process.send(
  job.kind === 'ownCosts'
    ? measureOwnCosts(workload, job.settings)
    : await measureWorkload(workload, job.settings, say),
);
process.disconnect();
