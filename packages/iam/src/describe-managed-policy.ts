// A managed policy and its versions as IAM answers them: each operation shows other parts.
import type { OutputOf } from '@ostiary/api';
import type { PolicyScope } from './find-managed-policy.js';
import { managedPolicyArn } from './managed-policy-arn.js';
import { countAttachments, countBoundaries } from './policy-usage.js';
import type { ManagedPolicy } from './tables/managed-policies.js';
import type { PolicyVersion } from './tables/policy-versions.js';
import { describeTags } from './tags.js';

type PolicyShape = NonNullable<OutputOf<'GetPolicy'>['Policy']>;
type VersionShape = NonNullable<OutputOf<'GetPolicyVersion'>['PolicyVersion']>;

/** A policy in a list: no description, no tags (IAM API Reference, "ListPolicies"). */
export async function describeListedPolicy(
  policy: ManagedPolicy,
  scope: PolicyScope,
): Promise<PolicyShape> {
  const arn = managedPolicyArn(policy, scope.partition);
  return {
    PolicyName: policy.policyName,
    PolicyId: policy.policyId,
    Arn: arn,
    Path: policy.path,
    DefaultVersionId: versionId(policy.defaultVersion),
    AttachmentCount: await countAttachments(arn, scope),
    PermissionsBoundaryUsageCount: await countBoundaries(arn, scope),
    IsAttachable: !policy.isWithdrawn,
    CreateDate: new Date(policy.createDate),
    UpdateDate: new Date(policy.updateDate),
  };
}

/** A policy that was just made: its tags, where it has any, and no description. */
export async function describeNewPolicy(
  policy: ManagedPolicy,
  scope: PolicyScope,
): Promise<PolicyShape> {
  return { ...(await describeListedPolicy(policy, scope)), ...describeTags(policy.tags) };
}

/** All of a policy; the list of its tags is there when it is empty, as AWS answers it. */
export async function describeWholePolicy(
  policy: ManagedPolicy,
  scope: PolicyScope,
): Promise<PolicyShape> {
  return {
    ...(await describeListedPolicy(policy, scope)),
    ...describeDescription(policy),
    Tags: [],
    ...describeTags(policy.tags),
  };
}

/** The member `Description`, absent when there is none. */
export function describeDescription({
  description,
}: Pick<ManagedPolicy, 'description'>): Pick<PolicyShape, 'Description'> {
  return description === undefined ? {} : { Description: description };
}

/** A version without its document, as it is made and listed. */
export function describeListedVersion(
  { defaultVersion }: Pick<ManagedPolicy, 'defaultVersion'>,
  { version, createDate }: PolicyVersion,
): VersionShape {
  return {
    VersionId: versionId(version),
    IsDefaultVersion: version === defaultVersion,
    CreateDate: new Date(createDate),
  };
}

/** A version with its document. */
export function describeVersion(
  policy: Pick<ManagedPolicy, 'defaultVersion'>,
  version: PolicyVersion,
): VersionShape {
  return { Document: version.document, ...describeListedVersion(policy, version) };
}

function versionId(version: number): string {
  return `v${version}`;
}
