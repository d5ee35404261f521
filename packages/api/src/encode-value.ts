// An operation's answer as the plain values that a format writes, told by the shapes of its model.
import type { ListShape, MapShape, ScalarShape, Shape, StructureShape } from './service-model.js';

/** How a format writes what it does not have itself. */
export interface ValueFormat<Written> {
  readonly scalar: (value: unknown, shape: ScalarShape) => Written;
  readonly list: (members: readonly Written[]) => Written;
  readonly map: (entries: readonly (readonly [key: string, value: Written])[]) => Written;
  /** Members in the order of the model; those that are not there are undefined. */
  readonly structure: (members: readonly (readonly [name: string, value?: Written])[]) => Written;
}

/**
 * Writes a value of a shape in a format. Policy documents leave percent-encoded, as IAM's do.
 *
 * @throws TypeError for a value that is not of the shape: an operation of ours has a fault
 */
export function encodeValue<Written>(
  value: unknown,
  target: string,
  shapes: Readonly<Record<string, Shape>>,
  format: ValueFormat<Written>,
): Written {
  const encode = (inner: unknown, of: string): Written => encodeValue(inner, of, shapes, format);
  const shape = shapes[target];
  if (shape === undefined) throw new TypeError(`the model has no shape ${target}`);
  switch (shape.type) {
    case 'structure':
      return format.structure(encodeMembers(value, target, shape, encode));
    case 'list':
      return format.list(encodeList(value, target, shape, encode));
    case 'map':
      return format.map(encodeEntries(value, target, shape, encode));
    default:
      return format.scalar(value, shape);
  }
}

type Encode<Written> = (value: unknown, target: string) => Written;

function encodeMembers<Written>(
  value: unknown,
  target: string,
  { members }: StructureShape,
  encode: Encode<Written>,
): (readonly [string, Written?])[] {
  const given = new Map(entriesOf(value, target));
  return Object.entries(members).map(([member, of]) => {
    const inner = given.get(member);
    if (inner === undefined) return [member];
    const isDocument = PERCENT_ENCODED.has(`${target}.${member}`);
    return [member, encode(isDocument ? percentEncode(inner) : inner, of)];
  });
}

function encodeList<Written>(
  value: unknown,
  target: string,
  { member }: ListShape,
  encode: Encode<Written>,
): readonly Written[] {
  if (!Array.isArray(value)) throw new TypeError(`${target} must be a list`);
  return value.map((inner: unknown) => encode(inner, member));
}

function encodeEntries<Written>(
  value: unknown,
  target: string,
  shape: MapShape,
  encode: Encode<Written>,
): (readonly [string, Written])[] {
  return entriesOf(value, target).map(([key, inner]) => [key, encode(inner, shape.value)]);
}

function entriesOf(value: unknown, target: string): readonly [string, unknown][] {
  if (typeof value !== 'object' || value === null) {
    throw new TypeError(`${target} must be an object`);
  }
  return Object.entries(value);
}

/**
 * The members that hold a policy document; each of their pages in the IAM API Reference says that it comes
 * "URL-encoded compliant with RFC 3986".
 */
const PERCENT_ENCODED: ReadonlySet<string> = new Set([
  'GetGroupPolicyResponse.PolicyDocument',
  'GetRolePolicyResponse.PolicyDocument',
  'GetUserPolicyResponse.PolicyDocument',
  'PolicyDetail.PolicyDocument',
  'PolicyVersion.Document',
  'Role.AssumeRolePolicyDocument',
  'RoleDetail.AssumeRolePolicyDocument',
]);

/** RFC 3986, section 2.3: everything but the unreserved characters. */
function percentEncode(value: unknown): string {
  const text = String(value).replaceAll(/\p{Surrogate}/gu, '\uFFFD');
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
