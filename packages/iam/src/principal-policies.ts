// Which identity-based policies and which boundary bind a user or a role.
import type { NamedPolicy } from '@ostiary/evaluator';
import type { AccountId } from '@ostiary/policy';
import { findManagedPolicy, findPolicyVersion } from './find-managed-policy.js';
import type { ManagedPolicyCatalog } from './managed-policy-catalog.js';
import type { PolicyReader } from './policy-reader.js';
import type { Reader } from './store.js';
import { ATTACHMENTS } from './tables/attachments.js';
import { INLINE_POLICIES } from './tables/inline-policies.js';
import { MEMBERSHIPS } from './tables/memberships.js';

/** Where policies are read. */
export interface PolicySource {
  readonly store: Reader;
  readonly partition: string;
  readonly managedPolicies: ManagedPolicyCatalog;
  readonly readPolicy: PolicyReader;
}

/** The policies of a user: its own and those of its groups, inline and managed. */
export async function userPolicies(
  accountId: AccountId,
  userId: string,
  source: PolicySource,
): Promise<readonly NamedPolicy[]> {
  const memberships = await source.store.list(MEMBERSHIPS, { accountId, prefix: [userId] });
  const holders = [userId, ...memberships.map(({ groupId }) => groupId)];
  const policies: NamedPolicy[] = [];
  for (const holder of holders) policies.push(...(await heldPolicies(accountId, holder, source)));
  return policies;
}

/** The policies that a user, a group or a role holds itself: inline by name, managed by ARN. */
export async function heldPolicies(
  accountId: AccountId,
  holderId: string,
  source: PolicySource,
): Promise<readonly NamedPolicy[]> {
  const range = { accountId, prefix: [holderId] };
  const inline = await source.store.list(INLINE_POLICIES, range);
  const attached = await source.store.list(ATTACHMENTS, range);
  const arns = attached.map(({ policyArn }) => policyArn);
  return [
    ...inline.map(({ policyName, document }) => source.readPolicy(policyName, document, 'inline')),
    ...(await managedPoliciesIn(accountId, arns, source)),
  ];
}

/** The default versions of managed policies; whichever is gone is left out, and so grants nothing. */
export async function managedPoliciesIn(
  accountId: AccountId,
  arns: readonly string[],
  source: PolicySource,
): Promise<readonly NamedPolicy[]> {
  const scope = { ...source, caller: { accountId } };
  const policies: NamedPolicy[] = [];
  for (const arn of arns) {
    const found = await findManagedPolicy(arn, scope);
    const version = found && (await findPolicyVersion(found, found.defaultVersion, scope));
    if (version === undefined) continue;
    policies.push(source.readPolicy(arn, version.document, 'managed'));
  }
  return policies;
}

/**
 * The boundary as a list of policies: null when there is none, and an empty list, which allows
 * nothing, when the policy that it names is gone.
 */
export async function boundaryOf(
  { accountId, permissionsBoundary }: BoundedEntity,
  source: PolicySource,
): Promise<readonly NamedPolicy[] | null> {
  if (permissionsBoundary === undefined) return null;
  return managedPoliciesIn(accountId, [permissionsBoundary], source);
}

interface BoundedEntity {
  readonly accountId: AccountId;
  readonly permissionsBoundary?: string | undefined;
}
