// What the bench asks of an engine, ours or a peer's.
import type { BenchRequest, Workload } from './workload.js';

/**
 * Decides the prepared requests from `from` up to `to`, and says how many are allowed; a promise
 * from an engine that only decides asynchronously.
 */
export type Pass = (from: number, to: number) => number | Promise<number>;

/** A pass of an engine that decides while its caller waits. */
export type SynchronousPass = (from: number, to: number) => number;

/** An engine that holds the policies of a workload. */
export interface LoadedEngine {
  /** Puts requests into the words of the engine, which no decision is charged for. */
  readonly prepare: (requests: readonly BenchRequest[]) => Pass;
}

/** One engine. */
export interface Engine {
  readonly name: string;
  /** How it is used, and what that does for or against it. */
  readonly use: string;
  /** Why the engine cannot express a workload; undefined when it can. */
  readonly findLimit?: (workload: Workload) => string | undefined;
  /** Translates the policies, which is not measured; the function it returns loads them, which is. */
  readonly translate: (workload: Workload) => Load;
}

/**
 * Loads an engine. One that does it in steps gives up at `deadline`, a time of `performance.now`.
 *
 * @throws LoadTimeout when it gave up.
 */
export type Load = (deadline: number) => LoadedEngine | Promise<LoadedEngine>;

/** How far an engine came with loading in its time. */
export class LoadTimeout extends Error {}
