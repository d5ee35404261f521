// What the operations on attached managed policies have in common, whoever holds the policy.
import { checkQuota } from './check-quota.js';
import { IamError } from './errors.js';
import { getAttachablePolicy, getManagedPolicy } from './find-managed-policy.js';
import type { PolicyHolder } from './inline-policies.js';
import type { ReadScope, WriteScope } from './operation.js';
import { listSorted, type Page, type PageRequest, page, underPath } from './paging.js';
import type { Quotas } from './quotas.js';
import { ATTACHMENTS, type Attachment } from './tables/attachments.js';

/** How many policies can be attached, by what they are attached to: AWS's name of the quota, and ours. */
const QUOTAS: Readonly<Record<PolicyHolder['kind'], readonly [name: string, quota: keyof Quotas]>> =
  {
    user: ['PoliciesPerUser', 'AttachedPoliciesPerUserQuota'],
    group: ['PoliciesPerGroup', 'AttachedPoliciesPerGroupQuota'],
    role: ['PoliciesPerRole', 'AttachedPoliciesPerRoleQuota'],
  };

/**
 * Attaches a policy; one that is attached already stays so.
 *
 * @throws IamError NoSuchEntity, ValidationError, LimitExceeded
 */
export async function attachPolicy(
  holder: PolicyHolder,
  policyArn: string,
  scope: WriteScope,
): Promise<void> {
  await getAttachablePolicy(policyArn, scope);
  const { store, caller, quotas } = scope;
  const { accountId } = caller;
  if ((await store.get(ATTACHMENTS, accountId, [holder.id, policyArn])) !== undefined) return;
  const [name, quota] = QUOTAS[holder.kind];
  const present = await store.count(ATTACHMENTS, { accountId, prefix: [holder.id] });
  checkQuota(name, present, quotas[quota]);
  const attachment = { accountId, holderKind: holder.kind, holderId: holder.id, policyArn };
  await store.insert(ATTACHMENTS, attachment);
}

/**
 * Detaches a policy.
 *
 * @throws IamError NoSuchEntity when it is not attached, ValidationError
 */
export async function detachPolicy(
  holder: PolicyHolder,
  policyArn: string,
  scope: WriteScope,
): Promise<void> {
  const { store, caller } = scope;
  const attachment = await store.get(ATTACHMENTS, caller.accountId, [holder.id, policyArn]);
  if (attachment === undefined) {
    await getManagedPolicy(policyArn, scope);
    throw new IamError('NoSuchEntity', `Policy ${policyArn} was not found.`);
  }
  await store.remove(ATTACHMENTS, attachment);
}

/** A policy attached to something, by its name and ARN. */
export interface AttachedPolicy {
  readonly PolicyName: string;
  readonly PolicyArn: string;
}

/** The policies attached to a user, a group or a role, sorted by name. */
export async function findAttachedPolicies(
  holderId: string,
  { store, caller: { accountId } }: Pick<ReadScope, 'store' | 'caller'>,
): Promise<readonly AttachedPolicy[]> {
  const attachments = await store.list(ATTACHMENTS, { accountId, prefix: [holderId] });
  return attachments.map(describeAttachment).toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

/** One page of the policies attached to a user, a group or a role. */
export async function listAttachedPolicies(
  operation: 'ListAttachedUserPolicies' | 'ListAttachedGroupPolicies' | 'ListAttachedRolePolicies',
  input: PageRequest & { readonly PathPrefix?: string | undefined },
  holder: PolicyHolder,
  scope: ReadScope,
): Promise<{ readonly AttachedPolicies: readonly AttachedPolicy[] } & Page<never>['ending']> {
  const attached = await findAttachedPolicies(holder.id, scope);
  const placed = attached.map((policy) => ({ ...policy, path: pathOf(policy) }));
  const listing = underPath(listSorted(placed, sortKey, [holder.id]), input.PathPrefix);
  const { items, ending } = await page(operation, input, listing, scope);
  return {
    AttachedPolicies: items.map(({ PolicyName, PolicyArn }) => ({ PolicyName, PolicyArn })),
    ...ending,
  };
}

function describeAttachment({ policyArn }: Attachment): AttachedPolicy {
  return { PolicyName: policyArn.slice(policyArn.lastIndexOf('/') + 1), PolicyArn: policyArn };
}

/** By name; an account may have a policy of the name that one of no account has. */
function sortKey({ PolicyName, PolicyArn }: AttachedPolicy): string {
  return `${PolicyName.toLowerCase()}/${PolicyArn.split(':')[4]}`;
}

function pathOf({ PolicyArn }: AttachedPolicy): string {
  return PolicyArn.slice(PolicyArn.indexOf('/'), PolicyArn.lastIndexOf('/') + 1);
}
