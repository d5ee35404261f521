// ListPolicyTags.
import { demandOnPolicy, getManagedPolicy } from '../find-managed-policy.js';
import type { Operation } from '../operation.js';
import { listTags } from '../tags.js';

/** Lists the tags of a managed policy by key (IAM API Reference, "ListPolicyTags"). */
export const listPolicyTags: Operation<'ListPolicyTags'> = {
  name: 'ListPolicyTags',
  access: 'read',
  demands: ({ PolicyArn }, scope) => demandOnPolicy('iam:ListPolicyTags', PolicyArn, scope),
  run: async (input, scope) => {
    const { policyId, tags } = await getManagedPolicy(input.PolicyArn, scope);
    return listTags('ListPolicyTags', input, { id: policyId, tags }, scope);
  },
};
