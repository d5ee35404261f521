// UpdateAccountPasswordPolicy.
import type { Operation } from '../operation.js';
import { findPasswordPolicy } from '../password-policy.js';
import { PASSWORD_POLICIES, type PasswordPolicy } from '../tables/password-policies.js';

const DEFAULT_MINIMUM_LENGTH = 6;

/**
 * Sets the password policy of the account, whole: what is not named has its default (IAM API
 * Reference, "UpdateAccountPasswordPolicy").
 */
export const updateAccountPasswordPolicy: Operation<'UpdateAccountPasswordPolicy'> = {
  name: 'UpdateAccountPasswordPolicy',
  access: 'write',
  demands: () => [{ action: 'iam:UpdateAccountPasswordPolicy', resource: '*', context: [] }],
  run: async (input, scope) => {
    const policy: PasswordPolicy = {
      accountId: scope.caller.accountId,
      minimumLength: input.MinimumPasswordLength ?? DEFAULT_MINIMUM_LENGTH,
      requireSymbols: input.RequireSymbols ?? false,
      requireNumbers: input.RequireNumbers ?? false,
      requireUppercase: input.RequireUppercaseCharacters ?? false,
      requireLowercase: input.RequireLowercaseCharacters ?? false,
      allowUsersToChangePassword: input.AllowUsersToChangePassword ?? false,
      maxAgeDays: input.MaxPasswordAge,
      reusePrevention: input.PasswordReusePrevention,
      hardExpiry: input.HardExpiry ?? false,
    };
    const how = (await findPasswordPolicy(scope)) ? 'replace' : 'insert';
    await scope.store[how](PASSWORD_POLICIES, policy);
    return undefined;
  },
};
