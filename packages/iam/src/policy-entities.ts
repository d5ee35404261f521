// Whom a managed policy binds.
import type { OutputOf } from '@ostiary/api';
import type { NamedListing } from './list-in-turn.js';
import type { ReadScope } from './operation.js';
import { type Listing, listRows, onlyMatching } from './paging.js';
import type { PolicyUsage } from './policy-usage.js';
import type { Reader } from './store.js';
import { ATTACHMENTS, type HolderKind } from './tables/attachments.js';
import { GROUPS } from './tables/groups.js';
import { ROLES } from './tables/roles.js';
import { USERS } from './tables/users.js';

/** A kind of entity, as lists are filtered by it. */
export type EntityFilter = 'User' | 'Role' | 'Group' | 'LocalManagedPolicy' | 'AWSManagedPolicy';

/** A user, a group or a role that a policy binds. */
export interface BoundEntity {
  readonly kind: HolderKind;
  readonly id: string;
  readonly name: string;
  readonly path: string;
}

const FILTERS: Readonly<Record<HolderKind, EntityFilter>> = {
  group: 'Group',
  role: 'Role',
  user: 'User',
};

/** Lists of those whom a policy binds, each of them once, by kind and by how it binds them. */
export function listBoundEntities(
  policyArn: string,
  filter: EntityFilter | undefined,
  usage: PolicyUsage | undefined,
  scope: ReadScope,
): readonly NamedListing<BoundEntity>[] {
  return (['group', 'role', 'user'] as const)
    .filter((kind) => filter === undefined || filter === FILTERS[kind])
    .flatMap((kind): NamedListing<BoundEntity>[] => [
      ...(usage === 'PermissionsBoundary'
        ? []
        : [[kind, listHolders(policyArn, kind, scope)] as const]),
      ...(usage === 'PermissionsPolicy' || kind === 'group'
        ? []
        : [[`bounded ${kind}`, listBounded(policyArn, kind, usage === undefined, scope)] as const]),
    ]);
}

/** The members of the answer: the entities by kind. */
export function describeBoundEntities(
  entities: readonly BoundEntity[],
): Pick<OutputOf<'ListEntitiesForPolicy'>, 'PolicyGroups' | 'PolicyRoles' | 'PolicyUsers'> {
  const of = (wanted: HolderKind) => entities.filter(({ kind }) => kind === wanted);
  return {
    PolicyGroups: of('group').map(({ id, name }) => ({ GroupName: name, GroupId: id })),
    PolicyUsers: of('user').map(({ id, name }) => ({ UserName: name, UserId: id })),
    PolicyRoles: of('role').map(({ id, name }) => ({ RoleName: name, RoleId: id })),
  };
}

/** Those to whom it is attached. */
function listHolders(policyArn: string, kind: HolderKind, scope: ReadScope): Listing<BoundEntity> {
  const attachments = listRows(scope, ATTACHMENTS, { index: 'policy', prefix: [policyArn, kind] });
  return {
    of: attachments.of,
    position: ({ id }) => [id],
    after: async (position, limit) => {
      const found: BoundEntity[] = [];
      for (const { holderId } of await attachments.after(position, limit)) {
        const holder = await findHolder(kind, holderId, scope);
        if (holder !== undefined) found.push(holder);
      }
      return found;
    },
  };
}

/** Those whose boundary it is; where it is attached too, they may be listed for that. */
function listBounded(
  policyArn: string,
  kind: 'role' | 'user',
  attachedElsewhere: boolean,
  scope: ReadScope,
): Listing<BoundEntity> {
  const { store, caller } = scope;
  const range = { index: 'boundary', prefix: [policyArn] } as const;
  const isListed = async (id: string) =>
    attachedElsewhere &&
    (await store.get(ATTACHMENTS, caller.accountId, [id, policyArn])) !== undefined;
  const bounded: Listing<BoundEntity> =
    kind === 'role'
      ? describing(listRows(scope, ROLES, range), ({ roleId: id, roleName: name, path }) => ({
          ...{ kind, id, name, path },
        }))
      : describing(listRows(scope, USERS, range), ({ userId: id, userName: name, path }) => ({
          ...{ kind, id, name, path },
        }));
  return onlyMatching(bounded, async ({ id }) => !(await isListed(id)));
}

function describing<Row>(
  rows: Listing<Row>,
  describe: (row: Row) => BoundEntity,
): Listing<BoundEntity> {
  return {
    of: rows.of,
    position: ({ id }) => [id],
    after: async (position, limit) => (await rows.after(position, limit)).map(describe),
  };
}

async function findHolder(
  kind: HolderKind,
  id: string,
  { store, caller: { accountId } }: { readonly store: Reader } & Pick<ReadScope, 'caller'>,
): Promise<BoundEntity | undefined> {
  switch (kind) {
    case 'group': {
      const group = await store.get(GROUPS, accountId, [id]);
      return group && { kind, id, name: group.groupName, path: group.path };
    }
    case 'role': {
      const role = await store.get(ROLES, accountId, [id]);
      return role && { kind, id, name: role.roleName, path: role.path };
    }
    case 'user': {
      const user = await store.get(USERS, accountId, [id]);
      return user && { kind, id, name: user.userName, path: user.path };
    }
  }
}
