// ListPolicies.
import { listDeploymentPolicies } from '../deployment-policies.js';
import { describeListedPolicy } from '../describe-managed-policy.js';
import { listInTurn } from '../list-in-turn.js';
import { listUnderPath } from '../list-under-path.js';
import { managedPolicyArn } from '../managed-policy-arn.js';
import type { Operation } from '../operation.js';
import { type Listing, onlyMatching, page, underPath } from '../paging.js';
import { isUsed, type PolicyUsage } from '../policy-usage.js';
import { MANAGED_POLICIES, type ManagedPolicy } from '../tables/managed-policies.js';

/**
 * Lists managed policies by name: those that belong to no account, then the account's own (IAM API
 * Reference, "ListPolicies").
 */
export const listPolicies: Operation<'ListPolicies'> = {
  name: 'ListPolicies',
  access: 'read',
  demands: ({ PathPrefix = '/' }, { caller: { accountId }, partition }) => [
    {
      action: 'iam:ListPolicies',
      resource: managedPolicyArn({ accountId, path: PathPrefix, policyName: '' }, partition),
      context: [],
    },
  ],
  run: async (input, scope) => {
    const { Scope = 'All', PathPrefix, OnlyAttached = false, PolicyUsageFilter } = input;
    const lists = {
      AWS: underPath(await listDeploymentPolicies(scope), PathPrefix),
      Local: listUnderPath(scope, MANAGED_POLICIES, PathPrefix),
    };
    const usages: readonly PolicyUsage[] = [
      ...(OnlyAttached ? (['PermissionsPolicy'] as const) : []),
      ...(PolicyUsageFilter === undefined ? [] : [PolicyUsageFilter as PolicyUsage]),
    ];
    const matching = (listing: Listing<ManagedPolicy>) =>
      usages.reduce(
        (list, usage) =>
          onlyMatching(list, (policy) =>
            isUsed(managedPolicyArn(policy, scope.partition), usage, scope),
          ),
        listing,
      );
    const listing = listInTurn(
      (['AWS', 'Local'] as const)
        .filter((name) => Scope === 'All' || Scope === name)
        .map((name) => [name, matching(lists[name])]),
    );
    const { items, ending } = await page('ListPolicies', input, listing, scope);
    return {
      Policies: await Promise.all(items.map(([, policy]) => describeListedPolicy(policy, scope))),
      ...ending,
    };
  },
};
