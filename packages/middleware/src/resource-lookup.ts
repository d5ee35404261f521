// What a service knows of its own resources: tags, a policy of their own, the account that owns them.
import type { NamedPolicy } from '@ostiary/evaluator';
import type { AccountId, Arn } from '@ostiary/policy';

/** A resource as policies see it. */
export interface ResourceDescription {
  /** Its tags, for `aws:ResourceTag/…`. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Its resource-based policy. */
  readonly policy?: NamedPolicy;
  /** The account that owns it; by default the one in its ARN. */
  readonly accountId?: AccountId;
}

/**
 * Describes the resource of a request, before it is authorized. Undefined when there is none of
 * that name: the request is then decided on the name alone. A throw refuses the request.
 */
export type ResourceLookup = (arn: Arn) => Promise<ResourceDescription | undefined>;
