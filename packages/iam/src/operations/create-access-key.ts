// CreateAccessKey.
import type { OutputOf } from '@ostiary/api';
import { createAccessKeyId, createSecretAccessKey } from '../access-key-text.js';
import { checkQuota } from '../check-quota.js';
import { demandOnCredentialOwner, describeOwner, getCredentialOwner } from '../credential-owner.js';
import type { Operation } from '../operation.js';
import { ACCESS_KEYS, type AccessKey, accessKeyOwner } from '../tables/access-keys.js';

/**
 * Makes an access key for a user, the caller or the root user. Its secret is in this answer and
 * nowhere else, but sealed in the store (IAM API Reference, "CreateAccessKey").
 */
export const createAccessKey: Operation<'CreateAccessKey'> = {
  name: 'CreateAccessKey',
  access: 'write',
  demands: ({ UserName }, scope) => demandOnCredentialOwner('iam:CreateAccessKey', UserName, scope),
  run: async ({ UserName }, scope) => {
    const { store, caller, secrets, quotas, now } = scope;
    const { accountId } = caller;
    const owner = await getCredentialOwner(UserName, scope);
    const { ownerId } = owner;
    const keys = await store.count(ACCESS_KEYS, { accountId, index: 'owner', prefix: [ownerId] });
    checkQuota('AccessKeysPerUser', keys, quotas.AccessKeysPerUserQuota);
    const accessKeyId = createAccessKeyId('AKIA', secrets);
    const secretText = createSecretAccessKey(secrets).reveal();
    const key: AccessKey = {
      ...{ accountId, accessKeyId, ownerId },
      status: 'Active',
      createDate: now.toISOString(),
      secret: secrets.seal(secretText, accessKeyOwner({ accountId, accessKeyId })),
    };
    await store.insert(ACCESS_KEYS, key);
    const shape: Partial<OutputOf<'CreateAccessKey'>['AccessKey']> = {
      ...describeOwner(owner),
      AccessKeyId: accessKeyId,
      Status: key.status,
      SecretAccessKey: secretText,
      CreateDate: now,
    };
    // The shape says that every key has the name of a user; one of the root user has none.
    return { AccessKey: shape as OutputOf<'CreateAccessKey'>['AccessKey'] };
  },
};
