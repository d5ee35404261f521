// DeleteAccessKey.
import { demandOnCredentialOwner, getCredentialOwner } from '../credential-owner.js';
import { getAccessKey } from '../get-access-key.js';
import type { Operation } from '../operation.js';
import { ACCESS_KEYS } from '../tables/access-keys.js';
import { LAST_USES } from '../tables/last-uses.js';

/** Deletes an access key and what is known of its use (IAM API Reference, "DeleteAccessKey"). */
export const deleteAccessKey: Operation<'DeleteAccessKey'> = {
  name: 'DeleteAccessKey',
  access: 'write',
  demands: ({ UserName }, scope) => demandOnCredentialOwner('iam:DeleteAccessKey', UserName, scope),
  run: async ({ UserName, AccessKeyId }, scope) => {
    const { store, caller } = scope;
    const owner = await getCredentialOwner(UserName, scope);
    await store.remove(ACCESS_KEYS, await getAccessKey(AccessKeyId, owner, scope));
    const lastUse = await store.get(LAST_USES, caller.accountId, ['access-key', AccessKeyId]);
    if (lastUse !== undefined) await store.remove(LAST_USES, lastUse);
    return undefined;
  },
};
