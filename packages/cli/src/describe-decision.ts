// A decision as plain data, for programs.
import { type Decision, explain, findMatched } from '@ostiary/evaluator';
import type { Effect } from '@ostiary/policy';

/** A statement that matched: its policy, and its Sid or else its place there, counted from 1. */
export interface MatchedStatement {
  readonly policy: string;
  readonly sid?: string;
  readonly statement?: number;
  readonly effect: Effect;
}

/** What a simulation answers. */
export interface DescribedDecision {
  readonly decision: Decision['outcome'];
  readonly matched: readonly MatchedStatement[];
  readonly reason: string;
}

/** Every statement that matched, whichever of them decided, and the reason in one sentence. */
export function describeDecision(decision: Decision): DescribedDecision {
  return {
    decision: decision.outcome,
    matched: findMatched(decision).map(({ policy, sid, index, effect }) => ({
      policy: policy.name,
      ...(sid ? { sid } : { statement: index + 1 }),
      effect,
    })),
    reason: explain(decision)[0] ?? '',
  };
}
