// ListAccessKeys.
import { demandOnCredentialOwner, describeOwner, getCredentialOwner } from '../credential-owner.js';
import type { Operation } from '../operation.js';
import { listRows, page } from '../paging.js';
import { ACCESS_KEYS } from '../tables/access-keys.js';

/** Lists access keys, the oldest first, without their secrets (IAM API Reference, "ListAccessKeys"). */
export const listAccessKeys: Operation<'ListAccessKeys'> = {
  name: 'ListAccessKeys',
  access: 'read',
  demands: ({ UserName }, scope) => demandOnCredentialOwner('iam:ListAccessKeys', UserName, scope),
  run: async (input, scope) => {
    const owner = await getCredentialOwner(input.UserName, scope);
    const keys = listRows(scope, ACCESS_KEYS, { index: 'owner', prefix: [owner.ownerId] });
    const { items, ending } = await page('ListAccessKeys', input, keys, scope);
    return {
      AccessKeyMetadata: items.map(({ accessKeyId, status, createDate }) => ({
        ...describeOwner(owner),
        AccessKeyId: accessKeyId,
        Status: status,
        CreateDate: new Date(createDate),
      })),
      ...ending,
    };
  },
};
