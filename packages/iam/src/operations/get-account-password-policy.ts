// GetAccountPasswordPolicy.
import { IamError } from '../errors.js';
import type { Operation } from '../operation.js';
import { allowedToUsers } from '../password-permission.js';
import { findPasswordPolicy } from '../password-policy.js';

/**
 * Describes the password policy of the account (IAM API Reference, "GetAccountPasswordPolicy").
 * Users who may change their password may see it.
 */
export const getAccountPasswordPolicy: Operation<'GetAccountPasswordPolicy'> = {
  name: 'GetAccountPasswordPolicy',
  access: 'read',
  demands: async (_, scope) => {
    const action = 'iam:GetAccountPasswordPolicy';
    return [{ action, resource: '*', context: [], ...(await allowedToUsers(action, scope)) }];
  },
  run: async (_, scope) => {
    const policy = await findPasswordPolicy(scope);
    if (policy === undefined) {
      throw new IamError(
        'NoSuchEntity',
        `The Password Policy with domain name ${scope.caller.accountId} cannot be found.`,
      );
    }
    const { maxAgeDays, reusePrevention } = policy;
    return {
      PasswordPolicy: {
        MinimumPasswordLength: policy.minimumLength,
        RequireSymbols: policy.requireSymbols,
        RequireNumbers: policy.requireNumbers,
        RequireUppercaseCharacters: policy.requireUppercase,
        RequireLowercaseCharacters: policy.requireLowercase,
        AllowUsersToChangePassword: policy.allowUsersToChangePassword,
        ExpirePasswords: maxAgeDays !== undefined,
        HardExpiry: policy.hardExpiry,
        ...(maxAgeDays !== undefined && { MaxPasswordAge: maxAgeDays }),
        ...(reusePrevention !== undefined && { PasswordReusePrevention: reusePrevention }),
      },
    };
  },
};
