// Correctness first: a fast wrong answer is worth nothing.
import type { LoadedEngine } from './engine.js';
import { createRandom } from './random.js';
import type { Check } from './result.js';
import type { Workload } from './workload.js';

const CHECKED_AT_LEAST = 3;
const CHECKED_AT_MOST = 2_000;
const SEED = 0xc0ffee;

/** Compares as many answers with the known ones as `budgetMs` allows; at least three. */
export async function checkAnswers(
  { prepare }: LoadedEngine,
  workload: Workload,
  budgetMs: number,
): Promise<{ readonly check: Check; readonly nsPerDecision: number }> {
  const random = createRandom(SEED);
  const start = performance.now();
  let decisions = 0;
  let allowed = 0;
  let wrong = 0;
  let spentMs = 0;
  while (decisions < CHECKED_AT_LEAST || (decisions < CHECKED_AT_MOST && spentMs < budgetMs)) {
    const request = workload.request(random);
    const isAllowed = (await prepare([request])(0, 1)) === 1;
    if (isAllowed !== (request.expected === 'allowed')) wrong += 1;
    if (isAllowed) allowed += 1;
    decisions += 1;
    spentMs = performance.now() - start;
  }
  return { check: { decisions, allowed, wrong }, nsPerDecision: (spentMs * 1e6) / decisions };
}
