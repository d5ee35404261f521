// Whom a trust policy means, by unique id: found when the policy is written.
import {
  type AccountId,
  isAccountId,
  type ParsedArn,
  type Policy,
  parseArn,
} from '@ostiary/policy';
import { entityArn } from './entity-arn.js';
import { IamError } from './errors.js';
import type { ReadScope } from './operation.js';
import { invalidPrincipal } from './policy-faults.js';
import { DEPLOYMENT } from './store.js';
import { ACCOUNTS } from './tables/accounts.js';
import { ROLES, type TrustedPrincipal } from './tables/roles.js';
import { USERS } from './tables/users.js';

/**
 * Finds the users and roles that a trust policy names, in whichever account of the deployment they
 * are (IAM User Guide, "AWS JSON policy elements: Principal", "IAM role principals": the ARN is
 * transformed to the unique id when the policy is saved). A session is its role's.
 *
 * @throws IamError MalformedPolicyDocument when one of them, or an account, is not there
 */
export async function findTrustedPrincipals(
  { statements }: Policy,
  scope: ReadScope,
): Promise<readonly TrustedPrincipal[]> {
  const principals = statements.flatMap(({ principal }) => principal?.principals ?? []);
  const named = new Set(principals.filter(({ key }) => key === 'AWS').map(({ value }) => value));
  const found: TrustedPrincipal[] = [];
  for (const value of named) {
    if (value === '*') continue;
    const id = await findId(value, scope);
    if (id === undefined) {
      throw new IamError('MalformedPolicyDocument', invalidPrincipal('AWS', value));
    }
    if (id !== value) found.push({ arn: value, id });
  }
  return found;
}

/** The unique id that a principal stands for; itself where it is an account or an id; undefined when it is not there. */
async function findId(value: string, scope: ReadScope): Promise<string | undefined> {
  if (isAccountId(value)) return (await isAccount(value, scope)) ? value : undefined;
  const parsed = parseArn(value);
  if (!parsed.ok) return (await isEntityHere(value, scope)) ? value : undefined;
  const { partition, accountId } = parsed.value;
  if (partition !== scope.partition || !isAccountId(accountId)) return undefined;
  if (!(await isAccount(accountId, scope))) return undefined;
  return findIdOfArn(parsed.value, accountId, scope);
}

async function findIdOfArn(
  { arn, resource }: ParsedArn,
  accountId: AccountId,
  { store, partition }: ReadScope,
): Promise<string | undefined> {
  const [kind, ...rest] = resource.split('/');
  const name = rest.at(-1) ?? '';
  const isNamed = (entity: { readonly path: string; readonly name: string }) =>
    (kind === 'user' || kind === 'role') &&
    arn === entityArn({ partition, accountId, kind, ...entity });
  switch (kind) {
    case 'root':
    case 'federated-user':
      return arn;
    case 'user': {
      const user = await store.find(USERS, 'name', accountId, [name.toLowerCase()]);
      return user && isNamed({ path: user.path, name: user.userName }) ? user.userId : undefined;
    }
    case 'role': {
      const role = await store.find(ROLES, 'name', accountId, [name.toLowerCase()]);
      return role && isNamed({ path: role.path, name: role.roleName }) ? role.roleId : undefined;
    }
    case 'assumed-role': {
      const [roleName = '', session] = rest;
      const role = await store.find(ROLES, 'name', accountId, [roleName.toLowerCase()]);
      return role?.roleName === roleName ? `${role.roleId}:${session}` : undefined;
    }
    default:
      return undefined;
  }
}

/** The caller's own account needs no row: a control plane in process may have no other. */
async function isAccount(id: AccountId, { store, caller }: ReadScope): Promise<boolean> {
  return id === caller.accountId || (await store.get(ACCOUNTS, DEPLOYMENT, [id])) !== undefined;
}

/** Whether a unique id, which shows no account, is of a user or role of the caller's. */
async function isEntityHere(
  id: string,
  { store, caller: { accountId } }: ReadScope,
): Promise<boolean> {
  const found =
    (await store.get(USERS, accountId, [id])) ?? (await store.get(ROLES, accountId, [id]));
  return found !== undefined;
}
