// A policy, what it is called, and where it was read.
import type { JsonPath, Policy } from '@ostiary/policy';

/** A policy and the name it is known by: an ARN, or the name of an inline policy. */
export interface NamedPolicy {
  readonly name: string;
  readonly policy: Policy;
  /**
   * Where a part of its document stands, as `file:line:column`, for explanations to point to. A
   * function, so that the text is searched when asked and never printed with a decision.
   */
  readonly locate?: (path: JsonPath) => string | undefined;
}
