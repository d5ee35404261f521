// What a report of the access advisor is about: who is meant by an ARN, and what gives them access.
import { type Policy, parsePolicy } from '@ostiary/policy';
import { IamError } from './errors.js';
import { findManagedPolicy } from './find-managed-policy.js';
import { findHeldDocuments, findManagedDocument } from './held-documents.js';
import { parseManagedPolicyArn } from './managed-policy-arn.js';
import type { Demand, ReadScope } from './operation.js';
import { demandOnPolicyEntity, getPolicyEntity, type PolicyEntity } from './policy-entity.js';
import { ATTACHMENTS } from './tables/attachments.js';
import { GROUPS } from './tables/groups.js';
import { MEMBERSHIPS } from './tables/memberships.js';
import { ROLES } from './tables/roles.js';
import { USERS } from './tables/users.js';

/** A user or a role: what can call. */
export type Caller = PolicyEntity & { readonly kind: 'user' | 'role' };

/** Who can call by what an ARN names, and the policies that let them. */
export interface AccessSubject {
  readonly callers: readonly Caller[];
  readonly policies: readonly Policy[];
}

/**
 * The subject of a report: a user or role itself, the members of a group, whoever has a policy.
 *
 * @throws IamError NoSuchEntity, InvalidInput
 */
export async function getAccessSubject(arn: string, scope: ReadScope): Promise<AccessSubject> {
  if (parseManagedPolicyArn(arn) !== undefined) return subjectOfPolicy(arn, scope);
  const entity = await getPolicyEntity(arn, scope);
  const documents = (await findHeldDocuments(entity, scope)).map(({ document }) => document);
  return { callers: await callersOf(entity, scope), policies: documents.map(readPolicy) };
}

/** What is demanded on the subject of a report. */
export async function demandOnAccessSubject(
  action: string,
  arn: string,
  scope: ReadScope,
): Promise<readonly Demand[]> {
  if (parseManagedPolicyArn(arn) === undefined) return demandOnPolicyEntity(action, arn, scope);
  return [{ action, resource: arn, context: [] }];
}

async function subjectOfPolicy(arn: string, scope: ReadScope): Promise<AccessSubject> {
  const document = await findManagedDocument(arn, scope);
  if ((await findManagedPolicy(arn, scope)) === undefined || document === undefined) {
    throw new IamError('NoSuchEntity', `Policy ${arn} was not found.`);
  }
  const { store, caller } = scope;
  const { accountId } = caller;
  const range = { accountId, index: 'policy', prefix: [arn] } as const;
  const callers = new Map<string, Caller>();
  for (const { holderKind, holderId } of await store.list(ATTACHMENTS, range)) {
    const holder = await findHolder(holderKind, holderId, scope);
    if (holder === undefined) continue;
    for (const each of await callersOf(holder, scope)) callers.set(callerId(each), each);
  }
  return { callers: [...callers.values()], policies: [readPolicy(document)] };
}

/** The unique id of a user or role. */
export function callerId({ kind, row }: Caller): string {
  return kind === 'user' ? row.userId : row.roleId;
}

async function callersOf(entity: PolicyEntity, scope: ReadScope): Promise<readonly Caller[]> {
  if (entity.kind !== 'group') return [entity];
  const { accountId, groupId } = entity.row;
  const range = { accountId, index: 'group', prefix: [groupId] } as const;
  const callers: Caller[] = [];
  for (const { userId } of await scope.store.list(MEMBERSHIPS, range)) {
    const row = await scope.store.get(USERS, accountId, [userId]);
    if (row !== undefined) callers.push({ kind: 'user', row });
  }
  return callers;
}

async function findHolder(
  kind: PolicyEntity['kind'],
  id: string,
  { store, caller: { accountId } }: ReadScope,
): Promise<PolicyEntity | undefined> {
  switch (kind) {
    case 'user': {
      const row = await store.get(USERS, accountId, [id]);
      return row && { kind, row };
    }
    case 'group': {
      const row = await store.get(GROUPS, accountId, [id]);
      return row && { kind, row };
    }
    case 'role': {
      const row = await store.get(ROLES, accountId, [id]);
      return row && { kind, row };
    }
  }
}

function readPolicy(document: string): Policy {
  const parsed = parsePolicy(document, { policyType: 'identity' });
  if (parsed.ok) return parsed.value;
  throw new IamError('ServiceFailure', 'a stored policy cannot be read');
}
