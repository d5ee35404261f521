// The condition operators: everything the grammar knows about one of them is its row here.

/** What an operator compares; decides which policy values it can read. */
export type ConditionValueType =
  | 'string'
  | 'numeric'
  | 'date'
  | 'boolean'
  | 'binary'
  | 'ipAddress'
  | 'arn'
  | 'null';

/** One condition operator, without its prefix and suffix. */
export interface ConditionOperatorGrammar {
  readonly valueType: ConditionValueType;
  /** Holds when no value matches, and when the key is absent. */
  readonly negated: boolean;
  /** Whether `${…}` in a policy value is a policy variable. */
  readonly variables: boolean;
}

/** The name of a condition operator, without prefix and suffix. */
export type ConditionOperatorName =
  | 'StringEquals'
  | 'StringNotEquals'
  | 'StringEqualsIgnoreCase'
  | 'StringNotEqualsIgnoreCase'
  | 'StringLike'
  | 'StringNotLike'
  | 'NumericEquals'
  | 'NumericNotEquals'
  | 'NumericLessThan'
  | 'NumericLessThanEquals'
  | 'NumericGreaterThan'
  | 'NumericGreaterThanEquals'
  | 'DateEquals'
  | 'DateNotEquals'
  | 'DateLessThan'
  | 'DateLessThanEquals'
  | 'DateGreaterThan'
  | 'DateGreaterThanEquals'
  | 'Bool'
  | 'BinaryEquals'
  | 'IpAddress'
  | 'NotIpAddress'
  | 'ArnEquals'
  | 'ArnLike'
  | 'ArnNotEquals'
  | 'ArnNotLike'
  | 'Null';

const text: ConditionOperatorGrammar = { valueType: 'string', negated: false, variables: true };
const numeric: ConditionOperatorGrammar = {
  valueType: 'numeric',
  negated: false,
  variables: false,
};
const date: ConditionOperatorGrammar = { valueType: 'date', negated: false, variables: false };
const arn: ConditionOperatorGrammar = { valueType: 'arn', negated: false, variables: true };
const ipAddress: ConditionOperatorGrammar = {
  valueType: 'ipAddress',
  negated: false,
  variables: false,
};

/**
 * The operators by name (IAM User Guide, "IAM JSON policy elements: Condition operators").
 * Policy variables are read in String, ARN and Bool operators and nowhere else.
 */
export const CONDITION_OPERATORS: Readonly<
  Record<ConditionOperatorName, ConditionOperatorGrammar>
> = {
  StringEquals: text,
  StringNotEquals: { ...text, negated: true },
  StringEqualsIgnoreCase: text,
  StringNotEqualsIgnoreCase: { ...text, negated: true },
  StringLike: text,
  StringNotLike: { ...text, negated: true },
  NumericEquals: numeric,
  NumericNotEquals: { ...numeric, negated: true },
  NumericLessThan: numeric,
  NumericLessThanEquals: numeric,
  NumericGreaterThan: numeric,
  NumericGreaterThanEquals: numeric,
  DateEquals: date,
  DateNotEquals: { ...date, negated: true },
  DateLessThan: date,
  DateLessThanEquals: date,
  DateGreaterThan: date,
  DateGreaterThanEquals: date,
  Bool: { valueType: 'boolean', negated: false, variables: true },
  BinaryEquals: { valueType: 'binary', negated: false, variables: false },
  IpAddress: ipAddress,
  NotIpAddress: { ...ipAddress, negated: true },
  ArnEquals: arn,
  ArnLike: arn,
  ArnNotEquals: { ...arn, negated: true },
  ArnNotLike: { ...arn, negated: true },
  Null: { valueType: 'null', negated: false, variables: false },
};

/** How a key with several values is compared. */
export type SetQualifier = 'ForAllValues' | 'ForAnyValue';

/** A condition operator as it stands in a policy: `ForAnyValue:StringLikeIfExists`. */
export interface ConditionOperator {
  readonly name: ConditionOperatorName;
  readonly qualifier: SetQualifier | undefined;
  /** `…IfExists`: holds when the key is absent. */
  readonly ifExists: boolean;
}

/** Reads an operator as written, or undefined when there is no such operator. Case counts. */
export function findConditionOperator(written: string): ConditionOperator | undefined {
  const colon = written.indexOf(':');
  const qualifier = colon === -1 ? undefined : written.slice(0, colon);
  if (qualifier !== undefined && !isSetQualifier(qualifier)) return undefined;
  const rest = written.slice(colon + 1);
  const ifExists = rest.endsWith('IfExists');
  const name = ifExists ? rest.slice(0, -'IfExists'.length) : rest;
  return isConditionOperatorName(name) ? { name, qualifier, ifExists } : undefined;
}

/** An operator the way a policy writes it. */
export function formatConditionOperator(operator: ConditionOperator): string {
  const prefix = operator.qualifier === undefined ? '' : `${operator.qualifier}:`;
  return `${prefix}${operator.name}${operator.ifExists ? 'IfExists' : ''}`;
}

function isSetQualifier(text: string): text is SetQualifier {
  return text === 'ForAllValues' || text === 'ForAnyValue';
}

function isConditionOperatorName(text: string): text is ConditionOperatorName {
  return Object.hasOwn(CONDITION_OPERATORS, text);
}
