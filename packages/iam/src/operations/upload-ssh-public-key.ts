// UploadSSHPublicKey.
import { checkQuota } from '../check-quota.js';
import { describeSshPublicKey } from '../describe-ssh-public-key.js';
import { IamError } from '../errors.js';
import { demandOnUser, getUserByName } from '../find-user.js';
import type { Operation } from '../operation.js';
import { parseSshPublicKey } from '../parse-ssh-public-key.js';
import { KeyTakenError } from '../store-errors.js';
import { SSH_PUBLIC_KEYS, type SshPublicKey } from '../tables/ssh-public-keys.js';
import { createUniqueId } from '../unique-id.js';

/** Adds an SSH public key to a user (IAM API Reference, "UploadSSHPublicKey"). */
export const uploadSshPublicKey: Operation<'UploadSSHPublicKey'> = {
  name: 'UploadSSHPublicKey',
  access: 'write',
  demands: ({ UserName }, scope) => demandOnUser('iam:UploadSSHPublicKey', UserName, scope),
  run: async ({ UserName, SSHPublicKeyBody }, scope) => {
    const { store, now, quotas, secrets } = scope;
    const { ssh, digest } = parseSshPublicKey(SSHPublicKeyBody);
    const user = await getUserByName(UserName, scope);
    const { accountId, userId } = user;
    const present = await store.count(SSH_PUBLIC_KEYS, { accountId, prefix: [userId] });
    checkQuota('SSHPublicKeysPerUser', present, quotas.SSHPublicKeysPerUserQuota);
    const key: SshPublicKey = {
      ...{ accountId, userId, digest },
      keyId: createUniqueId('publicKey', secrets),
      body: ssh,
      status: 'Active',
      uploadDate: now.toISOString(),
    };
    try {
      await store.insert(SSH_PUBLIC_KEYS, key);
    } catch (error) {
      if (!(error instanceof KeyTakenError)) throw error;
      throw new IamError(
        'DuplicateSSHPublicKey',
        'The SSH public key is already associated with the specified IAM user.',
      );
    }
    return { SSHPublicKey: describeSshPublicKey(key, user, 'ssh') };
  },
};
