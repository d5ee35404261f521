// Policies to a policy set: everything that can be worked out before the first request.
import type { PolicyType, Statement } from '@ostiary/policy';
import { compileAction } from './compile-action.js';
import { compileCondition } from './compile-condition.js';
import { compilePrincipal, type PrincipalMatcher } from './compile-principal.js';
import { compileResource } from './compile-resource.js';
import type { CompiledStatement, NamedPolicy, PolicySet } from './policy-set.js';

/**
 * Compiles the policies of one type.
 *
 * @example
 * ```ts
 * const parsed = parsePolicy('{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}');
 * if (parsed.ok) compile([{ name: 'everything', policy: parsed.value }], 'identity');
 * ```
 */
export function compile(policies: readonly NamedPolicy[], policyType: PolicyType): PolicySet {
  const statements = policies.flatMap((policy) =>
    policy.policy.statements.map((statement, index) =>
      compileStatement(statement, index, policy, policyType),
    ),
  );
  return {
    policyType,
    policies,
    deny: statements.filter(({ effect }) => effect === 'Deny'),
    allow: statements.filter(({ effect }) => effect === 'Allow'),
  };
}

function compileStatement(
  source: Statement,
  index: number,
  policy: NamedPolicy,
  policyType: PolicyType,
): CompiledStatement {
  const { sid, effect, action, resource, conditions } = source;
  const { version } = policy.policy;
  return {
    policyType,
    policy,
    index,
    sid,
    effect,
    principal: principalMatcher(source, policyType),
    action: compileAction(action),
    resource: compileResource(resource, version, effect),
    conditions: conditions.map((condition) =>
      compileCondition(condition, effect, version === '2012-10-17'),
    ),
    source,
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
