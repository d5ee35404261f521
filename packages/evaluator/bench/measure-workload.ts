// Every engine on one workload: load, check the answers, then the rounds.
import { checkAnswers } from './check-answers.js';
import { type Engine, LoadTimeout } from './engine.js';
import { ENGINES } from './engine-table.js';
import { ostiary } from './engines/ostiary.js';
import { reachableBytes } from './heap.js';
import { estimateCosts, type Loading, loadEngine } from './load-engine.js';
import type { Check, EngineResult, Measured, WorkloadResult } from './result.js';
import { type Contender, runRounds, type Series } from './rounds.js';
import type { Settings } from './settings.js';
import { type Interval, median, medianInterval } from './statistics.js';
import type { Workload } from './workload.js';

interface Candidate {
  readonly engine: string;
  readonly loading: Omit<Loading, 'loaded'>;
  readonly check: Check;
  readonly decidedBytes: number;
  readonly contender: Contender;
}

/** Measures one workload; `say` is told how far it is. */
export async function measureWorkload(
  workload: Workload,
  settings: Settings,
  say: (text: string) => void,
): Promise<WorkloadResult> {
  const unavailable = new Map<string, string>();
  const candidates: Candidate[] = [];
  for (const engine of ENGINES) {
    say(engine.name);
    const limit = await findLimit(engine, workload, settings);
    const candidate = limit ?? (await tryCandidate(engine, workload, settings));
    if (typeof candidate === 'string') unavailable.set(engine.name, candidate);
    else candidates.push(candidate);
  }
  const sample = workload.sample?.();
  const sampled = sample && (await createCandidate(ostiary, sample, settings));

  say(`${settings.rounds} rounds`);
  const contenders = [...candidates, ...(sampled === undefined ? [] : [sampled])];
  const series = await runRounds(
    contenders.map(({ contender }) => contender),
    settings,
  );
  const ours = series[candidates.findIndex(({ engine }) => engine === ostiary.name)];
  if (ours === undefined) throw new TypeError('expected to measure ostiary, found no times of it');
  const engines = ENGINES.map(({ name }): EngineResult => {
    const at = candidates.findIndex(({ engine }) => engine === name);
    const [candidate, own] = [candidates[at], series[at]];
    if (candidate === undefined || own === undefined) {
      return { engine: name, unavailable: unavailable.get(name) ?? null, measured: null };
    }
    return { engine: name, unavailable: null, measured: summarize(candidate, own, ours) };
  });
  const small = sampled && series[candidates.length];
  return { engines, growth: small === undefined ? null : compareRounds(ours, small) };
}

/** Why a peer has no numbers; ours has them whatever it takes. */
async function findLimit(
  engine: Engine,
  workload: Workload,
  { loadMs, decisionMs }: Settings,
): Promise<string | undefined> {
  if (engine === ostiary) return undefined;
  const limit = engine.findLimit?.(workload);
  if (limit !== undefined) return `cannot express it: ${limit}`;
  const sample = workload.sample?.();
  if (sample === undefined) return undefined;
  const estimate = await estimateCosts(engine, sample, workload);
  if (estimate.loadMs > loadMs) return printLimit('load', estimate.loadMs, loadMs);
  if (estimate.decisionMs > decisionMs) {
    return printLimit('decide once', estimate.decisionMs, decisionMs);
  }
  return undefined;
}

function printLimit(what: string, estimateMs: number, limitMs: number): string {
  return `> ${limitMs / 1000} s (would ${what} in about ${(estimateMs / 1000).toFixed(1)} s)`;
}

/** A text says how far an engine came that did not load in its time. */
async function tryCandidate(
  engine: Engine,
  workload: Workload,
  settings: Settings,
): Promise<Candidate | string> {
  try {
    return await createCandidate(engine, workload, settings);
  } catch (error) {
    if (error instanceof LoadTimeout) return `> ${settings.loadMs / 1000} s (${error.message})`;
    throw error;
  }
}

async function createCandidate(
  engine: Engine,
  workload: Workload,
  settings: Settings,
): Promise<Candidate> {
  const { loaded, ...loading } = await loadEngine(engine, workload, settings.loadMs);
  const { check, nsPerDecision } = await checkAnswers(loaded, workload, settings.checkMs);
  return {
    engine: engine.name,
    loading,
    check,
    decidedBytes: reachableBytes() - loading.bytesBefore,
    contender: { loaded, workload, nsPerDecision },
  };
}

function summarize(
  { loading, check, decidedBytes }: Candidate,
  own: Series,
  ours: Series,
): Measured {
  return {
    loadMs: loading.loadMs,
    loadedBytes: loading.loadedBytes,
    decidedBytes,
    check,
    nsPerDecision: median([...own.times.values()]),
    rounds: own.times.size,
    decisionsARound: own.decisionsARound,
    ratio: own === ours ? null : compareRounds(own, ours),
  };
}

/** How many times as long as the other, in the rounds in which both took part. */
function compareRounds(one: Series, other: Series): Interval {
  const ratios = [...one.times].flatMap(([round, time]) => {
    const against = other.times.get(round);
    return against === undefined ? [] : [time / against];
  });
  return medianInterval(ratios);
}
