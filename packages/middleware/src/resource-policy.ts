// Resource-based policies, each compiled once for as long as its owner keeps it.
import { compile, type NamedPolicy, type PolicySet } from '@ostiary/evaluator';

const compiled = new WeakMap<NamedPolicy, PolicySet>();

/** The compiled form of a resource-based policy; the same object is compiled once. */
export function compileResourcePolicy(policy: NamedPolicy): PolicySet {
  const known = compiled.get(policy);
  if (known !== undefined) return known;
  const set = compile([policy], 'resource');
  compiled.set(policy, set);
  return set;
}
