// UpdateSSHPublicKey.
import { parseCredentialStatus } from '../credential-status.js';
import { getSshPublicKeyOf } from '../find-ssh-public-key.js';
import { demandOnUser, getUserByName } from '../find-user.js';
import type { Operation } from '../operation.js';
import { SSH_PUBLIC_KEYS } from '../tables/ssh-public-keys.js';

/** Makes an SSH public key inactive, or active again (IAM API Reference, "UpdateSSHPublicKey"). */
export const updateSshPublicKey: Operation<'UpdateSSHPublicKey'> = {
  name: 'UpdateSSHPublicKey',
  access: 'write',
  demands: ({ UserName }, scope) => demandOnUser('iam:UpdateSSHPublicKey', UserName, scope),
  run: async ({ UserName, SSHPublicKeyId, Status }, scope) => {
    const status = parseCredentialStatus(Status);
    const user = await getUserByName(UserName, scope);
    const key = await getSshPublicKeyOf(user, SSHPublicKeyId, scope);
    await scope.store.replace(SSH_PUBLIC_KEYS, { ...key, status });
    return undefined;
  },
};
