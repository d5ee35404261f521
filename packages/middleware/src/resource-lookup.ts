// What a service knows of its own resources: tags, a policy of their own, the account that owns them.
import type { NamedPolicy } from '@ostiary/evaluator';
import type { AccountId, Arn } from '@ostiary/policy';
import type { PathParameters } from './route-pattern.js';

/** A resource as policies see it. */
export interface ResourceDescription {
  /** Its tags, for `aws:ResourceTag/…`. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Its resource-based policy. */
  readonly policy?: NamedPolicy;
  /** `trust` where the resource is a role and its policy says who may assume it. */
  readonly policyType?: 'resource' | 'trust';
  /** Whether its policy must grant even within the account, as AWS KMS wants; a trust policy must. */
  readonly policyMustGrant?: boolean;
  /** The resource control policies above the account that owns it, level by level, root first. */
  readonly resourceControl?: readonly (readonly NamedPolicy[])[];
  /** The account that owns it; by default the one in its ARN. */
  readonly accountId?: AccountId;
}

/** The resource that a request is about. */
export interface RequestedResource {
  readonly arn: Arn;
  /** Its type in the service definition. */
  readonly type: string;
  /** The path parameters of the request, decoded; no need to take the ARN apart. */
  readonly parameters: PathParameters;
}

/**
 * Describes the resource of a request, before it is authorized. Undefined when there is none of
 * that name: the request is then decided on the name alone. A throw refuses the request. What is at
 * hand may be given at once.
 */
export type ResourceLookup = (
  resource: RequestedResource,
) => ResourceDescription | undefined | Promise<ResourceDescription | undefined>;
