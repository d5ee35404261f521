// The ARN of a managed policy.
import { type AccountId, isAccountId, parseArn } from '@ostiary/policy';
import { DEPLOYMENT } from './store.js';
import type { ManagedPolicy } from './tables/managed-policies.js';

/** `arn:aws:iam::123456789012:policy/division/Deploy`; `aws` is the account of those that belong to none. */
export function managedPolicyArn(
  { accountId, path, policyName }: Pick<ManagedPolicy, 'accountId' | 'path' | 'policyName'>,
  partition: string,
): string {
  const owner = accountId === DEPLOYMENT ? 'aws' : accountId;
  return `arn:${partition}:iam::${owner}:policy${path}${policyName}`;
}

/** Whose policy an ARN names, and how it is called; undefined when it is the ARN of no policy. */
export function parseManagedPolicyArn(
  arn: string,
): { readonly owner: AccountId | 'aws'; readonly policyName: string } | undefined {
  const parsed = parseArn(arn);
  if (!parsed.ok) return undefined;
  const { service, region, accountId, resource } = parsed.value;
  if (service !== 'iam' || region !== '' || !resource.startsWith('policy/')) return undefined;
  const policyName = resource.slice(resource.lastIndexOf('/') + 1);
  if (policyName === '' || !(accountId === 'aws' || isAccountId(accountId))) return undefined;
  return { owner: accountId, policyName };
}
