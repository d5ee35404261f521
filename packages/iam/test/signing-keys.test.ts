// Whose key signs: the answers that gates get of long-term access keys.

import { randomBytes } from 'node:crypto';
import type { AccountId } from '@ostiary/policy';
import { type SigningKeyQuery, signRequest, verifyRequest } from '@ostiary/sigv4';
import { describe, expect, it } from 'vitest';
import { createKeyRing, createMemoryStore, createSecrets } from '../src/index.js';
import { ACCESS_KEYS, type AccessKey, accessKeyOwner } from '../src/tables/access-keys.js';
import { USERS } from '../src/tables/users.js';
import { alice, NOW, openIam } from './open-iam.js';
import { proves, whoSigns } from './who-signs.js';

const key = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' };
const accountId = '123456789012' as AccountId;
const cause = { accountId, operation: 'Test', requestId: 'test', principal: 'test' };

const query: SigningKeyQuery = {
  accessKeyId: key.accessKeyId,
  scope: { date: '20261124', region: 'eu-west-1', service: 'notes' },
};

/** A control plane with a user `bob` and a key of his. */
async function openWithKey(changed: Partial<AccessKey> = {}) {
  const store = createMemoryStore({ now: () => NOW });
  const secrets = createSecrets(createKeyRing([randomBytes(32)]));
  const iam = openIam({ store, secrets });
  const { User } = await iam.execute('CreateUser', { UserName: 'bob', Path: '/team/' }, alice);
  const userId = User?.UserId ?? '';
  const { accessKeyId } = key;
  const secret = secrets.seal(key.secretAccessKey, accessKeyOwner({ accountId, accessKeyId }));
  const row: AccessKey = {
    ...{ accountId, accessKeyId, ownerId: userId, status: 'Active', secret },
    ...{ createDate: NOW.toISOString(), ...changed },
  };
  await store.transact(cause, (writer) => writer.insert(ACCESS_KEYS, row));
  return { iam, store, userId };
}

describe('a long-term access key', () => {
  it('signs for its user, with the unique id', async () => {
    const { iam, userId } = await openWithKey();
    const principal = {
      ...{ type: 'User', arn: 'arn:aws:iam::123456789012:user/team/bob' },
      ...{ accountId, userName: 'bob', userId },
    };
    expect(await proves(iam, key)).toEqual({ principal, context: [] });
  });

  it('is verified by a key of the scope that was asked for, and its secret stays inside', async () => {
    const { iam } = await openWithKey();
    const answer = await iam.signingKeys(query);
    const other = await iam.signingKeys({ ...query, scope: { ...query.scope, service: 'iam' } });
    expect(answer?.signingKey).toHaveLength(32);
    expect(answer?.signingKey).not.toEqual(other?.signingKey);
    expect(Object.keys(answer ?? {}).sort()).toEqual(['principal', 'signingKey']);
    expect(JSON.stringify(answer)).not.toContain(key.secretAccessKey);
  });

  it('is verified by a public key where the signature is of SigV4A', async () => {
    const { iam } = await openWithKey();
    const algorithm = 'AWS4-ECDSA-P256-SHA256';
    const answer = await iam.signingKeys({ ...query, algorithm });
    expect(Object.keys(answer ?? {}).sort()).toEqual(['principal', 'publicKey']);
    const request = {
      ...{ method: 'GET', path: '/', query: '', headers: [['host', 'notes.example.com']] as const },
    };
    const signed = await signRequest(request, {
      ...{ credentials: key, service: 'notes', region: '*', date: NOW, algorithm },
    });
    const verified = await verifyRequest(signed, {
      ...{ signingKeys: iam.signingKeys, service: 'notes', regions: ['eu-west-1'], now: NOW },
      algorithms: [algorithm],
    });
    expect(verified?.principal.principal).toMatchObject({ type: 'User', userName: 'bob' });
  });

  it.each([
    ['an id that nobody has', query.accessKeyId.toLowerCase(), {}],
    ['an inactive key', query.accessKeyId, { status: 'Inactive' }],
    ['a key whose owner is gone', query.accessKeyId, { ownerId: 'AIDAGONE' }],
    ['a key of another account by its id', query.accessKeyId, { ownerId: '210987654321' }],
  ] as const)('has one answer for %s', async (_, accessKeyId, changed) => {
    const { iam } = await openWithKey(changed);
    expect(await iam.signingKeys({ ...query, accessKeyId })).toBeUndefined();
    await expect(whoSigns(iam, { ...key, accessKeyId })).rejects.toMatchObject({
      code: 'InvalidClientTokenId',
      message: 'expected a known and active access key and session token, found another one',
    });
  });

  it('does not sign with a session token beside it', async () => {
    const { iam } = await openWithKey();
    expect(await iam.signingKeys({ ...query, sessionToken: '' })).toBeUndefined();
    await expect(whoSigns(iam, { ...key, sessionToken: 'token' })).rejects.toMatchObject({
      code: 'InvalidClientTokenId',
    });
  });

  it('signs no more when its user is deleted, and not for who has the name next', async () => {
    const { iam, store, userId } = await openWithKey();
    expect(await whoSigns(iam, key)).toMatchObject({ userName: 'bob' });
    await store.transact(cause, async (writer) => {
      const user = await writer.get(USERS, accountId, [userId]);
      if (user !== undefined) await writer.remove(USERS, user);
    });
    await iam.execute('CreateUser', { UserName: 'bob', Path: '/team/' }, alice);
    await expect(whoSigns(iam, key)).rejects.toMatchObject({ code: 'InvalidClientTokenId' });
  });
});
