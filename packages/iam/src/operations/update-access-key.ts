// UpdateAccessKey.
import { demandOnCredentialOwner, getCredentialOwner } from '../credential-owner.js';
import { parseCredentialStatus } from '../credential-status.js';
import { getAccessKey } from '../get-access-key.js';
import type { Operation } from '../operation.js';
import { ACCESS_KEYS } from '../tables/access-keys.js';

/** Makes an access key inactive, or active again (IAM API Reference, "UpdateAccessKey"). */
export const updateAccessKey: Operation<'UpdateAccessKey'> = {
  name: 'UpdateAccessKey',
  access: 'write',
  demands: ({ UserName }, scope) => demandOnCredentialOwner('iam:UpdateAccessKey', UserName, scope),
  run: async ({ UserName, AccessKeyId, Status }, scope) => {
    const status = parseCredentialStatus(Status);
    const owner = await getCredentialOwner(UserName, scope);
    const key = await getAccessKey(AccessKeyId, owner, scope);
    await scope.store.replace(ACCESS_KEYS, { ...key, status });
    return undefined;
  },
};
