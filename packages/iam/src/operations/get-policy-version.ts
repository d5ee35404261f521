// GetPolicyVersion.
import { describeVersion } from '../describe-managed-policy.js';
import { demandOnPolicy, getPolicyVersion as getVersion } from '../find-managed-policy.js';
import type { Operation } from '../operation.js';

/** Shows the document of one version (IAM API Reference, "GetPolicyVersion"). */
export const getPolicyVersion: Operation<'GetPolicyVersion'> = {
  name: 'GetPolicyVersion',
  access: 'read',
  demands: ({ PolicyArn }, scope) => demandOnPolicy('iam:GetPolicyVersion', PolicyArn, scope),
  run: async ({ PolicyArn, VersionId }, scope) => {
    const { policy, version } = await getVersion(PolicyArn, VersionId, scope);
    return { PolicyVersion: describeVersion(policy, version) };
  },
};
