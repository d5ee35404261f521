// How each condition operator compares one value of the request with one value of the policy.
import {
  CONDITION_OPERATORS,
  type ConditionOperatorName,
  findBoolean,
  findInstant,
  findNumber,
  isBase64,
  type Pattern,
  type PatternPart,
  parsePattern,
} from '@ostiary/policy';
import { compileArnPattern } from './arn-pattern.js';
import { compileIpRange } from './ip-range.js';
import { findVariable } from './policy-variable.js';
import { rememberLast } from './remember-last.js';
import type { RequestContext } from './request-context.js';
import { matchTemplate, type TemplatePart } from './template.js';
import { fromPattern, matchTextPattern } from './text-pattern.js';

/** Whether a value of the request matches; a value that the operator cannot read never does. */
export type Comparison = (value: string, context: RequestContext) => boolean;

/**
 * A comparison with one policy value, or undefined when the operator cannot read that value or is
 * none, which `parsePolicy` lets nobody write. For a negated operator it is the comparison that must not hold.
 */
export function compileComparison(
  operator: ComparingOperatorName,
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

/** `Null` compares nothing: it asks whether the key is there. */
type ComparingOperatorName = Exclude<ConditionOperatorName, 'Null'>;

type CompileComparison = (pattern: Pattern, text: string) => Comparison | undefined;

const WITH_WILDCARDS: ReadonlySet<ConditionOperatorName> = new Set<ConditionOperatorName>([
  'StringLike',
  'StringNotLike',
  'ArnEquals',
  'ArnLike',
  'ArnNotEquals',
  'ArnNotLike',
]);

const readNumber = rememberLast(findNumber);
const readInstant = rememberLast(findInstant);

/** The operators by name; a negated one stands with the comparison that it negates. */
const COMPARISONS: Readonly<Record<ComparingOperatorName, CompileComparison>> = {
  StringEquals: text,
  StringNotEquals: text,
  StringEqualsIgnoreCase: textIgnoringCase,
  StringNotEqualsIgnoreCase: textIgnoringCase,
  StringLike: text,
  StringNotLike: text,
  NumericEquals: ordered(readNumber, (value, limit) => value === limit),
  NumericNotEquals: ordered(readNumber, (value, limit) => value === limit),
  NumericLessThan: ordered(readNumber, (value, limit) => value < limit),
  NumericLessThanEquals: ordered(readNumber, (value, limit) => value <= limit),
  NumericGreaterThan: ordered(readNumber, (value, limit) => value > limit),
  NumericGreaterThanEquals: ordered(readNumber, (value, limit) => value >= limit),
  DateEquals: ordered(readInstant, (value, limit) => value === limit),
  DateNotEquals: ordered(readInstant, (value, limit) => value === limit),
  DateLessThan: ordered(readInstant, (value, limit) => value < limit),
  DateLessThanEquals: ordered(readInstant, (value, limit) => value <= limit),
  DateGreaterThan: ordered(readInstant, (value, limit) => value > limit),
  DateGreaterThanEquals: ordered(readInstant, (value, limit) => value >= limit),
  Bool: boolean,
  BinaryEquals: binary,
  IpAddress: (_, range) => compileIpRange(range),
  NotIpAddress: (_, range) => compileIpRange(range),
  ArnEquals: compileArnPattern,
  ArnLike: compileArnPattern,
  ArnNotEquals: compileArnPattern,
  ArnNotLike: compileArnPattern,
};

function text(pattern: Pattern): Comparison {
  const compiled = fromPattern(pattern);
  return (value, context) => matchTextPattern(compiled, value, context);
}

/** Cases are folded on both sides, and in what variables stand for. */
function textIgnoringCase(pattern: Pattern): Comparison {
  const compiled = fromPattern(pattern.map(foldLiteral));
  return (value, context) => {
    const folded = value.toLowerCase();
    if (!('parts' in compiled)) return matchTextPattern(compiled, folded, context);
    const parts = compiled.parts.map((part) => fillFolded(part, context));
    return matchTemplate(parts, folded, context);
  };
}

function foldLiteral(part: PatternPart): PatternPart {
  return part.kind === 'literal' ? { ...part, text: part.text.toLowerCase() } : part;
}

function fillFolded(part: TemplatePart, context: RequestContext): TemplatePart {
  const value = part.kind === 'variable' ? findVariable(part, context) : undefined;
  return value === undefined ? part : { kind: 'literal', text: value.toLowerCase() };
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
  if (pattern.some(({ kind }) => kind === 'variable')) {
    const matches = textIgnoringCase(pattern);
    return (value, context) => findBoolean(value) !== undefined && matches(value, context);
  }
  const wanted = findBoolean(text);
  return wanted === undefined ? undefined : (value) => findBoolean(value) === wanted;
}

function binary(_: Pattern, text: string): Comparison | undefined {
  return isBase64(text) ? (value) => value === text : undefined;
}
