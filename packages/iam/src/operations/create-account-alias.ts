// CreateAccountAlias.
import { IamError } from '../errors.js';
import { getAccount } from '../get-account.js';
import type { Operation } from '../operation.js';
import { storeUnique } from '../store-unique.js';
import { ACCOUNTS } from '../tables/accounts.js';

/**
 * Gives the account an alias, unique in the deployment, in the place of the one it had
 * (IAM User Guide, "Create an account alias"). Twelve digits would be taken for an account.
 */
export const createAccountAlias: Operation<'CreateAccountAlias'> = {
  name: 'CreateAccountAlias',
  access: 'write',
  demands: () => [{ action: 'iam:CreateAccountAlias', resource: '*', context: [] }],
  run: async ({ AccountAlias: alias }, scope) => {
    if (/^\d{12}$/.test(alias)) {
      throw new IamError('ValidationError', 'The account alias cannot be a 12 digit number.');
    }
    const account = await getAccount(scope);
    const taken = `The account alias ${alias} already exists.`;
    if (account.alias === alias) throw new IamError('EntityAlreadyExists', taken);
    await storeUnique(scope.store, 'replace', ACCOUNTS, { ...account, alias }, taken);
    return undefined;
  },
};
