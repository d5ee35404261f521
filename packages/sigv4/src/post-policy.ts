// A POST policy: until when a form may be sent, and what its fields may say.
import { SignatureError } from './errors.js';

/**
 * A condition as it is written (S3 API Reference, "POST policy", Condition matching): an object
 * for a value that a field must have, `['starts-with', '$key', 'user/']` for a start, an empty one
 * for any value, and `['content-length-range', 0, 1048576]` for the file's size in bytes.
 */
export type PostCondition =
  | Readonly<Record<string, string>>
  | readonly ['eq' | 'starts-with', `$${string}`, string]
  | readonly ['content-length-range', number, number];

/** What one condition asks of one field. */
export interface FieldCondition {
  readonly operator: 'eq' | 'starts-with';
  /** In lower case. */
  readonly field: string;
  readonly value: string;
}

/** How long a file may be, in bytes, both ends included. */
export interface ContentLengthRange {
  readonly minimum: number;
  readonly maximum: number;
}

/** A POST policy, understood. */
export interface PostPolicy {
  readonly expiration: Date;
  readonly conditions: readonly FieldCondition[];
  /** The narrowest of the ranges; undefined when there is none. */
  readonly contentLengthRange: ContentLengthRange | undefined;
}

/** Parses the JSON text of a policy. Throws InvalidPolicyDocument. */
export function parsePostPolicy(text: string): PostPolicy {
  const document = parseJson(text);
  if (!isRecord(document)) throw invalid('expected an object with `expiration` and `conditions`');
  const { expiration, conditions } = document;
  if (!Array.isArray(conditions)) throw invalid('expected `conditions` to be a list');
  const parsed = conditions.flatMap(parseCondition);
  const ranges = parsed.filter((condition) => 'minimum' in condition);
  return {
    expiration: parseExpiration(expiration),
    conditions: parsed.filter((condition) => 'operator' in condition),
    contentLengthRange: narrowest(ranges),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('expected JSON');
  }
}

function parseExpiration(value: unknown): Date {
  const date = typeof value === 'string' && iso8601.test(value) ? new Date(value) : undefined;
  // Date carries over what is too much, such as the 31st of February.
  if (date?.toJSON()?.slice(0, 19) === String(value).slice(0, 19)) return date as Date;
  throw invalid('expected `expiration` such as `2015-12-30T12:00:00.000Z`');
}

const iso8601 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

function parseCondition(condition: unknown): readonly (FieldCondition | ContentLengthRange)[] {
  if (Array.isArray(condition)) return [parseList(condition)];
  if (!isRecord(condition)) throw invalid('expected each condition to be an object or a list');
  return Object.entries(condition).map(([field, value]) => {
    if (typeof value !== 'string') throw invalid('expected the value of a condition to be a text');
    return { operator: 'eq', field: field.toLowerCase(), value };
  });
}

function parseList(condition: readonly unknown[]): FieldCondition | ContentLengthRange {
  const [operator, second, third] = condition;
  if (condition.length !== 3 || typeof operator !== 'string') {
    throw invalid('expected a condition of three parts, the first an operator');
  }
  switch (operator.toLowerCase()) {
    case 'content-length-range':
      return { minimum: parseLength(second), maximum: parseLength(third) };
    case 'eq':
      return { operator: 'eq', field: parseField(second), value: parseValue(third) };
    case 'starts-with':
      return { operator: 'starts-with', field: parseField(second), value: parseValue(third) };
    default:
      throw invalid('expected the operator `eq`, `starts-with` or `content-length-range`');
  }
}

function parseField(value: unknown): string {
  if (typeof value === 'string' && value.startsWith('$')) return value.slice(1).toLowerCase();
  throw invalid('expected a field such as `$key`');
}

function parseValue(value: unknown): string {
  if (typeof value === 'string') return value;
  throw invalid('expected the value of a condition to be a text');
}

/** Some tools write the numbers as texts. */
function parseLength(value: unknown): number {
  const length = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof length === 'number' && Number.isSafeInteger(length) && length >= 0) return length;
  throw invalid('expected the ends of `content-length-range` to be numbers of bytes');
}

function narrowest(ranges: readonly ContentLengthRange[]): ContentLengthRange | undefined {
  if (ranges.length === 0) return undefined;
  return {
    minimum: Math.max(...ranges.map(({ minimum }) => minimum)),
    maximum: Math.min(...ranges.map(({ maximum }) => maximum)),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(expected: string): SignatureError {
  return new SignatureError(
    'InvalidPolicyDocument',
    `${expected} in the POST policy, found something else`,
  );
}
