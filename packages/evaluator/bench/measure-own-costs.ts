// What only our own engine is asked: the parts of loading, and allocations a decision.

import type { SynchronousPass } from './engine.js';
import { compileUsers, createLoaded, parseUsers, storeTexts } from './engines/ostiary.js';
import { collectGarbage, reachableBytes } from './heap.js';
import { createRandom } from './random.js';
import type { OwnCosts } from './result.js';
import type { Settings } from './settings.js';
import { median } from './statistics.js';
import type { Workload } from './workload.js';

type PolicySets = ReturnType<typeof compileUsers>;

const DECISIONS = 20_000;
const REPEATS = 5;

/**
 * Measures one workload. The process needs a young generation so large that nothing is collected
 * during a pass (`--min-semi-space-size`), for then the growth of the heap is what was allocated.
 */
export function measureOwnCosts(workload: Workload, { loads }: Settings): OwnCosts {
  const before = reachableBytes();
  const { sets, ...loading } = loadInParts(workload, loads);
  const aliveBytes = reachableBytes() - before;
  return { ...loading, aliveBytes, bytesPerDecision: measureAllocations(workload, sets) };
}

/** A function of its own, so that texts and parsed policies are out of reach when it returns. */
function loadInParts(
  workload: Workload,
  loads: number,
): Omit<OwnCosts, 'aliveBytes' | 'bytesPerDecision'> & { readonly sets: PolicySets } {
  const texts = storeTexts(workload);
  const bytes = [reachableBytes()];
  const users = parseUsers(texts, workload);
  bytes.push(reachableBytes());
  const sets = compileUsers(users);
  bytes.push(reachableBytes());
  const [stored = 0, parsed = 0, compiled = 0] = bytes;
  return {
    sets,
    parseMs: medianTime(loads, () => parseUsers(texts, workload)),
    compileMs: medianTime(loads, () => compileUsers(users)),
    textBytes: [...texts.groups, ...texts.users].flat().reduce((sum, text) => sum + text.length, 0),
    parsedBytes: parsed - stored,
    compiledBytes: compiled - parsed,
  };
}

function medianTime(times: number, work: () => unknown): number {
  return median(
    Array.from({ length: times }, () => {
      collectGarbage();
      const start = performance.now();
      work();
      return performance.now() - start;
    }),
  );
}

function measureAllocations(workload: Workload, sets: PolicySets): number {
  const { prepare } = createLoaded(workload, sets);
  const random = createRandom(1);
  const requests = Array.from({ length: DECISIONS }, () => workload.request(random));
  const pass = prepare(requests);
  const count = affordableDecisions(pass);
  return median(
    Array.from({ length: REPEATS }, () => {
      collectGarbage();
      const before = process.memoryUsage().heapUsed;
      pass(0, count);
      return (process.memoryUsage().heapUsed - before) / count;
    }),
  );
}

/** All of them, unless an evaluator without an index would take minutes over it. */
function affordableDecisions(pass: SynchronousPass): number {
  const budgetMs = 300;
  const start = performance.now();
  let count = 0;
  while (count < DECISIONS && performance.now() - start < budgetMs) {
    pass(count, Math.min(count + 10, DECISIONS));
    count = Math.min(count + 10, DECISIONS);
  }
  return count;
}
