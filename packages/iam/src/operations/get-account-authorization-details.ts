// GetAccountAuthorizationDetails.
import {
  type AccountDetails,
  detailGroup,
  detailPolicy,
  detailRole,
  detailUser,
} from '../account-details.js';
import { listUsedDeploymentPolicies } from '../deployment-policies.js';
import { listInTurn } from '../list-in-turn.js';
import type { Operation, ReadScope } from '../operation.js';
import { type Listing, listRows, page } from '../paging.js';
import type { EntityFilter } from '../policy-entities.js';
import type { Key } from '../store.js';
import { GROUPS } from '../tables/groups.js';
import { MANAGED_POLICIES } from '../tables/managed-policies.js';
import { ROLES } from '../tables/roles.js';
import { USERS } from '../tables/users.js';

/**
 * Shows everything that grants in the account: users, groups, roles, its own policies, and those of
 * the deployment that bind somebody (IAM API Reference, "GetAccountAuthorizationDetails").
 */
export const getAccountAuthorizationDetails: Operation<'GetAccountAuthorizationDetails'> = {
  name: 'GetAccountAuthorizationDetails',
  access: 'read',
  demands: () => [{ action: 'iam:GetAccountAuthorizationDetails', resource: '*', context: [] }],
  run: async (input, scope) => {
    const { Filter = [] } = input;
    const lists = (await entityLists(scope)).filter(
      ([kind]) => Filter.length === 0 || Filter.includes(kind),
    );
    const operation = 'GetAccountAuthorizationDetails';
    const { items, ending } = await page(operation, input, listInTurn(lists), scope);
    const details = await Promise.all(items.map(([, entity]) => entity.detail()));
    return {
      UserDetailList: details.flatMap(({ UserDetailList = [] }) => UserDetailList),
      GroupDetailList: details.flatMap(({ GroupDetailList = [] }) => GroupDetailList),
      RoleDetailList: details.flatMap(({ RoleDetailList = [] }) => RoleDetailList),
      Policies: details.flatMap(({ Policies = [] }) => Policies),
      ...ending,
    };
  },
};

/** An entity whose details are asked for when it is on the page. */
interface Entity {
  readonly position: Key;
  readonly detail: () => Promise<AccountDetails>;
}

async function entityLists(
  scope: ReadScope,
): Promise<readonly (readonly [EntityFilter, Listing<Entity>])[]> {
  const byName = { index: 'name' } as const;
  const entities = <Row>(
    rows: Listing<Row>,
    detail: (row: Row, scope: ReadScope) => Promise<AccountDetails>,
  ): Listing<Entity> => ({
    of: rows.of,
    position: ({ position }) => position,
    after: async (position, limit) =>
      (await rows.after(position, limit)).map((row) => ({
        position: rows.position(row),
        detail: () => detail(row, scope),
      })),
  });
  return [
    ['User', entities(listRows(scope, USERS, byName), detailUser)],
    ['Group', entities(listRows(scope, GROUPS, byName), detailGroup)],
    ['Role', entities(listRows(scope, ROLES, byName), detailRole)],
    ['LocalManagedPolicy', entities(listRows(scope, MANAGED_POLICIES, byName), detailPolicy)],
    ['AWSManagedPolicy', entities(await listUsedDeploymentPolicies(scope), detailPolicy)],
  ];
}
