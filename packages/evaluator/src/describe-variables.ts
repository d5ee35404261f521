// What the policy variables of a few patterns stand for in one request, in words.
import { parsePattern } from '@ostiary/policy';
import { findVariable, type PolicyVariable } from './policy-variable.js';
import type { RequestContext } from './request-context.js';

/** ``, where `aws:username` is `alice` ``, or nothing when there is no variable in the patterns. */
export function describeVariables(patterns: readonly string[], context: RequestContext): string {
  const sentences = patterns.flatMap(variablesOf).map((variable) => {
    const value = findVariable({ ...variable, key: variable.key.toLowerCase() }, context);
    return `\`${variable.key}\` ${value === undefined ? 'has no value' : `is \`${value}\``}`;
  });
  return sentences.length === 0 ? '' : `, where ${[...new Set(sentences)].join(' and ')}`;
}

function variablesOf(text: string): readonly PolicyVariable[] {
  const pattern = parsePattern(text, { wildcards: true, variables: true });
  return pattern.ok ? pattern.value.filter((part) => part.kind === 'variable') : [];
}
