// The policies that a resource brings, each compiled once for as long as its owner keeps it.
import {
  type ApplicablePolicies,
  compile,
  type NamedPolicy,
  type PolicySet,
} from '@ostiary/evaluator';
import type { ResourceDescription } from './resource-lookup.js';

/** Compiled policies by the object that they were read from. */
const policies = {
  resource: new WeakMap<NamedPolicy, PolicySet>(),
  trust: new WeakMap<NamedPolicy, PolicySet>(),
};
const levels = new WeakMap<readonly (readonly NamedPolicy[])[], readonly PolicySet[]>();

/** The compiled policies of a resource; the same objects are compiled once. */
export function resourcePolicies(
  described: ResourceDescription | undefined,
): Pick<ApplicablePolicies, 'resource' | 'resourceControl' | 'resourceMustGrant'> {
  if (described === undefined) return {};
  const { policy, policyType = 'resource', policyMustGrant, resourceControl } = described;
  return {
    resource: policy && remember(policies[policyType], policy, () => compile([policy], policyType)),
    ...(policyMustGrant !== undefined && { resourceMustGrant: policyMustGrant }),
    resourceControl:
      resourceControl &&
      remember(levels, resourceControl, () =>
        resourceControl.map((level) => compile(level, 'resourceControl')),
      ),
  };
}

function remember<Key extends object, Value>(
  known: WeakMap<Key, Value>,
  key: Key,
  make: () => Value,
): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
