// A decision and its explanation, for a person.
import { type CompiledStatement, type Decision, explain, findMatched } from '@ostiary/evaluator';
import type { PolicyFiles } from './policy-files.js';
import { printable } from './terminal.js';

/** The outcome and what decided it, what came near, and where each statement that matched stands. */
export function formatDecision(decision: Decision, files: PolicyFiles): string {
  const [reason = '', ...nearMisses] = explain(decision);
  const matched = findMatched(decision).map((statement) => formatStatement(statement, files));
  const lines = [
    `${decision.outcome}: ${reason}`,
    ...nearMisses.map((line) => `  ${line}`),
    ...(matched.length === 0 ? [] : ['matched:', ...matched]),
  ];
  return lines.map(printable).join('\n');
}

function formatStatement(statement: CompiledStatement, files: PolicyFiles): string {
  const { policy, index, effect, sid } = statement;
  const { line, column } = files.findStatement(policy.name, index) ?? { line: 1, column: 1 };
  return `  ${policy.name}:${line}:${column}: ${effect} ${sid ? `\`${sid}\`` : `statement ${index + 1}`}`;
}
