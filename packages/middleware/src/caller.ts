// Who is calling, once proven.
import type { Principal } from '@ostiary/policy';
import type { CredentialScope } from '@ostiary/sigv4';

/** A principal, and what the proof itself says about it. */
export interface Caller {
  readonly principal: Principal;
  /** The key that signed, for the audit record. */
  readonly accessKeyId?: string;
  /** What that key was scoped to. */
  readonly scope?: CredentialScope;
  /** Condition keys of the proof: `aws:TokenIssueTime`, `aws:MultiFactorAuthPresent`, … */
  readonly context: readonly (readonly [key: string, value: string | readonly string[]])[];
}

/** Nobody in particular: no authenticator found a proof in the request. */
export const ANONYMOUS: Caller = { principal: { type: 'Anonymous' }, context: [] };
