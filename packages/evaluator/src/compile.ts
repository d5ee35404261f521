// Policies to a policy set: everything that can be worked out before the first request.
import type { PolicyType } from '@ostiary/policy';
import { compilePolicy } from './compiled-policy.js';
import type { NamedPolicy } from './named-policy.js';
import type { PolicySet } from './policy-set.js';
import { StatementIndex } from './statement-index.js';

/**
 * Compiles the policies of one type. A policy that was compiled before, in this set or another, is
 * not compiled again as long as it is the same object.
 *
 * @example
 * ```ts
 * const parsed = parsePolicy('{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}');
 * if (parsed.ok) compile([{ name: 'everything', policy: parsed.value }], 'identity');
 * ```
 */
export function compile(policies: readonly NamedPolicy[], policyType: PolicyType): PolicySet {
  const compiled = policies.map((policy) => compilePolicy(policy, policyType));
  return {
    policyType,
    policies,
    deny: new StatementIndex(compiled.map(({ deny }) => deny)),
    allow: new StatementIndex(compiled.map(({ allow }) => allow)),
  };
}
