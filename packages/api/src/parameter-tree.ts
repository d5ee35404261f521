// Parameters as the tree that the dots in their names draw: `Tags.member.1.Key`.
import { ApiError, quote } from './errors.js';

/** A parameter, or those whose names go on from here. */
export interface ParameterTree {
  /** The name up to here, for messages. */
  readonly name: string;
  readonly value: string | undefined;
  readonly children: ReadonlyMap<string, ParameterTree>;
}

interface GrowingTree extends ParameterTree {
  value: string | undefined;
  readonly children: Map<string, GrowingTree>;
}

/** The longest name there is has some ninety characters and six parts. */
const LONGEST_NAME = 256;
/** INVARIANT: a tree has at most so many nodes for each parameter, whatever its name. */
const MOST_PARTS = 8;

/**
 * Grows the tree of some parameters.
 *
 * @throws ApiError `InvalidQueryParameter` for a name that is too long or deep, or is both a value and a branch
 */
export function growTree(parameters: Iterable<readonly [string, string]>): ParameterTree {
  const root = seed('');
  for (const [name, value] of parameters) {
    const parts = name.split('.', MOST_PARTS + 1);
    if (name.length > LONGEST_NAME || parts.length > MOST_PARTS) {
      throw new ApiError('InvalidQueryParameter', `no parameter is called ${quote(name)}`);
    }
    let tree = root;
    for (const part of parts) {
      if (tree.value !== undefined) throw mixed(tree.name);
      const next = tree.children.get(part) ?? seed(tree === root ? part : `${tree.name}.${part}`);
      tree.children.set(part, next);
      tree = next;
    }
    if (tree.children.size > 0) throw mixed(name);
    tree.value = value;
  }
  return root;
}

function seed(name: string): GrowingTree {
  return { name, value: undefined, children: new Map() };
}

function mixed(name: string): ApiError {
  return new ApiError(
    'InvalidQueryParameter',
    `the parameter ${quote(name)} has a value, and others go on from its name`,
  );
}
