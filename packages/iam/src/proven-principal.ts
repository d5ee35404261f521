// Who is calling, as a lookup proves it to a gate.
import type { Principal } from '@ostiary/policy';

/** A principal, and the condition keys that its credentials carry, such as `aws:TokenIssueTime`. */
export interface ProvenPrincipal {
  readonly principal: Principal;
  readonly context: readonly (readonly [key: string, value: string | readonly string[]])[];
}
