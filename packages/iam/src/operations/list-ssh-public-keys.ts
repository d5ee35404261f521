// ListSSHPublicKeys.
import { demandOnUser, getUserByName, userNameOrCaller } from '../find-user.js';
import type { Operation } from '../operation.js';
import { listRows, page } from '../paging.js';
import { SSH_PUBLIC_KEYS } from '../tables/ssh-public-keys.js';

/** Lists the SSH public keys of a user, without their bodies (IAM API Reference, "ListSSHPublicKeys"). */
export const listSshPublicKeys: Operation<'ListSSHPublicKeys'> = {
  name: 'ListSSHPublicKeys',
  access: 'read',
  demands: ({ UserName }, scope) =>
    demandOnUser('iam:ListSSHPublicKeys', userNameOrCaller(UserName, scope), scope),
  run: async (input, scope) => {
    const user = await getUserByName(userNameOrCaller(input.UserName, scope), scope);
    const keys = listRows(scope, SSH_PUBLIC_KEYS, { prefix: [user.userId] });
    const { items, ending } = await page('ListSSHPublicKeys', input, keys, scope);
    return {
      SSHPublicKeys: items.map(({ keyId, status, uploadDate }) => ({
        UserName: user.userName,
        SSHPublicKeyId: keyId,
        Status: status,
        UploadDate: new Date(uploadDate),
      })),
      ...ending,
    };
  },
};
