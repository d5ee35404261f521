// How each condition operator compares one value of the request with one value of the policy.
import {
  CONDITION_OPERATORS,
  type ConditionOperatorName,
  findBoolean,
  findInstant,
  findNumber,
  isBase64,
  type Pattern,
  parsePattern,
} from '@ostiary/policy';
import { compileArnPattern } from './arn-pattern.js';
import { matchGlob } from './glob.js';
import { compileIpRange } from './ip-range.js';
import type { RequestContext } from './request-context.js';
import { compileTemplate, type Template } from './template.js';

/** Whether a value of the request matches; a value that the operator cannot read never does. */
export type Comparison = (value: string, context: RequestContext) => boolean;

/**
 * A comparison with one policy value, or undefined when the operator cannot read that value or is
 * none, which `parsePolicy` lets nobody write. For a negated operator it is the comparison that must not hold.
 */
export function compileComparison(
  operator: ConditionOperatorName,
  text: string,
  variables: boolean,
): Comparison | undefined {
  if (!Object.hasOwn(COMPARISONS, operator)) return undefined;
  const syntax = {
    wildcards: WITH_WILDCARDS.has(operator),
    variables: variables && CONDITION_OPERATORS[operator].variables,
  };
  const pattern = parsePattern(text, syntax);
  return pattern.ok ? COMPARISONS[operator](pattern.value, text) : undefined;
}

type CompileComparison = (pattern: Pattern, text: string) => Comparison | undefined;

const WITH_WILDCARDS: ReadonlySet<ConditionOperatorName> = new Set<ConditionOperatorName>([
  'StringLike',
  'StringNotLike',
  'ArnEquals',
  'ArnLike',
  'ArnNotEquals',
  'ArnNotLike',
]);

/** The operators by name; a negated one stands with the comparison that it negates. */
const COMPARISONS: Readonly<Record<ConditionOperatorName, CompileComparison>> = {
  StringEquals: text,
  StringNotEquals: text,
  StringEqualsIgnoreCase: textIgnoringCase,
  StringNotEqualsIgnoreCase: textIgnoringCase,
  StringLike: text,
  StringNotLike: text,
  NumericEquals: ordered(findNumber, (value, limit) => value === limit),
  NumericNotEquals: ordered(findNumber, (value, limit) => value === limit),
  NumericLessThan: ordered(findNumber, (value, limit) => value < limit),
  NumericLessThanEquals: ordered(findNumber, (value, limit) => value <= limit),
  NumericGreaterThan: ordered(findNumber, (value, limit) => value > limit),
  NumericGreaterThanEquals: ordered(findNumber, (value, limit) => value >= limit),
  DateEquals: ordered(findInstant, (value, limit) => value === limit),
  DateNotEquals: ordered(findInstant, (value, limit) => value === limit),
  DateLessThan: ordered(findInstant, (value, limit) => value < limit),
  DateLessThanEquals: ordered(findInstant, (value, limit) => value <= limit),
  DateGreaterThan: ordered(findInstant, (value, limit) => value > limit),
  DateGreaterThanEquals: ordered(findInstant, (value, limit) => value >= limit),
  Bool: boolean,
  BinaryEquals: binary,
  IpAddress: (_, range) => compileIpRange(range),
  NotIpAddress: (_, range) => compileIpRange(range),
  ArnEquals: compileArnPattern,
  ArnLike: compileArnPattern,
  ArnNotEquals: compileArnPattern,
  ArnNotLike: compileArnPattern,
  Null: () => undefined,
};

function text(pattern: Pattern): Comparison {
  return matchTemplate(compileTemplate(pattern));
}

function textIgnoringCase(pattern: Pattern): Comparison {
  const matches = matchTemplate(compileTemplate(pattern, { ignoreCase: true }));
  return (value, context) => matches(value.toLowerCase(), context);
}

function matchTemplate(template: Template): Comparison {
  return (value, context) => {
    const glob = template(context);
    return glob !== undefined && matchGlob(glob, value);
  };
}

function ordered(
  read: (text: string) => number | undefined,
  compare: (value: number, limit: number) => boolean,
): CompileComparison {
  return (_, text) => {
    const limit = read(text);
    if (limit === undefined) return undefined;
    return (text) => {
      const value = read(text);
      return value !== undefined && compare(value, limit);
    };
  };
}

function boolean(pattern: Pattern, text: string): Comparison | undefined {
  const isVariable = pattern.some(({ kind }) => kind === 'variable');
  if (!isVariable && findBoolean(text) === undefined) return undefined;
  const matches = textIgnoringCase(pattern);
  return (value, context) => findBoolean(value) !== undefined && matches(value, context);
}

function binary(_: Pattern, text: string): Comparison | undefined {
  return isBase64(text) ? (value) => value === text : undefined;
}
