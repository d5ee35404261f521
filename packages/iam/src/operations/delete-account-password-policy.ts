// DeleteAccountPasswordPolicy.
import { IamError } from '../errors.js';
import type { Operation } from '../operation.js';
import { findPasswordPolicy } from '../password-policy.js';
import { PASSWORD_POLICIES } from '../tables/password-policies.js';

/** Goes back to the default password policy (IAM API Reference, "DeleteAccountPasswordPolicy"). */
export const deleteAccountPasswordPolicy: Operation<'DeleteAccountPasswordPolicy'> = {
  name: 'DeleteAccountPasswordPolicy',
  access: 'write',
  demands: () => [{ action: 'iam:DeleteAccountPasswordPolicy', resource: '*', context: [] }],
  run: async (_, scope) => {
    const policy = await findPasswordPolicy(scope);
    if (policy === undefined) {
      throw new IamError(
        'NoSuchEntity',
        'The account policy with name PasswordPolicy cannot be found.',
      );
    }
    await scope.store.remove(PASSWORD_POLICIES, policy);
    return undefined;
  },
};
