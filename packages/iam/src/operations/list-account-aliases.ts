// ListAccountAliases.
import { getAccount } from '../get-account.js';
import type { Operation } from '../operation.js';
import { listSorted, page } from '../paging.js';

/** Lists the alias of the account, if it has one (IAM API Reference, "ListAccountAliases"). */
export const listAccountAliases: Operation<'ListAccountAliases'> = {
  name: 'ListAccountAliases',
  access: 'read',
  demands: () => [{ action: 'iam:ListAccountAliases', resource: '*', context: [] }],
  run: async (input, scope) => {
    const { alias } = await getAccount(scope);
    const aliases = listSorted(alias === undefined ? [] : [alias], (text) => text);
    const { items, ending } = await page('ListAccountAliases', input, aliases, scope);
    return { AccountAliases: items, ...ending };
  },
};
