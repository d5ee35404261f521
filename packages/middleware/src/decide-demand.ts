// The decision on one demand: its context, and the policies of everybody who has a say.
import {
  type ApplicablePolicies,
  type Decision,
  evaluate,
  isServiceLinkedRole,
} from '@ostiary/evaluator';
import type { Principal } from '@ostiary/policy';
import type { Caller } from './caller.js';
import type { Trail } from './decision-record.js';
import { gateContext } from './gate-context.js';
import type { PrincipalRecord } from './policy-cache.js';
import type { Demand } from './request-reader.js';
import { findResourceAccount } from './resource-account.js';
import type { ResourceControlRecord } from './resource-control-cache.js';
import { resourcePolicies } from './resource-policy.js';
import type { Stages } from './stages.js';

/** What the organization says of the account that owns the resource; at once where it is known. */
export function loadControls(
  { loadResourceControls }: Stages,
  demand: Demand,
  principal: Principal,
): Question['controls'] | Promise<Question['controls']> {
  const owner = loadResourceControls && findResourceAccount(demand, principal);
  return owner && loadResourceControls?.(owner);
}

/** A demand, who makes it, and what is known of them. */
export interface Question {
  readonly caller: Caller;
  readonly subject: PrincipalRecord;
  readonly demand: Demand;
  /** What the organization says of the account that owns the resource. */
  readonly controls: ResourceControlRecord | undefined;
}

/** Decides one demand of a request. */
export function decideDemand(stages: Stages, trail: Trail, question: Question): Decision {
  const { caller, subject, demand, controls } = question;
  const { action, resource, described } = demand;
  const { region } = stages.location;
  const { request, now } = trail;
  const { principal } = caller;
  const { tags: principalTags, organization } = subject;
  const organizations = { principal: organization, resource: controls?.organization };
  const facts = { request, caller, demand, region, now, principalTags, organizations };
  const context = gateContext(facts);
  const asked = { principal, action, resource, context };
  const owner = described?.accountId;
  return evaluate(
    owner === undefined ? asked : { ...asked, resourceAccountId: owner },
    bindResource(subject.policies, question),
  );
}

/** The policies of the caller, and those of the resource and of the account that owns it. */
function bindResource(
  policies: ApplicablePolicies,
  { caller, demand: { described }, controls }: Question,
): ApplicablePolicies {
  const found = controls?.resourceControl;
  const above = found && !isServiceLinkedRole(caller.principal) ? found : undefined;
  if (described === undefined && above === undefined) return policies;
  const own = resourcePolicies(described);
  if (above === undefined) return { ...policies, ...own };
  return { ...policies, ...own, resourceControl: [...above, ...(own.resourceControl ?? [])] };
}
