// Why a decision came out as it did, in sentences for the person who has to mend it.
import { type ActionClause, formatPrincipal, type ResourceClause } from '@ostiary/policy';
import type { AuthorizationRequest } from './authorization-request.js';
import type { CompiledStatement } from './compiled-statement.js';
import type { Decision, ImplicitDeny } from './decision.js';
import { describeCondition } from './describe-condition.js';
import { describeVariables } from './describe-variables.js';
import { listOf } from './list-of.js';
import { findNearMisses, type NearMiss } from './near-miss.js';
import type { PolicySet } from './policy-set.js';
import { POLICY_TYPE_NAMES } from './policy-type-names.js';

/** How many statements that nearly matched are worth a sentence each. */
const MAX_NEAR_MISSES = 5;

/**
 * Explains a decision: first the sentence that decided, then, for an implicit deny, the statements
 * that came nearest and what kept each of them from matching. Meant for the owner of the policies,
 * not for the caller: it names policies and quotes them.
 */
export function explain(decision: Decision): readonly string[] {
  switch (decision.outcome) {
    case 'allowed':
      return decision.by === 'root'
        ? ['allowed: the root user may do everything in its own account']
        : [`allowed by ${describeStatement(decision.by)}`];
    case 'explicitDeny':
      return [
        `denied by ${describeStatement(decision.by)}: an explicit deny outweighs every allow`,
      ];
    case 'implicitDeny':
      return explainMissing(decision);
  }
}

function explainMissing(decision: ImplicitDeny): readonly string[] {
  const { request, missing } = decision;
  const name = POLICY_TYPE_NAMES[missing];
  const statements = setsOf(decision).flatMap(({ allow }) => allow.statements);
  const summary = `no ${name} allows \`${request.action}\` on \`${request.resource}\``;
  if (statements.length === 0) {
    return [
      `${summary}: ${formatPrincipal(request.principal)} has no ${name} that allows anything`,
    ];
  }
  const nearest = findNearMisses(statements, request).slice(0, MAX_NEAR_MISSES);
  return [summary, ...nearest.map((nearMiss) => describeNearMiss(nearMiss, request))];
}

function setsOf({ missing, policies }: ImplicitDeny): readonly PolicySet[] {
  const found = missing === 'trust' ? policies.resource : policies[missing];
  return found === undefined ? [] : [found].flat();
}

function describeNearMiss(
  { statement, mismatch }: NearMiss,
  { context }: AuthorizationRequest,
): string {
  const which = describeStatement(statement);
  const { action, principal } = statement.source;
  const variables = statement.policy.policy.version === '2012-10-17';
  switch (mismatch.part) {
    case 'action':
      return `${which} is about other actions: ${describeClause(action)}`;
    case 'resource': {
      const where = variables ? describeVariables(mismatch.clause.patterns, context) : '';
      return `${which} is about other resources: ${describeClause(mismatch.clause)}${where}`;
    }
    case 'principal':
      return `${which} does not name the caller in its ${principal?.element ?? 'Principal'}`;
    case 'condition': {
      const why = describeCondition(mismatch.condition, context, variables);
      return `${which} has a condition that does not hold: ${why}`;
    }
  }
}

function describeClause({ element, patterns }: ActionClause | ResourceClause): string {
  return `its ${element} is ${listOf(patterns)}`;
}

/** A statement by its Sid, or by its 1-based place, the policy it stands in, and where if known. */
function describeStatement({ sid, index, policyType, policy }: CompiledStatement): string {
  const which = sid ? `statement \`${sid}\`` : `statement ${index + 1}`;
  const place = policy.locate?.(['Statement', index]);
  const where = place === undefined ? '' : ` (${place})`;
  return `${which} of ${POLICY_TYPE_NAMES[policyType]} \`${policy.name}\`${where}`;
}
