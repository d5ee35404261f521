// ListPolicyVersions.
import { describeListedVersion } from '../describe-managed-policy.js';
import { demandOnPolicy, findPolicyVersions, getManagedPolicy } from '../find-managed-policy.js';
import type { Operation } from '../operation.js';
import { listSorted, page } from '../paging.js';
import { versionKey } from '../tables/policy-versions.js';

/** Lists the versions of a managed policy, the newest first, without documents (IAM API Reference, "ListPolicyVersions"). */
export const listPolicyVersions: Operation<'ListPolicyVersions'> = {
  name: 'ListPolicyVersions',
  access: 'read',
  demands: ({ PolicyArn }, scope) => demandOnPolicy('iam:ListPolicyVersions', PolicyArn, scope),
  run: async (input, scope) => {
    const policy = await getManagedPolicy(input.PolicyArn, scope);
    const versions = await findPolicyVersions(policy, scope);
    const age = (version: number) => versionKey(policy.lastVersion - version);
    const listing = listSorted(versions, ({ version }) => age(version), [policy.policyId]);
    const { items, ending } = await page('ListPolicyVersions', input, listing, scope);
    return { Versions: items.map((version) => describeListedVersion(policy, version)), ...ending };
  },
};
