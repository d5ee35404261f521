// GetSSHPublicKey.
import { describeSshPublicKey } from '../describe-ssh-public-key.js';
import { getSshPublicKeyOf } from '../find-ssh-public-key.js';
import { demandOnUser, getUserByName } from '../find-user.js';
import type { Operation } from '../operation.js';

/** Answers an SSH public key, in the form that is asked for (IAM API Reference, "GetSSHPublicKey"). */
export const getSshPublicKey: Operation<'GetSSHPublicKey'> = {
  name: 'GetSSHPublicKey',
  access: 'read',
  demands: ({ UserName }, scope) => demandOnUser('iam:GetSSHPublicKey', UserName, scope),
  run: async ({ UserName, SSHPublicKeyId, Encoding }, scope) => {
    const user = await getUserByName(UserName, scope);
    const key = await getSshPublicKeyOf(user, SSHPublicKeyId, scope);
    return { SSHPublicKey: describeSshPublicKey(key, user, Encoding === 'PEM' ? 'pem' : 'ssh') };
  },
};
