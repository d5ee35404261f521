// Parameters as the typed input of an operation, told by the shapes of its model.
import { ApiError, quote } from './errors.js';
import type { ParameterTree } from './parameter-tree.js';
import type { ScalarType, Shape } from './service-model.js';

type Shapes = Readonly<Record<string, Shape>>;

/**
 * Decodes the value of a shape. Numbers, booleans and lists are what the AWS Query protocol writes them as
 * (Smithy 2.0, "AWS Query protocol"); whether they are long enough, and all there, is for `validateInput`.
 *
 * @throws ApiError `InvalidQueryParameter` for a parameter that the operation does not have, `MalformedInput`
 * for one of another type
 */
export function decodeValue(tree: ParameterTree, target: string, shapes: Shapes): unknown {
  const shape = shapes[target];
  switch (shape?.type) {
    case 'structure':
      return decodeMembers(tree, shape.members, shapes);
    case 'list':
      return decodeList(tree, shape.member, shapes);
    case 'string':
    case 'integer':
    case 'boolean':
      return decodeScalar(tree, shape.type);
    default:
      throw new TypeError(`no operation takes in a ${target}`);
  }
}

function decodeMembers(
  tree: ParameterTree,
  members: Readonly<Record<string, string>>,
  shapes: Shapes,
): Readonly<Record<string, unknown>> {
  if (tree.value !== undefined) throw malformed('Unexpected complex element termination', tree);
  const entries = [...tree.children].map(([member, child]) => {
    const target = Object.hasOwn(members, member) ? members[member] : undefined;
    if (target === undefined) throw unknown(child);
    return [member, decodeValue(child, target, shapes)] as const;
  });
  return Object.fromEntries(entries);
}

/**
 * `Tags.member.1`, `Tags.member.2` and so on without a gap, in any order; `Tags=` is the empty list.
 * INVARIANT: a list is as long as its parameters are many, whatever number one of them claims.
 */
function decodeList(tree: ParameterTree, target: string, shapes: Shapes): readonly unknown[] {
  if (tree.value === '') return [];
  if (tree.value !== undefined) throw malformed('Unexpected list element termination', tree);
  for (const [part, child] of tree.children) if (part !== 'member') throw unknown(child);
  const members = tree.children.get('member');
  if (members === undefined || members.children.size === 0) {
    throw malformed('Unexpected list element termination', tree);
  }
  const { children } = members;
  return Array.from({ length: children.size }, (_, at) => {
    const child = children.get(`${at + 1}`);
    if (child === undefined) {
      throw new ApiError(
        'InvalidQueryParameter',
        `the members of ${quote(tree.name)} must be numbered from 1 without a gap; ${at + 1} is missing`,
      );
    }
    return decodeValue(child, target, shapes);
  });
}

function decodeScalar(tree: ParameterTree, type: keyof typeof READ): string | number | boolean {
  if (tree.value !== undefined) return READ[type](tree.value, tree);
  const isList = tree.children.has('member');
  const found = isList ? 'Start of list' : 'Start of structure or map';
  throw malformed(`${found} found where not expected`, tree);
}

const READ = {
  string: (text: string): string => text,
  integer: readInteger,
  boolean: readBoolean,
} satisfies Partial<
  Record<ScalarType, (text: string, tree: ParameterTree) => string | number | boolean>
>;

const INTEGER_MAX = 2 ** 31 - 1;

/** 32 bits, with a sign and zeros in front as STS takes them. */
function readInteger(text: string, tree: ParameterTree): number {
  if (text === '') throw malformed('missing value for decimal type', tree);
  const value = /^[+-]?\d{1,32}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= -INTEGER_MAX - 1 && value <= INTEGER_MAX) return value;
  throw malformed('not an integer of 32 bits', tree);
}

function readBoolean(text: string, tree: ParameterTree): boolean {
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  throw malformed('boolean must follow xsd1.1 definition', tree);
}

function malformed(found: string, { name }: ParameterTree): ApiError {
  return new ApiError('MalformedInput', `${found}: ${quote(name)}`);
}

function unknown({ name }: ParameterTree): ApiError {
  return new ApiError(
    'InvalidQueryParameter',
    `the operation does not have the parameter ${quote(name)}`,
  );
}
