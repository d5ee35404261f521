// What the password policy itself permits users: to change their own password and to see its rules.
import type { Policy } from '@ostiary/policy';
import type { Demand, ReadScope } from './operation.js';
import { findPasswordPolicy } from './password-policy.js';

/**
 * The part of a demand by which an account's password policy allows an action to the user who
 * calls, where it lets users change their passwords; a Deny of any other policy wins over it (IAM
 * User Guide, "Permit IAM users to change their own passwords").
 */
export async function allowedToUsers(
  action: string,
  scope: ReadScope,
): Promise<Pick<Demand, 'policy'>> {
  const { principal } = scope.caller;
  const policy = await findPasswordPolicy(scope);
  if (principal.type !== 'User' || !policy?.allowUsersToChangePassword) return {};
  return { policy: { name: 'account password policy', policy: allowing(action, principal.arn) } };
}

function allowing(action: string, userArn: string): Policy {
  return {
    version: '2012-10-17',
    id: undefined,
    statements: [
      {
        sid: undefined,
        effect: 'Allow',
        principal: { element: 'Principal', principals: [{ key: 'AWS', value: userArn }] },
        action: { element: 'Action', patterns: [action] },
        resource: undefined,
        conditions: [],
      },
    ],
  };
}
