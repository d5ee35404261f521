// GetAccessKeyInfo.
import { IamError } from '../errors.js';
import type { Operation } from '../operation.js';
import { ACCESS_KEYS } from '../tables/access-keys.js';
import { SESSIONS } from '../tables/sessions.js';

/**
 * Says which account an access key belongs to, whatever its state and whoever asks (STS API
 * Reference, "GetAccessKeyInfo").
 */
export const getAccessKeyInfo: Operation<'GetAccessKeyInfo'> = {
  name: 'GetAccessKeyInfo',
  access: 'read',
  demands: () => [{ action: 'sts:GetAccessKeyInfo', resource: '*', context: [] }],
  run: async ({ AccessKeyId }, { store }) => {
    const found =
      (await store.findAnywhere(ACCESS_KEYS, 'id', [AccessKeyId])) ??
      (await store.findAnywhere(SESSIONS, 'accessKey', [AccessKeyId]));
    if (found === undefined) {
      throw new IamError('ValidationError', `The access key ${AccessKeyId} does not exist.`);
    }
    return { Account: found.accountId };
  },
};
