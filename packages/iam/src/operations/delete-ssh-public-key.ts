// DeleteSSHPublicKey.
import { getSshPublicKeyOf } from '../find-ssh-public-key.js';
import { demandOnUser, getUserByName } from '../find-user.js';
import type { Operation } from '../operation.js';
import { SSH_PUBLIC_KEYS } from '../tables/ssh-public-keys.js';

/** Deletes an SSH public key (IAM API Reference, "DeleteSSHPublicKey"). */
export const deleteSshPublicKey: Operation<'DeleteSSHPublicKey'> = {
  name: 'DeleteSSHPublicKey',
  access: 'write',
  demands: ({ UserName }, scope) => demandOnUser('iam:DeleteSSHPublicKey', UserName, scope),
  run: async ({ UserName, SSHPublicKeyId }, scope) => {
    const user = await getUserByName(UserName, scope);
    await scope.store.remove(SSH_PUBLIC_KEYS, await getSshPublicKeyOf(user, SSHPublicKeyId, scope));
    return undefined;
  },
};
