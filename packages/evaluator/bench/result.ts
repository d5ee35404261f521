// What a run found, as plain data: it crosses from the measuring process to the reporting one.
import type { Interval } from './statistics.js';

/** One engine on one workload. */
export interface EngineResult {
  readonly engine: string;
  /** Why there are no numbers; null when there are. */
  readonly unavailable: string | null;
  readonly measured: Measured | null;
}

/** The numbers of one engine on one workload. */
export interface Measured {
  readonly loadMs: number;
  /** Bytes of heap, wasm memory included, that loading left behind. */
  readonly loadedBytes: number;
  /** The same after the first decisions, since engines prepare a part only then. */
  readonly decidedBytes: number;
  readonly check: Check;
  readonly nsPerDecision: number;
  readonly rounds: number;
  readonly decisionsARound: number;
  /** How many times as long as ours, round by round; null for ours. */
  readonly ratio: Interval | null;
}

/** How the answers compare with the known ones. */
export interface Check {
  readonly decisions: number;
  readonly allowed: number;
  readonly wrong: number;
}

/** Every engine on one workload. */
export interface WorkloadResult {
  readonly engines: readonly EngineResult[];
  /** Ours, the whole workload against its sample of 1,000 statements; null where there is none. */
  readonly growth: Interval | null;
}

/** What our own engine costs besides time a decision. */
export interface OwnCosts {
  readonly parseMs: number;
  readonly compileMs: number;
  readonly textBytes: number;
  /** Heap that `parsePolicy` left behind. */
  readonly parsedBytes: number;
  /** Heap that `compile` left behind, the parsed policies apart. */
  readonly compiledBytes: number;
  /** Heap with nothing but the compiled sets held by anybody. */
  readonly aliveBytes: number;
  readonly bytesPerDecision: number;
}
