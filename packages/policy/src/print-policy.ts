// A policy back to a document: canonical order of elements, lists of one without brackets.
import { formatConditionOperator } from './condition-operator.js';
import type { Condition, Policy, PolicyPrincipal, Statement } from './policy.js';
import type {
  ConditionDocument,
  OneOrMany,
  PolicyDocument,
  StatementDocument,
} from './policy-document.js';

/**
 * Prints a policy as a document that parses to an equal policy. `Version` is always written, even
 * where the source left it out.
 */
export function printPolicy(policy: Policy): PolicyDocument {
  return {
    Version: policy.version,
    ...(policy.id !== undefined && { Id: policy.id }),
    Statement: policy.statements.map(printStatement),
  };
}

function printStatement(statement: Statement): StatementDocument {
  const { sid, effect, principal, action, resource, conditions } = statement;
  return {
    ...(sid !== undefined && { Sid: sid }),
    Effect: effect,
    ...(principal && { [principal.element]: printPrincipals(principal.principals) }),
    [action.element]: unwrap(action.patterns),
    ...(resource && { [resource.element]: unwrap(resource.patterns) }),
    ...(conditions.length > 0 && { Condition: printConditions(conditions) }),
  };
}

function printPrincipals(
  principals: readonly PolicyPrincipal[],
): Record<string, OneOrMany<string>> {
  return Object.fromEntries(
    [...groupBy(principals, ({ key }) => key)].map(([key, group]) => [
      key,
      unwrap(group.map(({ value }) => value)),
    ]),
  );
}

function printConditions(conditions: readonly Condition[]): ConditionDocument {
  const blocks = groupBy(conditions, ({ operator }) => formatConditionOperator(operator));
  return Object.fromEntries(
    [...blocks].map(([operator, block]) => [
      operator,
      Object.fromEntries(block.map(({ key, values }) => [key, unwrap(values)])),
    ]),
  );
}

function groupBy<T>(items: readonly T[], nameOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(nameOf(item));
    if (group === undefined) groups.set(nameOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function unwrap(values: readonly string[]): OneOrMany<string> {
  const [only, ...others] = values;
  return only !== undefined && others.length === 0 ? only : values;
}
