// PassRole: whoever hands a role on to something needs permission for the role too.
import { demandOnRole } from './find-role.js';
import type { Demand, ReadScope } from './operation.js';

/**
 * What is demanded on a role that is handed on to a service (IAM User Guide, "Grant a user
 * permissions to pass a role to an AWS service"). PassRole is a permission and no operation.
 */
export function demandPassRole(
  roleName: string,
  service: string,
  scope: ReadScope,
): Promise<readonly [Demand]> {
  return demandOnRole('iam:PassRole', roleName, scope, [['iam:PassedToService', service]]);
}
