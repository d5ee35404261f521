// How much is measured: rounds, requests and the time that each engine may take.

/** The size of a run; times in milliseconds. */
export interface Settings {
  readonly rounds: number;
  /** Requests made anew for each round, each decided once. */
  readonly streamLength: number;
  /** What an engine may take in one round; a slow one decides fewer requests. */
  readonly passMs: number;
  /** What an engine may take in all rounds of a workload; a slow one takes part in fewer. */
  readonly engineMs: number;
  /** What the comparison with the known answers may take. */
  readonly checkMs: number;
  /** What loading may take, judged by a sample beforehand and, by engines that load in steps, on the way. */
  readonly loadMs: number;
  /** What one decision may take, judged likewise. */
  readonly decisionMs: number;
  /** How often a load is timed for its median. */
  readonly loads: number;
  /** What all of one workload may take before it is given up. */
  readonly workloadMs: number;
}

/** The run whose numbers are published. */
export const FULL: Settings = {
  rounds: 15,
  streamLength: 20_000,
  passMs: 40,
  engineMs: 3_000,
  checkMs: 1_000,
  loadMs: 60_000,
  decisionMs: 10_000,
  loads: 3,
  workloadMs: 300_000,
};

/** A look at whether all works. */
export const QUICK: Settings = {
  rounds: 7,
  streamLength: 5_000,
  passMs: 15,
  engineMs: 500,
  checkMs: 300,
  loadMs: 1_500,
  decisionMs: 250,
  loads: 1,
  workloadMs: 60_000,
};
