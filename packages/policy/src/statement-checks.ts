// Checks of one statement that parses: each a row, in the words of Access Analyzer.
import type {
  ConditionKeyDefinition,
  ConditionKeyRegistry,
  ConditionKeyType,
} from './condition-key.js';
import {
  CONDITION_OPERATORS,
  type ConditionValueType,
  formatConditionOperator,
} from './condition-operator.js';
import type { CheckCode, FindingType } from './finding.js';
import type { JsonPath } from './issue.js';
import type { Condition, Statement } from './policy.js';

/** A finding, and the path to it from the statement. */
export interface StatementFinding {
  readonly findingType: FindingType;
  readonly code: CheckCode;
  readonly message: string;
  readonly path: JsonPath;
}

/** A check of one condition: what is wrong with it, or undefined. */
interface ConditionCheck {
  readonly findingType: FindingType;
  readonly code: CheckCode;
  readonly find: (
    condition: Condition,
    definition: ConditionKeyDefinition | undefined,
  ) => string | undefined;
}

/** The types of key that the values of an operator can be compared with. */
const COMPARABLE: Readonly<Record<ConditionValueType, readonly ConditionKeyType[]>> = {
  string: ['String', 'ARN'],
  numeric: ['Numeric', 'Date'],
  date: ['Date'],
  boolean: ['Bool'],
  binary: ['Binary'],
  ipAddress: ['IPAddress'],
  arn: ['ARN', 'String'],
  null: ['String', 'Numeric', 'Date', 'Bool', 'ARN', 'IPAddress', 'Binary'],
};

const VARIABLE = /\$\{[^}]*\}/;

const CONDITION_CHECKS: readonly ConditionCheck[] = [
  {
    findingType: 'ERROR',
    code: 'INVALID_GLOBAL_CONDITION_KEY',
    find: ({ key }, definition) =>
      definition === undefined && /^aws:/i.test(key)
        ? `there is no global condition key \`${key}\``
        : undefined,
  },
  {
    findingType: 'ERROR',
    code: 'MISSING_QUALIFIER',
    find: ({ operator, key }, definition) =>
      definition?.multivalued && operator.qualifier === undefined && operator.name !== 'Null'
        ? `\`${key}\` can have several values: write \`ForAnyValue:${operator.name}\` or \`ForAllValues:${operator.name}\``
        : undefined,
  },
  {
    findingType: 'SECURITY_WARNING',
    code: 'FORALLVALUES_WITH_SINGLE_VALUED_KEY',
    find: ({ operator, key }, definition) =>
      definition && !definition.multivalued && operator.qualifier === 'ForAllValues'
        ? `\`${key}\` has one value, and \`ForAllValues\` also holds where it has none: leave it out`
        : undefined,
  },
  {
    findingType: 'WARNING',
    code: 'TYPE_MISMATCH',
    find: ({ operator, key }, definition) =>
      definition &&
      !COMPARABLE[CONDITION_OPERATORS[operator.name].valueType].includes(definition.type)
        ? `\`${key}\` holds ${definition.type}, which \`${operator.name}\` does not compare`
        : undefined,
  },
  {
    findingType: 'WARNING',
    code: 'WILDCARD_WITHOUT_LIKE_OPERATOR',
    find: ({ operator, values }) =>
      /String(Not)?Equals/.test(operator.name) &&
      values.flatMap((value) => value.split(VARIABLE)).some((text) => /[*?]/.test(text))
        ? `\`${operator.name}\` takes wildcards for plain characters: write \`${operator.name.replace(/Equals.*/, 'Like')}\``
        : undefined,
  },
  {
    findingType: 'SUGGESTION',
    code: 'EMPTY_ARRAY_CONDITION',
    find: ({ key, values }) =>
      values.length === 0 ? `no value is given for \`${key}\`` : undefined,
  },
];

/** Everything to look at in a statement. */
export function checkStatement(
  statement: Statement,
  conditionKeys: ConditionKeyRegistry,
): readonly StatementFinding[] {
  const findings: StatementFinding[] = [];
  if (statement.effect === 'Allow' && statement.principal?.element === 'NotPrincipal') {
    findings.push({
      findingType: 'SECURITY_WARNING',
      code: 'ALLOW_WITH_NOT_PRINCIPAL',
      message: 'an Allow with `NotPrincipal` lets in everyone else, also those without credentials',
      path: ['NotPrincipal'],
    });
  }
  for (const condition of statement.conditions) {
    const path = ['Condition', formatConditionOperator(condition.operator), condition.key];
    for (const { findingType, code, find } of CONDITION_CHECKS) {
      const message = find(condition, conditionKeys(condition.key));
      if (message !== undefined) findings.push({ findingType, code, message, path });
    }
  }
  return findings;
}
