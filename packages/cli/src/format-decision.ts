// A decision and its explanation, for a person.
import { type CompiledStatement, type Decision, explain, findMatched } from '@ostiary/evaluator';
import { printable } from './terminal.js';

/** The outcome and what decided it, what came near, and where each statement that matched stands. */
export function formatDecision(decision: Decision): string {
  const [reason = '', ...nearMisses] = explain(decision);
  const matched = findMatched(decision).map(formatStatement);
  const lines = [
    // An allow says so itself.
    decision.outcome === 'allowed' ? reason : `${decision.outcome}: ${reason}`,
    ...nearMisses.map((line) => `  ${line}`),
    ...(matched.length === 0 ? [] : ['matched:', ...matched]),
  ];
  return lines.map(printable).join('\n');
}

function formatStatement({ policy, index, effect, sid }: CompiledStatement): string {
  const place = policy.locate?.(['Statement', index]) ?? policy.name;
  return `  ${place}: ${effect} ${sid ? `\`${sid}\`` : `statement ${index + 1}`}`;
}
