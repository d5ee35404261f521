// `Condition`: operators known, keys well formed and said once, values that their operator can read.
import { isArnPattern } from './arn-pattern.js';
import {
  CONDITION_OPERATORS,
  type ConditionOperator,
  type ConditionValueType,
  findConditionOperator,
} from './condition-operator.js';
import { findBoolean, findInstant, findNumber, isBase64 } from './condition-value.js';
import { isIpRange } from './ip-range.js';
import type { IssueLog } from './issue-log.js';
import type { JsonNode } from './json-node.js';
import { parsePattern } from './pattern.js';
import type { Condition, PolicyVersion } from './policy.js';
import { type PlacedText, readScalars } from './read-text.js';

/** One list for all statements without a `Condition`. */
const UNCONDITIONAL: readonly Condition[] = [];

/** Parses a `Condition` (IAM User Guide, "IAM JSON policy elements: Condition") to its rows. */
export function parseConditions(
  node: JsonNode | undefined,
  version: PolicyVersion,
  log: IssueLog,
): readonly Condition[] {
  if (node === undefined) return UNCONDITIONAL;
  if (node.kind !== 'object') {
    log.report(
      node,
      'DATA_TYPE_MISMATCH',
      `expected \`Condition\` to be an object, found ${node.kind}`,
    );
    return [];
  }
  const conditions: Condition[] = [];
  for (const [written, member] of node.members) {
    const operator = findConditionOperator(written);
    if (operator === undefined) {
      log.report(
        member.key,
        'INVALID_CONDITION_OPERATOR',
        `there is no condition operator \`${written}\``,
      );
    } else if (operator.name === 'Null' && operator.ifExists) {
      log.report(member.key, 'NULL_WITH_IF_EXISTS', '`Null` already asks whether the key exists');
    } else {
      conditions.push(...parseOperatorBlock(operator, member.value, version, log));
    }
  }
  return conditions;
}

function parseOperatorBlock(
  operator: ConditionOperator,
  node: JsonNode,
  version: PolicyVersion,
  log: IssueLog,
): readonly Condition[] {
  if (node.kind !== 'object') {
    log.report(node, 'DATA_TYPE_MISMATCH', `expected condition keys under \`${operator.name}\``);
    return [];
  }
  const seen = new Set<string>();
  const conditions: Condition[] = [];
  for (const [key, member] of node.members) {
    if (seen.has(key.toLowerCase())) {
      const message = `condition key \`${key}\` stands twice, in different case`;
      log.report(member.key, 'DUPLICATE_KEYS_WITH_DIFFERENT_CASE', message);
    }
    seen.add(key.toLowerCase());
    if (!/^[^\s:]+:\S/.test(key)) {
      const message = `expected a condition key like \`service:KeyName\`, found \`${key}\``;
      log.report(member.key, 'INVALID_CONDITION_KEY_FORMAT', message);
    }
    const values = readScalars(member.value, key, log);
    for (const value of values) checkValue(operator, value, version, log);
    conditions.push({ operator, key, values: values.map(({ text }) => text) });
  }
  return conditions;
}

/** What a policy value must look like for each type of operator to read it; any is text. */
const READABLE: Readonly<
  Record<
    Exclude<ConditionValueType, 'string'>,
    { readonly expected: string; readonly test: (text: string) => boolean }
  >
> = {
  numeric: { expected: 'a number', test: (text) => findNumber(text) !== undefined },
  date: {
    expected: 'a date such as `2026-01-31T00:00:00Z` or seconds since 1970',
    test: (text) => findInstant(text) !== undefined,
  },
  boolean: { expected: '`true` or `false`', test: (text) => findBoolean(text) !== undefined },
  binary: { expected: 'base64', test: isBase64 },
  ipAddress: { expected: 'an IP address or a CIDR block', test: isIpRange },
  arn: { expected: 'an ARN pattern', test: isArnPattern },
  null: { expected: '`true` or `false`', test: (text) => findBoolean(text) !== undefined },
};

function checkValue(
  operator: ConditionOperator,
  { text, place }: PlacedText,
  version: PolicyVersion,
  log: IssueLog,
): void {
  const { valueType, variables } = CONDITION_OPERATORS[operator.name];
  const reads = variables && version === '2012-10-17';
  const pattern = parsePattern(text, { wildcards: false, variables: reads });
  if (!pattern.ok) {
    log.report(place, pattern.code, pattern.message);
    return;
  }
  if (pattern.value.some(({ kind }) => kind === 'variable')) return;
  if (valueType === 'string' || READABLE[valueType].test(text)) return;
  const { expected } = READABLE[valueType];
  const message = `expected ${expected} for \`${operator.name}\`, found \`${text}\``;
  log.report(place, 'INVALID_CONDITION_VALUE', message);
}
