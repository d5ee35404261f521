// @ostiary/api/validate-input: what AWS's model forbids in the input of an operation, in AWS's words.
import { findOperation } from './find-operation.js';
import type { InputOf, OperationName } from './operation-types.js';
import {
  allConstraints,
  brokenConstraints,
  brokenLength,
  formConstraints,
} from './scalar-constraint.js';
import type { ListShape, ScalarShape, Shape, StructureShape } from './service-model.js';

/**
 * Looks for everything that is wrong with an input: what is missing, too long, too short, of another form, or
 * none of the values there are (IAM API Reference, the constraints of each request parameter). It names members
 * (`tags.1.member.key`) and never shows a value, as IAM itself no longer does.
 *
 * @returns the message of AWS's `ValidationError`, or undefined where the input is right
 * @example
 * ```ts
 * validateInput('CreateUser', { UserName: 'a'.repeat(65) });
 * // 1 validation error detected: Value at 'userName' failed to satisfy constraint:
 * // Member must have length less than or equal to 64
 * ```
 */
export function validateInput<Name extends OperationName>(
  name: Name,
  input: InputOf<Name>,
): string | undefined {
  const operation = findOperation(name);
  if (operation === undefined) throw new TypeError(`there is no operation \`${name}\``);
  const target = operation.model.input;
  if (target === undefined) return undefined;
  const search: Search = { shapes: operation.service.shapes, constraints: [], refusals: [] };
  check(input, target, [], search);
  return write(search);
}

/** What was found so far, in the two ways in which IAM says it. */
interface Search {
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly constraints: string[];
  /** What is said of names, paths and documents; IAM says the first, and only where all else is right. */
  readonly refusals: string[];
}

function write({ constraints, refusals }: Search): string | undefined {
  if (constraints.length === 0) return refusals[0];
  const errors = constraints.length === 1 ? 'error' : 'errors';
  return `${constraints.length} validation ${errors} detected: ${constraints.join('; ')}`;
}

type Path = readonly string[];

function report(search: Search, path: Path, broken: readonly string[]): void {
  for (const constraint of broken) {
    search.constraints.push(
      `Value at '${path.join('.')}' failed to satisfy constraint: ${constraint}`,
    );
  }
}

function check(value: unknown, target: string, path: Path, search: Search): void {
  const shape = shapeOf(target, search);
  if (shape.type === 'structure') checkStructure(value, shape, path, search);
  else if (shape.type === 'list') checkList(value, shape, path, search);
  else if (shape.type === 'map') throw new TypeError(`no operation takes a map: ${target}`);
  else checkScalar(value, shape, path, search);
}

function shapeOf(target: string, { shapes }: Search): Shape {
  const shape = shapes[target];
  if (shape === undefined) throw new TypeError(`the model has no shape ${target}`);
  return shape;
}

function checkStructure(value: unknown, shape: StructureShape, path: Path, search: Search): void {
  const { members, required = [] } = shape;
  if (typeof value !== 'object' || value === null) {
    report(search, path, ['Member must be of type structure']);
    return;
  }
  const given = new Map(Object.entries(value));
  for (const [member, target] of Object.entries(members)) {
    const inner: unknown = given.get(member);
    const at = [...path, parameterName(member)];
    if (inner !== undefined) check(inner, target, at, search);
    else if (required.includes(member)) report(search, at, ['Member must not be null']);
  }
}

/** AWS says `UserName` as `userName`. */
function parameterName(member: string): string {
  return member.charAt(0).toLowerCase() + member.slice(1);
}

function checkList(value: unknown, shape: ListShape, path: Path, search: Search): void {
  if (!Array.isArray(value)) {
    report(search, path, ['Member must be of type list']);
    return;
  }
  const list: readonly unknown[] = value;
  report(search, path, brokenLength(list, shape));
  const member = shapeOf(shape.member, search);
  if (member.type === 'structure' || member.type === 'list' || member.type === 'map') {
    for (const [at, inner] of list.entries()) {
      check(inner, shape.member, [...path, `${at + 1}`, 'member'], search);
    }
  } else if (list.some((inner) => brokenConstraints(inner, member).length > 0)) {
    const constraints = allConstraints(member).join(', ');
    report(search, path, [`Member must satisfy constraint: [${constraints}]`]);
  }
}

function checkScalar(value: unknown, shape: ScalarShape, path: Path, search: Search): void {
  const broken = brokenConstraints(value, shape);
  // Even an empty name is to IAM one of the wrong form, not one that is too short.
  if (shape.refusal !== undefined && broken.some((each) => formConstraints(shape).includes(each))) {
    search.refusals.push(`The specified value for ${path.at(-1)} is invalid. ${shape.refusal}`);
  } else report(search, path, broken);
}
