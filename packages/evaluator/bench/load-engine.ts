// Loading an engine with the policies of a workload: how long it takes and what it keeps.
import type { Engine, LoadedEngine } from './engine.js';
import { reachableBytes } from './heap.js';
import { createRandom } from './random.js';
import { median } from './statistics.js';
import type { Workload } from './workload.js';

/** An engine that is ready, and what that took. */
export interface Loading {
  readonly loaded: LoadedEngine;
  readonly loadMs: number;
  readonly loadedBytes: number;
  /** What was reachable before, to measure the same later. */
  readonly bytesBefore: number;
}

/** Three loads have their median taken, as long as one takes less than this. */
const REPEATED_BELOW_MS = 300;

/** Loads, and lets go of everything but what the engine itself holds. */
export async function loadEngine(
  engine: Engine,
  workload: Workload,
  budgetMs: number,
): Promise<Loading> {
  const bytesBefore = reachableBytes();
  const { loaded, loadMs } = await timedLoad(engine, workload, budgetMs);
  return { loaded, loadMs, loadedBytes: reachableBytes() - bytesBefore, bytesBefore };
}

/**
 * What all of a workload would cost, judged by its sample as if both grew with the statements; a
 * decision about one of many users does not.
 */
export async function estimateCosts(
  engine: Engine,
  sample: Workload,
  workload: Workload,
): Promise<{ readonly loadMs: number; readonly decisionMs: number }> {
  const factor = workload.statements / sample.statements;
  const { loaded, fastestMs } = await timedLoad(engine, sample, Number.POSITIVE_INFINITY);
  const random = createRandom(1);
  const times: number[] = [];
  while (times.length < 5) {
    const pass = loaded.prepare([sample.request(random)]);
    const start = performance.now();
    await pass(0, 1);
    times.push(performance.now() - start);
  }
  const decisionMs = Math.min(...times) * (workload.users.length === 1 ? factor : 1);
  return { loadMs: fastestMs * factor, decisionMs };
}

/** A function of its own, so that what it translated is out of reach when it returns. */
async function timedLoad(
  engine: Engine,
  workload: Workload,
  budgetMs: number,
): Promise<Pick<Loading, 'loaded' | 'loadMs'> & { readonly fastestMs: number }> {
  const load = engine.translate(workload);
  const times: number[] = [];
  while (true) {
    const start = performance.now();
    const loaded = await load(start + budgetMs);
    times.push(performance.now() - start);
    if (times.length === 3 || Math.max(...times) > REPEATED_BELOW_MS) {
      return { loaded, loadMs: median(times), fastestMs: Math.min(...times) };
    }
  }
}
