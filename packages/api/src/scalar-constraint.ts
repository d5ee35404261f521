// What AWS's model asks of one value, and how AWS says so.
import type { ListShape, ScalarShape, ScalarType } from './service-model.js';

/** Which of a shape's constraints a value breaks, in AWS's words; none for a value that is right. */
export function brokenConstraints(value: unknown, shape: ScalarShape): readonly string[] {
  // Over the wire everything has its type; a caller in process could hand in anything.
  if (!IS_TYPE[shape.type](value)) return [`Member must be of type ${shape.type}`];
  const max = tooLarge(sizeOf(value), shape);
  // The form of what is too long is not looked at: the work stays bounded by the model's own lengths.
  if (max.length > 0) return max;
  return CONSTRAINTS.filter(({ holds }) => !holds(value, shape)).flatMap(({ say }) => say(shape));
}

/** Every constraint of a shape, as AWS recites them for the members of a list of plain values. */
export function allConstraints(shape: ScalarShape): readonly string[] {
  return [
    ...tooLarge(Number.POSITIVE_INFINITY, shape),
    ...CONSTRAINTS.flatMap(({ say }) => say(shape)),
    'Member must not be null',
  ];
}

/** Whether a list is too long or too short, in AWS's words. */
export function brokenLength(list: readonly unknown[], shape: ListShape): readonly string[] {
  const { min = 0 } = shape;
  const tooSmall =
    list.length < min ? [`Member must have length greater than or equal to ${min}`] : [];
  return [...tooLarge(list.length, shape), ...tooSmall];
}

/** The constraint on a text's form, where its shape has a pattern. */
export function formConstraints({ pattern }: ScalarShape): readonly string[] {
  return pattern === undefined
    ? []
    : [`Member must satisfy regular expression pattern: ${pattern}`];
}

/** What JavaScript holds a scalar in. */
const IS_TYPE: Readonly<Record<ScalarType, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  integer: Number.isSafeInteger,
  boolean: (value) => typeof value === 'boolean',
  timestamp: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
  blob: (value) => value instanceof Uint8Array,
};

function tooLarge(
  size: number,
  { type, max }: { readonly type: string; readonly max?: number },
): readonly string[] {
  if (max === undefined || size <= max) return [];
  return [`Member must have ${measure(type)} less than or equal to ${max}`];
}

interface Constraint {
  readonly holds: (value: unknown, shape: ScalarShape) => boolean;
  readonly say: (shape: ScalarShape) => readonly string[];
}

const CONSTRAINTS: readonly Constraint[] = [
  {
    holds: (value, { min }) => min === undefined || sizeOf(value) >= min,
    say: ({ type, min }) =>
      min === undefined
        ? []
        : [`Member must have ${measure(type)} greater than or equal to ${min}`],
  },
  {
    holds: (value, { pattern }) =>
      pattern === undefined || (typeof value === 'string' && compile(pattern).test(value)),
    say: formConstraints,
  },
  {
    holds: (value, { values }) => values === undefined || values.some((each) => each === value),
    say: ({ values }) =>
      values === undefined ? [] : [`Member must satisfy enum value set: [${values.join(', ')}]`],
  },
];

function measure(type: string): string {
  return type === 'integer' ? 'value' : 'length';
}

function sizeOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (value instanceof Uint8Array) return value.length;
  return typeof value === 'string' ? countCharacters(value) : 0;
}

/** Characters as Smithy counts them (Smithy 2.0, "length trait"): one outside the first plane is one. */
function countCharacters(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) count += 1;
  return count;
}

/** A handful, all from AWS's model and none from a caller. */
const COMPILED = new Map<string, RegExp>();

/** A pattern of AWS's model is for the whole text and knows all of Unicode. */
function compile(pattern: string): RegExp {
  const compiled = COMPILED.get(pattern) ?? new RegExp(`^(?:${pattern})$`, 'u');
  COMPILED.set(pattern, compiled);
  return compiled;
}
