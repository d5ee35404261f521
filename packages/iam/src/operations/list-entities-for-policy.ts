// ListEntitiesForPolicy.
import { demandOnPolicy, getManagedPolicy } from '../find-managed-policy.js';
import { listInTurn } from '../list-in-turn.js';
import type { Operation } from '../operation.js';
import { page, underPath } from '../paging.js';
import { describeBoundEntities, type EntityFilter, listBoundEntities } from '../policy-entities.js';
import type { PolicyUsage } from '../policy-usage.js';

/** Lists whom a managed policy binds: groups, then roles, then users (IAM API Reference, "ListEntitiesForPolicy"). */
export const listEntitiesForPolicy: Operation<'ListEntitiesForPolicy'> = {
  name: 'ListEntitiesForPolicy',
  access: 'read',
  demands: ({ PolicyArn }, scope) => demandOnPolicy('iam:ListEntitiesForPolicy', PolicyArn, scope),
  run: async (input, scope) => {
    await getManagedPolicy(input.PolicyArn, scope);
    const lists = listBoundEntities(
      input.PolicyArn,
      input.EntityFilter as EntityFilter | undefined,
      input.PolicyUsageFilter as PolicyUsage | undefined,
      scope,
    );
    const listing = listInTurn(
      lists.map(([name, list]) => [name, underPath(list, input.PathPrefix)]),
    );
    const { items, ending } = await page('ListEntitiesForPolicy', input, listing, scope);
    return { ...describeBoundEntities(items.map(([, entity]) => entity)), ...ending };
  },
};
