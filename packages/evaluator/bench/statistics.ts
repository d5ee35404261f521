// Medians, and how far they can be trusted.
import { createRandom, pick } from './random.js';

/** A median and the interval in which it lies with 95% confidence. */
export interface Interval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 2_000;

/** The middle of some values; half-way between the two in the middle when their count is even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** The median with its percentile bootstrap interval; the same values give the same interval. */
export function medianInterval(values: readonly number[]): Interval {
  const random = createRandom(values.length);
  const medians = Array.from({ length: RESAMPLES }, () =>
    median(values.map(() => pick(random, values))),
  ).sort((one, other) => one - other);
  const at = (share: number): number => medians[Math.floor(share * (RESAMPLES - 1))] ?? Number.NaN;
  return { median: median(values), low: at(0.025), high: at(0.975) };
}
