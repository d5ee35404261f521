// The managed policy that an operation is about.
import { resourceTags } from './demand-context.js';
import { IamError } from './errors.js';
import { managedPolicyArn, parseManagedPolicyArn } from './managed-policy-arn.js';
import type { Demand, ReadScope } from './operation.js';
import { SERVICE_LINKED_PATH } from './service-linked-roles.js';
import { DEPLOYMENT } from './store.js';
import { MANAGED_POLICIES, type ManagedPolicy } from './tables/managed-policies.js';
import { POLICY_VERSIONS, type PolicyVersion, versionKey } from './tables/policy-versions.js';

/** What of the domain knows managed policies. */
export type PolicyScope = Pick<ReadScope, 'store' | 'partition' | 'managedPolicies'> & {
  readonly caller: Pick<ReadScope['caller'], 'accountId'>;
};

/** The policy with this ARN that the caller's account can use: its own, or one of no account. */
export async function findManagedPolicy(
  arn: string,
  { store, caller, partition, managedPolicies }: PolicyScope,
): Promise<ManagedPolicy | undefined> {
  const named = parseManagedPolicyArn(arn);
  if (named === undefined) return undefined;
  const builtIn = managedPolicies.get(arn);
  if (builtIn !== undefined) return builtIn.policy;
  if (named.owner !== 'aws' && named.owner !== caller.accountId) return undefined;
  const owner = named.owner === 'aws' ? DEPLOYMENT : named.owner;
  const key = [named.policyName.toLowerCase()];
  const policy = await store.find(MANAGED_POLICIES, 'name', owner, key);
  return policy !== undefined && managedPolicyArn(policy, partition) === arn ? policy : undefined;
}

/**
 * The policy with this ARN.
 *
 * @throws IamError ValidationError when it is no ARN of a policy, NoSuchEntity
 */
export async function getManagedPolicy(arn: string, scope: PolicyScope): Promise<ManagedPolicy> {
  checkPolicyArn(arn, 'ValidationError');
  const policy = await findManagedPolicy(arn, scope);
  if (policy === undefined) throw new IamError('NoSuchEntity', `Policy ${arn} was not found.`);
  return policy;
}

/**
 * The policy with this ARN, to be attached.
 *
 * @throws IamError ValidationError when it is no ARN of a policy, NoSuchEntity, PolicyNotAttachable
 *   when it is for roles of services
 */
export async function getAttachablePolicy(arn: string, scope: PolicyScope): Promise<ManagedPolicy> {
  checkPolicyArn(arn, 'ValidationError');
  const policy = await findManagedPolicy(arn, scope);
  if (policy === undefined || policy.isWithdrawn) {
    throw new IamError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`);
  }
  refuseServiceRolePolicy(policy);
  return policy;
}

/**
 * Refuses a permissions boundary that is no managed policy.
 *
 * @throws IamError InvalidInput when it is no ARN of a policy, NoSuchEntity, PolicyNotAttachable when
 *   it is for roles of services
 */
export async function checkBoundary(arn: string | undefined, scope: PolicyScope): Promise<void> {
  if (arn === undefined) return;
  checkPolicyArn(arn, 'InvalidInput');
  const policy = await findManagedPolicy(arn, scope);
  if (policy === undefined || policy.isWithdrawn) {
    throw new IamError('NoSuchEntity', `Scope ARN: ${arn} does not exist or is not attachable.`);
  }
  refuseServiceRolePolicy(policy);
}

/** What is under `/aws-service-role/` binds the roles of services alone. */
function refuseServiceRolePolicy({ accountId, path }: ManagedPolicy): void {
  if (accountId !== DEPLOYMENT || !path.startsWith(SERVICE_LINKED_PATH)) return;
  throw new IamError(
    'PolicyNotAttachable',
    'Cannot attach a Service Role Policy to a Customer Role.',
  );
}

/**
 * The policy with this ARN, to be changed.
 *
 * @throws IamError AccessDenied when it belongs to no account; as `getManagedPolicy` does
 */
export async function getOwnPolicy(arn: string, scope: PolicyScope): Promise<ManagedPolicy> {
  const policy = await getManagedPolicy(arn, scope);
  refuseBuiltIn(policy);
  return policy;
}

/**
 * A version of a policy by its id, `v2`, with the policy.
 *
 * @throws IamError NoSuchEntity; ValidationError when it is no ARN of a policy
 */
export async function getPolicyVersion(
  arn: string,
  versionId: string,
  scope: PolicyScope,
): Promise<{ readonly policy: ManagedPolicy; readonly version: PolicyVersion }> {
  checkPolicyArn(arn, 'ValidationError');
  const policy = await findManagedPolicy(arn, scope);
  const version = policy && (await findPolicyVersion(policy, numberOf(versionId), scope));
  if (policy === undefined || version === undefined) {
    const message = `Policy ${arn} version ${versionId} does not exist or is not attachable.`;
    throw new IamError('NoSuchEntity', message);
  }
  return { policy, version };
}

/** A version of a policy by its number. */
export async function findPolicyVersion(
  policy: ManagedPolicy,
  version: number,
  scope: PolicyScope,
): Promise<PolicyVersion | undefined> {
  const builtIn = findBuiltInVersion(policy, scope);
  if (builtIn !== undefined) return builtIn.version === version ? builtIn : undefined;
  const { accountId, policyId } = policy;
  return scope.store.get(POLICY_VERSIONS, accountId, [policyId, versionKey(version)]);
}

/** All versions of a policy, in no order that matters. */
export async function findPolicyVersions(
  policy: ManagedPolicy,
  scope: PolicyScope,
): Promise<readonly PolicyVersion[]> {
  const only = findBuiltInVersion(policy, scope);
  if (only !== undefined) return [only];
  const { accountId, policyId } = policy;
  return scope.store.list(POLICY_VERSIONS, { accountId, prefix: [policyId] });
}

function findBuiltInVersion(
  policy: ManagedPolicy,
  { partition, managedPolicies }: PolicyScope,
): PolicyVersion | undefined {
  const found = managedPolicies.get(managedPolicyArn(policy, partition));
  return found?.policy.policyId === policy.policyId ? found.version : undefined;
}

/** What is demanded on a policy. */
export async function demandOnPolicy(
  action: string,
  arn: string,
  scope: ReadScope,
  context: Demand['context'] = [],
): Promise<readonly [Demand]> {
  const policy = await findManagedPolicy(arn, scope);
  return [{ action, resource: arn, context, tags: resourceTags(policy?.tags ?? []) }];
}

/**
 * Refuses to change a policy that belongs to no account, in the words AWS has for its own.
 *
 * @throws IamError AccessDenied
 */
export function refuseBuiltIn({ accountId }: ManagedPolicy): void {
  if (accountId !== DEPLOYMENT) return;
  throw new IamError('AccessDenied', 'Policy is outside your own account.');
}

function checkPolicyArn(arn: string, code: 'InvalidInput' | 'ValidationError'): void {
  if (parseManagedPolicyArn(arn) !== undefined) return;
  throw new IamError(code, `ARN ${arn} is not valid.`);
}

/** `v12` to 12; NaN, which no version has, for anything else. */
function numberOf(versionId: string): number {
  return Number(/^v([1-9]\d{0,8})$/.exec(versionId)?.[1]);
}
