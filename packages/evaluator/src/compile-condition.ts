// One row of a `Condition` as a question about the request context.
import { CONDITION_OPERATORS, type Condition, type Effect, findBoolean } from '@ostiary/policy';
import { type Comparison, compileComparison } from './condition-comparison.js';
import type { ContextValues, RequestContext } from './request-context.js';
import { WeakInterner } from './weak-interner.js';

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
  condition: Condition,
  effect: Effect,
  variables: boolean,
): ConditionMatcher {
  const key = JSON.stringify([condition, effect, variables]);
  return matchers.get(key, () => makeMatcher(condition, effect, variables));
}

/** Equal conditions are one matcher: the same few stand in statements by the thousand. */
const matchers = new WeakInterner<ConditionMatcher>();

function makeMatcher(
  { operator, key, values }: Condition,
  effect: Effect,
  variables: boolean,
): ConditionMatcher {
  const lowerKey = key.toLowerCase();
  const { name, qualifier, ifExists } = operator;
  if (name === 'Null') return compileNull(lowerKey, values, effect);
  const comparisons = values.map((value) => compileComparison(name, value, variables));
  if (!comparisons.every(isReadable)) return () => effect === 'Deny';
  const { negated } = CONDITION_OPERATORS[name];
  const whenAbsent = ifExists || holdsWhenAbsent(qualifier, negated);
  const needsAll = qualifier === 'ForAllValues';
  return (context) => {
    const found = context.get(lowerKey);
    if (found === undefined) return whenAbsent;
    if (qualifier !== undefined && isEmptySet(found)) return needsAll;
    const isMisused = qualifier === undefined && found.length > 1 && effect === 'Allow';
    if (isMisused) return false;
    for (const value of found) {
      const holds = negated !== matchesAny(comparisons, value, context);
      if (holds !== needsAll) return holds;
    }
    return needsAll;
  };
}

function matchesAny(
  comparisons: readonly Comparison[],
  value: string,
  context: RequestContext,
): boolean {
  for (const matches of comparisons) {
    if (matches(value, context)) return true;
  }
  return false;
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
