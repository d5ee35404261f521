// What one statement asks of a request, compiled.
import type { PolicyType, PolicyVersion, Statement } from '@ostiary/policy';
import { compileAction } from './compile-action.js';
import { compileCondition } from './compile-condition.js';
import { compilePrincipal, type PrincipalMatcher } from './compile-principal.js';
import { compileResource } from './compile-resource.js';
import type { StatementMatchers } from './compiled-statement.js';
import { findListedOwner } from './resource-account.js';

const UNCONDITIONAL: StatementMatchers['conditions'] = [];

/** Compiles a statement that stands in a policy of one version, in a place of one type. */
export function compileMatchers(
  source: Statement,
  version: PolicyVersion,
  policyType: PolicyType,
): StatementMatchers {
  const { effect, action, resource, conditions } = source;
  return {
    principal: principalMatcher(source, policyType),
    action: compileAction(action),
    resource: compileResource(resource, version, effect),
    resourceOwner: findListedOwner(resource),
    conditions:
      conditions.length === 0
        ? UNCONDITIONAL
        : conditions.map((each) => compileCondition(each, effect, version === '2012-10-17')),
  };
}

const NAMES_PRINCIPALS: ReadonlySet<PolicyType> = new Set<PolicyType>([
  'resource',
  'trust',
  'resourceControl',
  'endpoint',
]);

/** A resource-based statement that names nobody grants nobody, and denies everybody. */
function principalMatcher(
  { principal, effect }: Statement,
  policyType: PolicyType,
): PrincipalMatcher | undefined {
  if (!NAMES_PRINCIPALS.has(policyType)) return undefined;
  if (principal !== undefined) return compilePrincipal(principal, effect);
  return () => (effect === 'Deny' ? 'everyone' : undefined);
}
