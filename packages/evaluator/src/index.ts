// @ostiary/evaluator: the decision.
export { accessDeniedMessage } from './access-denied-message.js';
export type { AuthorizationRequest } from './authorization-request.js';
export { compile } from './compile.js';
export type { CompiledStatement } from './compiled-statement.js';
export type { Allowed, Decision, ExplicitDeny, ImplicitDeny } from './decision.js';
export { evaluate } from './evaluate.js';
export { explain } from './explain.js';
export { findMatched } from './find-matched.js';
export type { NamedPolicy } from './named-policy.js';
export { organizationContext } from './organization-context.js';
export type {
  OrganizationPath,
  PolicyLookup,
  PrincipalPolicies,
  ResourceControlLookup,
  ResourceControls,
} from './policy-lookup.js';
export type { ApplicablePolicies, PolicySet } from './policy-set.js';
export { principalContext } from './principal-context.js';
export {
  type ContextValues,
  createRequestContext,
  type RequestContext,
} from './request-context.js';
export { isServiceLinkedRole } from './service-linked-role.js';
