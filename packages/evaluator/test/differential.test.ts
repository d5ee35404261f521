// A short run of the comparison with the peer; differential/run.ts makes long ones.
import { expect, it } from 'vitest';
import { compare } from './differential/compare.js';

const CASES = 1000;

it('decides as @cloud-copilot/iam-simulate does, but for the known differences', async () => {
  const { disagreements, excludedCases, outcomes } = await compare(1, CASES);
  expect(disagreements).toEqual([]);
  expect(excludedCases / CASES).toBeLessThan(0.025);
  for (const outcome of ['allowed', 'explicitDeny', 'implicitDeny']) {
    expect((outcomes.get(outcome) ?? 0) / CASES).toBeGreaterThan(0.15);
  }
}, 60_000);
