// TagPolicy.
import { requestTags } from '../demand-context.js';
import { demandOnPolicy, getOwnPolicy } from '../find-managed-policy.js';
import type { Operation } from '../operation.js';
import { MANAGED_POLICIES } from '../tables/managed-policies.js';
import { addTags } from '../tags.js';

/** Puts tags on a managed policy (IAM API Reference, "TagPolicy"). */
export const tagPolicy: Operation<'TagPolicy'> = {
  name: 'TagPolicy',
  access: 'write',
  demands: ({ PolicyArn, Tags }, scope) =>
    demandOnPolicy('iam:TagPolicy', PolicyArn, scope, requestTags(Tags)),
  run: async ({ PolicyArn, Tags }, scope) => {
    const policy = await getOwnPolicy(PolicyArn, scope);
    await scope.store.replace(MANAGED_POLICIES, { ...policy, tags: addTags(policy.tags, Tags) });
    return undefined;
  },
};
