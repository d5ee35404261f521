// One policy compiled, once for as long as somebody holds it.
import type { Effect, PolicyType } from '@ostiary/policy';
import { compileMatchers } from './compile-matchers.js';
import { CompiledStatement } from './compiled-statement.js';
import type { NamedPolicy } from './named-policy.js';

/** The statements of a policy by effect, in their order. */
export interface CompiledPolicy {
  readonly deny: readonly CompiledStatement[];
  readonly allow: readonly CompiledStatement[];
}

const compiled = new Map<PolicyType, WeakMap<NamedPolicy, CompiledPolicy>>();

/**
 * The compiled form of a policy in a place of one type. The same object is compiled once: policies
 * that many principals share are shared, and a set that changes in one policy compiles that one.
 */
export function compilePolicy(policy: NamedPolicy, policyType: PolicyType): CompiledPolicy {
  const ofType = compiled.get(policyType) ?? new WeakMap<NamedPolicy, CompiledPolicy>();
  compiled.set(policyType, ofType);
  const known = ofType.get(policy);
  if (known !== undefined) return known;
  const made = compileStatements(policy, policyType);
  ofType.set(policy, made);
  return made;
}

function compileStatements(policy: NamedPolicy, policyType: PolicyType): CompiledPolicy {
  const origin = { policyType, policy };
  const { statements, version } = policy.policy;
  const all = statements.map((source, index) => {
    return new CompiledStatement(origin, index, compileMatchers(source, version, policyType));
  });
  return { deny: ofEffect(all, 'Deny'), allow: ofEffect(all, 'Allow') };
}

/** Copied, since V8 leaves room for sixteen more in what `filter` answers. */
function ofEffect(all: readonly CompiledStatement[], wanted: Effect): readonly CompiledStatement[] {
  return all.filter(({ effect }) => effect === wanted).slice();
}
