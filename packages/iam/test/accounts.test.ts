// Accounts and the keys of their root users, as whoever operates a deployment has them.
import { describe, expect, it } from 'vitest';
import { openIam } from './open-iam.js';
import { whoSigns } from './who-signs.js';

const accountId = '123456789012';

describe('an account', () => {
  it('has the id that was asked for, or twelve random digits', async () => {
    const iam = openIam();
    expect(await iam.createAccount({ id: accountId, name: 'main' })).toEqual({
      ...{ id: accountId, name: 'main', createDate: new Date('2026-11-24T12:00:00Z') },
    });
    const { id } = await iam.createAccount({ name: 'other' });
    expect(id).toMatch(/^\d{12}$/);
    expect((await iam.listAccounts()).map((account) => account.id)).toEqual([accountId, id].sort());
  });

  it.each([
    ['an id of eleven digits', { id: '12345678901', name: 'main' }, 'ValidationError'],
    ['an id with a letter', { id: '12345678901a', name: 'main' }, 'ValidationError'],
    ['the id of the deployment itself', { id: '000000000000', name: 'main' }, 'ValidationError'],
    ['no name', { id: accountId, name: '' }, 'ValidationError'],
    ['an id that is taken', { id: '210987654321', name: 'main' }, 'EntityAlreadyExists'],
  ])('is refused with %s', async (_, account, code) => {
    const iam = openIam();
    await iam.createAccount({ id: '210987654321', name: 'first' });
    await expect(iam.createAccount(account)).rejects.toMatchObject({ code });
    expect(await iam.listAccounts()).toHaveLength(1);
  });
});

describe('the root access key', () => {
  const open = async () => {
    const iam = openIam();
    const { id } = await iam.createAccount({ id: accountId, name: 'main' });
    return { iam, accountId: id };
  };

  it('is made at the first start, shown once and kept from then on', async () => {
    const { iam, accountId } = await open();
    const made = await iam.ensureRootAccessKey({ accountId });
    if (made.outcome !== 'made') throw new Error(made.outcome);
    expect(made.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect(made.secretAccessKey.reveal()).toMatch(/^[A-Za-z0-9+/]{40}$/);
    expect(JSON.stringify(made)).not.toContain(made.secretAccessKey.reveal());
    expect(await whoSigns(iam, made)).toMatchObject({ type: 'Root', accountId });

    const { accessKeyId } = made;
    expect(await iam.ensureRootAccessKey({ accountId })).toEqual({ outcome: 'kept', accessKeyId });
    expect(await whoSigns(iam, made)).toMatchObject({ type: 'Root' });
  });

  it.each(['root', 'AKIAIOSFODNN7EXAMPLE', 'local.dev-key_1', '~'])(
    'can be given with the id %s',
    async (accessKeyId) => {
      const { iam, accountId } = await open();
      const given = { accountId, accessKeyId, secretAccessKey: 'secret' };
      expect(await iam.ensureRootAccessKey(given)).toEqual({ outcome: 'given', accessKeyId });
      expect(await iam.ensureRootAccessKey(given)).toEqual({ outcome: 'kept', accessKeyId });
      expect(await whoSigns(iam, given)).toEqual({
        ...{ type: 'Root', arn: `arn:aws:iam::${accountId}:root`, accountId },
      });
    },
  );

  it.each([
    ['another id', { accessKeyId: 'second', secretAccessKey: 'first' }],
    ['another secret', { accessKeyId: 'first', secretAccessKey: 'second' }],
  ])('is replaced by one with %s, and signs no more', async (_, next) => {
    const { iam, accountId } = await open();
    const first = { accountId, accessKeyId: 'first', secretAccessKey: 'first' };
    await iam.ensureRootAccessKey(first);
    expect(await iam.ensureRootAccessKey({ accountId, ...next })).toEqual({
      ...{ outcome: 'replaced', accessKeyId: next.accessKeyId, former: 'first' },
    });
    expect(await whoSigns(iam, next)).toMatchObject({ type: 'Root' });
    await expect(whoSigns(iam, first)).rejects.toMatchObject({
      code: next.accessKeyId === 'first' ? 'SignatureDoesNotMatch' : 'InvalidClientTokenId',
    });
  });

  it('that was made is replaced by one that is given', async () => {
    const { iam, accountId } = await open();
    const made = await iam.ensureRootAccessKey({ accountId });
    const given = { accountId, accessKeyId: 'given', secretAccessKey: 'secret' };
    expect(await iam.ensureRootAccessKey(given)).toEqual({
      ...{ outcome: 'replaced', accessKeyId: 'given', former: made.accessKeyId },
    });
  });

  it.each([
    ['an id alone', { accessKeyId: 'root' }],
    ['a secret alone', { secretAccessKey: 'secret' }],
    ['an empty secret', { accessKeyId: 'root', secretAccessKey: '' }],
    ['an id with a slash', { accessKeyId: 'ro/ot', secretAccessKey: 'secret' }],
    ['an id with a control character', { accessKeyId: 'ro\u0001ot', secretAccessKey: 'secret' }],
  ])('is refused as %s', async (_, key) => {
    const { iam, accountId } = await open();
    await expect(iam.ensureRootAccessKey({ accountId, ...key })).rejects.toThrow(TypeError);
  });

  it('is refused for an account that is not there, and with the id of another key', async () => {
    const { iam, accountId } = await open();
    const { id: other } = await iam.createAccount({ name: 'other' });
    await iam.ensureRootAccessKey({ accountId, accessKeyId: 'taken', secretAccessKey: 'secret' });
    const taken = { accountId: other, accessKeyId: 'taken', secretAccessKey: 'secret' };
    await expect(iam.ensureRootAccessKey(taken)).rejects.toMatchObject({
      code: 'EntityAlreadyExists',
    });
    expect(await whoSigns(iam, taken)).toMatchObject({ accountId });

    const { accountId: unknown } = { accountId: `${'9'.repeat(12)}` as typeof accountId };
    await expect(iam.ensureRootAccessKey({ accountId: unknown })).rejects.toMatchObject({
      code: 'NoSuchEntity',
    });
  });
});
