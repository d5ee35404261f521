// UntagPolicy.
import { tagKeys } from '../demand-context.js';
import { demandOnPolicy, getOwnPolicy } from '../find-managed-policy.js';
import type { Operation } from '../operation.js';
import { MANAGED_POLICIES } from '../tables/managed-policies.js';
import { removeTags } from '../tags.js';

/** Takes tags from a managed policy (IAM API Reference, "UntagPolicy"). */
export const untagPolicy: Operation<'UntagPolicy'> = {
  name: 'UntagPolicy',
  access: 'write',
  demands: ({ PolicyArn, TagKeys }, scope) =>
    demandOnPolicy('iam:UntagPolicy', PolicyArn, scope, tagKeys(TagKeys)),
  run: async ({ PolicyArn, TagKeys }, scope) => {
    const policy = await getOwnPolicy(PolicyArn, scope);
    const tags = removeTags(policy.tags, TagKeys);
    await scope.store.replace(MANAGED_POLICIES, { ...policy, tags });
    return undefined;
  },
};
