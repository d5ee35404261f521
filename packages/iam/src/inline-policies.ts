// What the operations on inline policies have in common, whoever holds the policy.
import { checkPolicyDocument, policySize } from './check-policy-document.js';
import { IamError } from './errors.js';
import type { ReadScope, WriteScope } from './operation.js';
import { listRows, type Page, type PageRequest, page } from './paging.js';
import type { Quotas } from './quotas.js';
import { INLINE_POLICIES, type InlinePolicy } from './tables/inline-policies.js';

/** A user, a group or a role, as its inline policies see it. */
export interface PolicyHolder {
  readonly kind: 'user' | 'group' | 'role';
  /** Its unique id. */
  readonly id: string;
  readonly name: string;
}

const SIZE_QUOTAS: Readonly<Record<PolicyHolder['kind'], keyof Quotas>> = {
  user: 'UserPolicySizeQuota',
  group: 'GroupPolicySizeQuota',
  role: 'RolePolicySizeQuota',
};

/**
 * Embeds a policy, or puts it in the place of the one of its name.
 *
 * @throws IamError MalformedPolicyDocument; LimitExceeded when all of the holder's are too long together
 */
export async function putInlinePolicy(
  holder: PolicyHolder,
  policyName: string,
  document: string,
  { store, caller: { accountId }, quotas }: WriteScope,
): Promise<void> {
  checkPolicyDocument(document, 'inline');
  const present = await store.list(INLINE_POLICIES, { accountId, prefix: [holder.id] });
  const others = present.filter((policy) => policy.policyName !== policyName);
  const size = [document, ...others.map((policy) => policy.document)]
    .map(policySize)
    .reduce((sum, length) => sum + length);
  const quota = quotas[SIZE_QUOTAS[holder.kind]];
  if (size > quota) {
    throw new IamError(
      'LimitExceeded',
      `Maximum policy size of ${quota} bytes exceeded for ${holder.kind} ${holder.name}`,
    );
  }
  const policy: InlinePolicy = { accountId, holderId: holder.id, policyName, document };
  const how = others.length < present.length ? 'replace' : 'insert';
  await store[how](INLINE_POLICIES, policy);
}

/**
 * The inline policy of this name; names are told apart by case.
 *
 * @throws IamError NoSuchEntity
 */
export async function getInlinePolicy(
  holder: PolicyHolder,
  policyName: string,
  { store, caller: { accountId } }: ReadScope,
): Promise<InlinePolicy> {
  const policy = await store.get(INLINE_POLICIES, accountId, [holder.id, policyName]);
  if (policy === undefined) {
    throw new IamError(
      'NoSuchEntity',
      `The ${holder.kind} policy with name ${policyName} cannot be found.`,
    );
  }
  return policy;
}

/**
 * Takes an inline policy away.
 *
 * @throws IamError NoSuchEntity
 */
export async function deleteInlinePolicy(
  holder: PolicyHolder,
  policyName: string,
  scope: WriteScope,
): Promise<void> {
  await scope.store.remove(INLINE_POLICIES, await getInlinePolicy(holder, policyName, scope));
}

/** One page of the names of a holder's inline policies. */
export async function listInlinePolicies(
  operation: 'ListUserPolicies' | 'ListGroupPolicies' | 'ListRolePolicies',
  input: PageRequest,
  holder: PolicyHolder,
  scope: ReadScope,
): Promise<{ readonly PolicyNames: readonly string[] } & Page<never>['ending']> {
  const policies = listRows(scope, INLINE_POLICIES, { prefix: [holder.id] });
  const { items, ending } = await page(operation, input, policies, scope);
  return { PolicyNames: items.map(({ policyName }) => policyName), ...ending };
}
