// Time-based one-time passwords of authenticator apps (RFC 6238, with its defaults).
import { timingSafeEqual } from 'node:crypto';
import { generateSync } from 'otplib';

const STEP_SECONDS = 30;

/** What two consecutive codes are looked for with. */
export interface ConsecutiveCodes {
  /** Base 32. */
  readonly seed: string;
  readonly codes: readonly [string, string];
  readonly now: Date;
  /** How many steps the device's clock may be off, either way. */
  readonly tolerance: number;
  /** Only codes after this step count. */
  readonly after?: number | undefined;
}

/** The time step of the second of two codes that a device showed one after the other, or undefined. */
export function findTimeStep({
  seed,
  codes: [first, second],
  now,
  tolerance,
  after = 0,
}: ConsecutiveCodes): number | undefined {
  const present = timeStepAt(now);
  for (let step = present - tolerance; step <= present + tolerance; step++) {
    const isFirst = step > after && isCode(first, seed, step);
    if (isFirst && isCode(second, seed, step + 1)) return step + 1;
  }
  return undefined;
}

/** What one code is looked for with. */
export interface SingleCode extends Omit<ConsecutiveCodes, 'codes'> {
  readonly code: string;
  /** How many steps the device's clock is known to be ahead of ours. */
  readonly offset: number;
}

/** The time step of a code, or undefined. */
export function findTimeStepOf({
  seed,
  code,
  now,
  offset,
  tolerance,
  after = 0,
}: SingleCode): number | undefined {
  const present = timeStepAt(now) + offset;
  for (let step = present - tolerance; step <= present + tolerance; step++) {
    if (step > after && isCode(code, seed, step)) return step;
  }
  return undefined;
}

/** Which step of 30 seconds since 1970 it is. */
export function timeStepAt(time: Date): number {
  return Math.floor(time.getTime() / 1000 / STEP_SECONDS);
}

function isCode(code: string, secret: string, step: number): boolean {
  const expected = Buffer.from(generateSync({ secret, epoch: step * STEP_SECONDS }));
  const given = Buffer.from(code);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
