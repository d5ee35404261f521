// One row of a `Condition` as a question about the request context.
import { CONDITION_OPERATORS, type Condition, type Effect, findBoolean } from '@ostiary/policy';
import { type Comparison, compileComparison } from './condition-comparison.js';
import type { ContextValues, RequestContext } from './request-context.js';

/** Whether a condition holds. */
export type ConditionMatcher = (context: RequestContext) => boolean;

/**
 * Compiles a condition (IAM User Guide, "IAM JSON policy elements: Condition operators" and
 * "Multivalued context keys").
 *
 * Under ForAllValues and ForAnyValue a key that holds nothing but an empty text is an empty set.
 *
 * A key with several values under a bare operator is a misuse that AWS does not define. It fails
 * closed: an Allow does not hold, a Deny holds if it would for any one of the values. So does an
 * operator that is none, or a policy value it cannot read, which `parsePolicy` lets nobody write.
 */
export function compileCondition(
  { operator, key, values }: Condition,
  effect: Effect,
  variables: boolean,
): ConditionMatcher {
  const lowerKey = key.toLowerCase();
  if (operator.name === 'Null') return compileNull(lowerKey, values, effect);
  const comparisons = values.map((value) => compileComparison(operator.name, value, variables));
  if (!comparisons.every(isReadable)) return () => effect === 'Deny';
  const { negated } = CONDITION_OPERATORS[operator.name];
  const whenAbsent = operator.ifExists || holdsWhenAbsent(operator.qualifier, negated);
  return (context) => {
    const found = context.get(lowerKey);
    if (found === undefined) return whenAbsent;
    if (operator.qualifier !== undefined && isEmptySet(found)) {
      return operator.qualifier === 'ForAllValues';
    }
    const holds = (value: string): boolean =>
      negated !== comparisons.some((matches) => matches(value, context));
    if (operator.qualifier === 'ForAllValues') return found.every(holds);
    if (operator.qualifier === 'ForAnyValue' || effect === 'Deny') return found.some(holds);
    return found.length === 1 && found.every(holds);
  };
}

/** `Null` asks whether the key is absent: `true` holds when it is, `false` when it is not. */
function compileNull(
  lowerKey: string,
  values: readonly string[],
  effect: Effect,
): ConditionMatcher {
  const wanted = values.map(findBoolean);
  if (wanted.includes(undefined)) return () => effect === 'Deny';
  return (context) => wanted.includes(!context.has(lowerKey));
}

function holdsWhenAbsent(qualifier: Condition['operator']['qualifier'], negated: boolean): boolean {
  if (qualifier === 'ForAllValues') return true;
  return qualifier === undefined && negated;
}

function isEmptySet(values: ContextValues): boolean {
  return values.every((value) => value === '');
}

function isReadable(comparison: Comparison | undefined): comparison is Comparison {
  return comparison !== undefined;
}
