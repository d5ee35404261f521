// A condition that did not hold, as a person reads it: what was wanted and what the request had.
import {
  CONDITION_OPERATORS,
  type Condition,
  type ConditionOperatorName,
  type ConditionValueType,
  findBoolean,
  findInstant,
  findNumber,
  formatConditionOperator,
  isIpRange,
} from '@ostiary/policy';
import { describeVariables } from './describe-variables.js';
import { listOf } from './list-of.js';
import type { RequestContext } from './request-context.js';

/**
 * The sentence about a condition of an Allow that did not hold.
 *
 * @param variables - whether its policy has variables, which depends on the version
 */
export function describeCondition(
  condition: Condition,
  context: RequestContext,
  variables: boolean,
): string {
  const { operator, key, values } = condition;
  const written = formatConditionOperator(operator);
  const wanted = WANTED.get(operator.name);
  if (wanted === undefined) return `there is no operator \`${written}\``;
  const whose = WHOSE[operator.qualifier ?? 'bare'];
  const wish = values.length === 1 ? wanted.one : wanted.several;
  const readsVariables = variables && CONDITION_OPERATORS[operator.name].variables;
  const where = readsVariables ? describeVariables(values, context) : '';
  const found = describeFound(condition, context);
  return `${written} wants ${whose}\`${key}\` ${wish(values)}${where}, the request has ${found}`;
}

const WHOSE = { ForAllValues: 'each value of ', ForAnyValue: 'a value of ', bare: '' } as const;

type Wish = (values: readonly string[]) => string;

/** What an operator wants of a key, with one value in the policy and with several, or none. */
interface Wanted {
  readonly one: Wish;
  readonly several: Wish;
}

function wanted(one: string, several: string): Wanted {
  return {
    one: (values) => `${one} ${listOf(values)}`,
    several: (values) => `${several} ${listOf(values)}`,
  };
}

const equal = wanted('to be', 'to be one of');
const unequal = wanted('to be other than', 'to be none of');
const like = wanted('to match', 'to match one of');
const unlike = wanted('not to match', 'to match none of');
const sought: Wish = ([value = '']) => (findBoolean(value) ? 'to be absent' : 'to be there');

const WANTED_BY_OPERATOR: Readonly<Record<ConditionOperatorName, Wanted>> = {
  StringEquals: equal,
  StringNotEquals: unequal,
  StringEqualsIgnoreCase: equal,
  StringNotEqualsIgnoreCase: unequal,
  StringLike: like,
  StringNotLike: unlike,
  NumericEquals: equal,
  NumericNotEquals: unequal,
  NumericLessThan: wanted('to be less than', 'to be less than one of'),
  NumericLessThanEquals: wanted('to be at most', 'to be at most one of'),
  NumericGreaterThan: wanted('to be greater than', 'to be greater than one of'),
  NumericGreaterThanEquals: wanted('to be at least', 'to be at least one of'),
  DateEquals: equal,
  DateNotEquals: unequal,
  DateLessThan: wanted('to be before', 'to be before one of'),
  DateLessThanEquals: wanted('to be no later than', 'to be no later than one of'),
  DateGreaterThan: wanted('to be after', 'to be after one of'),
  DateGreaterThanEquals: wanted('to be no earlier than', 'to be no earlier than one of'),
  Bool: equal,
  BinaryEquals: equal,
  IpAddress: wanted('to be in', 'to be in one of'),
  NotIpAddress: wanted('to be outside', 'to be in none of'),
  ArnEquals: like,
  ArnLike: like,
  ArnNotEquals: unlike,
  ArnNotLike: unlike,
  Null: { one: sought, several: sought },
};

/** A `Map`, since an operator that is none can be the name of anything. */
const WANTED: ReadonlyMap<string, Wanted> = new Map(Object.entries(WANTED_BY_OPERATOR));

function describeFound({ operator, key }: Condition, context: RequestContext): string {
  const found = context.get(key.toLowerCase());
  if (found === undefined) return 'none';
  const reader = READERS[CONDITION_OPERATORS[operator.name].valueType];
  const unread = reader && found.find((value) => !reader.reads(value));
  if (unread !== undefined) return `${listOf(found)}: \`${unread}\` is no ${reader?.what}`;
  const isMisused =
    found.length > 1 && operator.qualifier === undefined && operator.name !== 'Null';
  const misuse = ': to compare several values takes `ForAnyValue:` or `ForAllValues:`';
  return `${listOf(found)}${isMisused ? misuse : ''}`;
}

/** Types whose values can be such that an operator cannot read them. */
const READERS: Readonly<Partial<Record<ConditionValueType, Reader>>> = {
  numeric: { what: 'number', reads: (text) => findNumber(text) !== undefined },
  date: { what: 'date', reads: (text) => findInstant(text) !== undefined },
  boolean: { what: 'boolean', reads: (text) => findBoolean(text) !== undefined },
  ipAddress: { what: 'IP address', reads: (text) => isIpRange(text) && !text.includes('/') },
};

interface Reader {
  readonly what: string;
  readonly reads: (text: string) => boolean;
}
