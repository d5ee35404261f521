// The question: may this principal perform this action on this resource, in this context?
import type { AccountId, Principal } from '@ostiary/policy';
import type { RequestContext } from './request-context.js';

/** One request to be authorized. */
export interface AuthorizationRequest {
  readonly principal: Principal;
  /** `service:ActionName`; case does not matter. */
  readonly action: string;
  /** The ARN of the resource, or `*` for an action that is not about one resource. */
  readonly resource: string;
  /** The account that owns the resource; by default the one in its ARN, else the principal's. */
  readonly resourceAccountId?: AccountId;
  readonly context: RequestContext;
}
