// The answer: allowed or denied, and by what.
import type { PolicyType } from '@ostiary/policy';
import type { AuthorizationRequest } from './authorization-request.js';
import type { CompiledStatement } from './compiled-statement.js';
import type { ApplicablePolicies } from './policy-set.js';

interface Decided {
  readonly request: AuthorizationRequest;
  readonly policies: ApplicablePolicies;
}

/** Allowed, by a statement or because the root user is allowed by default in its account. */
export interface Allowed extends Decided {
  readonly outcome: 'allowed';
  readonly by: CompiledStatement | 'root';
}

/** Denied by a statement that says so; nothing can outweigh it. */
export interface ExplicitDeny extends Decided {
  readonly outcome: 'explicitDeny';
  readonly by: CompiledStatement;
}

/** Denied because no policy of a type that has to allow the request does. */
export interface ImplicitDeny extends Decided {
  readonly outcome: 'implicitDeny';
  /** The first policy type whose allow is missing. */
  readonly missing: PolicyType;
}

/** The decision on a request, with the names that the simulator of IAM gives the outcomes. */
export type Decision = Allowed | ExplicitDeny | ImplicitDeny;
