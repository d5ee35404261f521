// Interleaved rounds: whatever slows the machine down slows all engines down.
import type { LoadedEngine } from './engine.js';
import { collectYoungGarbage } from './heap.js';
import { createRandom } from './random.js';
import type { Settings } from './settings.js';
import type { BenchRequest, Workload } from './workload.js';

/** An engine in the rounds, and what its first decisions took. */
export interface Contender {
  readonly loaded: LoadedEngine;
  readonly workload: Workload;
  readonly nsPerDecision: number;
}

/** What an engine showed in the rounds in which it took part. */
export interface Series {
  readonly decisionsARound: number;
  /** By round, in nanoseconds a decision. */
  readonly times: ReadonlyMap<number, number>;
}

const WARM_UP_SHARE = 0.1;

/** Runs the rounds; the result stands in the order of `contenders`. */
export async function runRounds(
  contenders: readonly Contender[],
  settings: Settings,
): Promise<readonly Series[]> {
  const plans: Plan[] = [];
  for (const contender of contenders) plans.push(await createPlan(contender, settings));
  for (let round = 0; round < settings.rounds; round += 1) {
    // Each begins once in a while, so that none always runs in the wake of the same other.
    const first = round % plans.length;
    for (const plan of [...plans.slice(first), ...plans.slice(0, first)]) {
      if (round % plan.everyRounds !== 0) continue;
      const requests = createStream(plan.contender.workload, plan.decisionsARound, round);
      plan.times.set(round, await timePass(plan.contender.loaded, requests));
    }
  }
  return plans;
}

interface Plan extends Series {
  readonly contender: Contender;
  readonly everyRounds: number;
  readonly times: Map<number, number>;
}

async function createPlan(contender: Contender, settings: Settings): Promise<Plan> {
  const nsPerDecision = await warmUp(contender, settings);
  const affordable = Math.floor((settings.passMs * 1e6) / nsPerDecision);
  const decisionsARound = Math.max(1, Math.min(settings.streamLength, affordable));
  const roundMs = (decisionsARound * nsPerDecision) / 1e6;
  const rounds = Math.max(1, Math.min(settings.rounds, settings.engineMs / roundMs));
  const everyRounds = Math.ceil(settings.rounds / rounds);
  return { contender, decisionsARound, everyRounds, times: new Map() };
}

/** Gives the compiler its time, and says what a decision takes from then on. */
async function warmUp(
  { loaded, workload, nsPerDecision }: Contender,
  settings: Settings,
): Promise<number> {
  const budgetMs = settings.engineMs * WARM_UP_SHARE;
  let known = nsPerDecision;
  let spentMs = 0;
  for (let pass = -1; spentMs + known / 1e6 < budgetMs; pass -= 1) {
    const affordable = Math.floor(((budgetMs - spentMs) * 1e6) / known);
    const requests = createStream(workload, Math.min(settings.streamLength, affordable), pass);
    known = await timePass(loaded, requests);
    spentMs += (known * requests.length) / 1e6;
  }
  return known;
}

/** Requests that no engine has met before. */
function createStream(workload: Workload, length: number, round: number): readonly BenchRequest[] {
  const random = createRandom(0x0571a27 + round * 7919);
  return Array.from({ length }, () => workload.request(random));
}

async function timePass(
  { prepare }: LoadedEngine,
  requests: readonly BenchRequest[],
): Promise<number> {
  const pass = prepare(requests);
  collectYoungGarbage();
  const start = process.hrtime.bigint();
  const allowed = await pass(0, requests.length);
  const elapsed = Number(process.hrtime.bigint() - start);
  // Read, so that no compiler can find the decisions useless.
  if (allowed > requests.length) throw new RangeError('expected fewer allowed than asked');
  return elapsed / requests.length;
}
