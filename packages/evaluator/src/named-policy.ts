// A policy and what it is called.
import type { Policy } from '@ostiary/policy';

/** A policy and the name it is known by: an ARN, or the name of an inline policy. */
export interface NamedPolicy {
  readonly name: string;
  readonly policy: Policy;
}
