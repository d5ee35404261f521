// The documents of the policies that a user, a group or a role has, and where each comes from.
import { findManagedPolicy, findPolicyVersion } from './find-managed-policy.js';
import type { ReadScope } from './operation.js';
import type { PolicyEntity } from './policy-entity.js';
import { ATTACHMENTS, type HolderKind } from './tables/attachments.js';
import { GROUPS } from './tables/groups.js';
import { INLINE_POLICIES } from './tables/inline-policies.js';
import { MEMBERSHIPS } from './tables/memberships.js';

/** What holds policies: an entity, or a group of it. */
export interface DocumentHolder {
  readonly kind: HolderKind;
  readonly id: string;
  readonly name: string;
}

/** A policy's document in force, and whose it is. */
export interface HeldDocument {
  readonly holder: DocumentHolder;
  readonly policyName: string;
  /** Undefined for an inline policy. */
  readonly policyArn: string | undefined;
  readonly document: string;
}

/** All documents that give an entity permissions: its own, and for a user those of its groups. */
export async function findHeldDocuments(
  entity: PolicyEntity,
  scope: ReadScope,
): Promise<readonly HeldDocument[]> {
  const documents: HeldDocument[] = [];
  for (const holder of await holdersOf(entity, scope)) {
    documents.push(
      ...(await inlineDocuments(holder, scope)),
      ...(await managedDocuments(holder, scope)),
    );
  }
  return documents;
}

/** The document in force of a managed policy, undefined when there is none. */
export async function findManagedDocument(
  policyArn: string,
  scope: ReadScope,
): Promise<string | undefined> {
  const policy = await findManagedPolicy(policyArn, scope);
  if (policy === undefined) return undefined;
  return (await findPolicyVersion(policy, policy.defaultVersion, scope))?.document;
}

async function inlineDocuments(
  holder: DocumentHolder,
  { store, caller: { accountId } }: ReadScope,
): Promise<readonly HeldDocument[]> {
  const policies = await store.list(INLINE_POLICIES, { accountId, prefix: [holder.id] });
  return policies.map(({ policyName, document }) => ({
    ...{ holder, policyName, document },
    policyArn: undefined,
  }));
}

async function managedDocuments(
  holder: DocumentHolder,
  scope: ReadScope,
): Promise<readonly HeldDocument[]> {
  const { accountId } = scope.caller;
  const documents: HeldDocument[] = [];
  for (const { policyArn } of await scope.store.list(ATTACHMENTS, {
    accountId,
    prefix: [holder.id],
  })) {
    const document = await findManagedDocument(policyArn, scope);
    const policyName = policyArn.slice(policyArn.lastIndexOf('/') + 1);
    if (document !== undefined) documents.push({ holder, policyName, policyArn, document });
  }
  return documents;
}

async function holdersOf(
  { kind, row }: PolicyEntity,
  { store }: ReadScope,
): Promise<readonly DocumentHolder[]> {
  switch (kind) {
    case 'group':
      return [{ kind, id: row.groupId, name: row.groupName }];
    case 'role':
      return [{ kind, id: row.roleId, name: row.roleName }];
    case 'user': {
      const { accountId, userId, userName } = row;
      const memberships = await store.list(MEMBERSHIPS, { accountId, prefix: [userId] });
      const groups = await Promise.all(
        memberships.map(({ groupId }) => store.get(GROUPS, accountId, [groupId])),
      );
      return [
        { kind, id: userId, name: userName },
        ...groups
          .filter((group) => group !== undefined)
          .map(({ groupId, groupName }) => ({
            kind: 'group' as const,
            id: groupId,
            name: groupName,
          })),
      ];
    }
  }
}
