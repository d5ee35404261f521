// Random cases decided by both, one after the other.
import { evaluate } from '../../src/index.js';
import { randomCase } from '../random/case.js';
import { seededSource } from '../random/source.js';
import { type SimulatedCase, simulate } from '../simulated-case.js';
import { decideByPeer } from './iam-simulate.js';
import { KNOWN_DIFFERENCES } from './known-differences.js';

/** A case that comes out differently, with the number that makes it again. */
export interface Disagreement {
  readonly index: number;
  readonly ours: string;
  readonly theirs: string;
  readonly given: SimulatedCase;
}

/** What came of a run. */
export interface Comparison {
  readonly cases: number;
  /** Cases that were not compared, by the name of the known difference. */
  readonly excluded: ReadonlyMap<string, number>;
  readonly excludedCases: number;
  readonly outcomes: ReadonlyMap<string, number>;
  readonly disagreements: readonly Disagreement[];
}

/** Who is told of a run while it lasts. */
export interface Watcher {
  readonly onProgress?: (done: number) => void;
  readonly onDisagreement?: (found: Disagreement) => void;
}

/** Compares `cases` random cases; the same seed gives the same ones. */
export async function compare(
  seed: number,
  cases: number,
  { onProgress, onDisagreement }: Watcher = {},
): Promise<Comparison> {
  const excluded = new Map<string, number>();
  const outcomes = new Map<string, number>();
  const disagreements: Disagreement[] = [];
  let excludedCases = 0;
  for (let index = 0; index < cases; index += 1) {
    onProgress?.(index);
    const given = caseAt(seed, index);
    const known = KNOWN_DIFFERENCES.filter(({ applies }) => applies(given));
    for (const { name } of known) count(excluded, name);
    if (known.length > 0) {
      excludedCases += 1;
      continue;
    }
    const { request, policies } = simulate(given);
    const ours = evaluate(request, policies).outcome;
    const theirs = await decideByPeer(given);
    count(outcomes, ours);
    if (ours === theirs) continue;
    disagreements.push({ index, ours, theirs, given });
    onDisagreement?.({ index, ours, theirs, given });
  }
  return { cases, excluded, excludedCases, outcomes, disagreements };
}

/** One case of a run. */
function caseAt(seed: number, index: number): SimulatedCase {
  return randomCase(seededSource(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index, 0x85ebca6b)));
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
