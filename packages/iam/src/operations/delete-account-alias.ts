// DeleteAccountAlias.
import { IamError } from '../errors.js';
import { getAccount } from '../get-account.js';
import type { Operation } from '../operation.js';
import { ACCOUNTS } from '../tables/accounts.js';

/** Takes the alias from the account, which must be named (IAM API Reference, "DeleteAccountAlias"). */
export const deleteAccountAlias: Operation<'DeleteAccountAlias'> = {
  name: 'DeleteAccountAlias',
  access: 'write',
  demands: () => [{ action: 'iam:DeleteAccountAlias', resource: '*', context: [] }],
  run: async ({ AccountAlias }, scope) => {
    const account = await getAccount(scope);
    if (account.alias !== AccountAlias) {
      throw new IamError(
        'NoSuchEntity',
        `The account alias with name ${AccountAlias} cannot be found.`,
      );
    }
    await scope.store.replace(ACCOUNTS, { ...account, alias: undefined });
    return undefined;
  },
};
