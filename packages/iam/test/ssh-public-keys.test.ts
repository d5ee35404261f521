// SSH public keys, through the domain's door. The keys and what is known of them are of ssh-keygen 9.2.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Iam } from '../src/index.js';
import { alice, NOW, openIam } from './open-iam.js';

const SSH =
  'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCW8YmHv6mm90O16HjfYRbckr5w3t5pD75t3H/4tmBBDq7UDljcKMwiqrb3c3WcqSu2Lt3MDYOX0e+hyosVTc8RdCUntYhQZgGUn2HCsKBSz7XAt48uxGO+hQaSDYrgnfIx4bvqen4TsiK4Hlm+lIPEzYCeXOgE18A2QhrGXx/G7jFtMdMk6irxfWy77h5qCyw3DnzggzbSC2DuUoPXEDQCqOgz6AZNGPQEujMhaQ0eJ8s7QsmISqJzkqpusB+YICCCf9rBmH7WKY5gWZDtPsqRNKGf76h9xkksYDcfD1XMqOLQw2tYLv1xMozigucv9sivdtFh+iXhPakFw5yvIKAz';
const FINGERPRINT = 'e9:b0:0a:18:60:10:74:68:40:8d:9c:1e:db:cc:3b:15';
const PEM = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAlvGJh7+ppvdDteh432EW
3JK+cN7eaQ++bdx/+LZgQQ6u1A5Y3CjMIqq293N1nKkrti7dzA2Dl9HvocqLFU3P
EXQlJ7WIUGYBlJ9hwrCgUs+1wLePLsRjvoUGkg2K4J3yMeG76np+E7IiuB5ZvpSD
xM2AnlzoBNfANkIaxl8fxu4xbTHTJOoq8X1su+4eagssNw584IM20gtg7lKD1xA0
AqjoM+gGTRj0BLozIWkNHifLO0LJiEqic5KqbrAfmCAggn/awZh+1imOYFmQ7T7K
kTShn++ofcZJLGA3Hw9VzKji0MNrWC79cTKM4oLnL/bIr3bRYfol4T2pBcOcryCg
MwIDAQAB
-----END PUBLIC KEY-----
`;
const SHORT =
  'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDCMZYmZsVWEhMr7brbZRfy8uGVxvc32Rhb8Fw0hijxEgSsGcjH7svrW+7DlomTNQEo1ux+aMl2FiBL1PnuGbXp3AfvzWtYZzXaiNiMPk7lBBmLa3sPj/ZGEXW28Hed6vTmc1YWL6n8PTTV9hWbE1aMHLw4bJ+CkdgD22ePbockmQ==';
const ED25519 = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJWe1zXez993f3NKvoy9qsVO//K9f3MZEpQiuSgu8h8v';
const USER_ARN = 'arn:aws:iam::123456789012:user/';
const UserName = 'bob';

describe('an SSH public key', () => {
  let iam: Iam;
  beforeEach(async () => {
    iam = openIam({ quotas: { SSHPublicKeysPerUserQuota: 1 } });
    await iam.execute('CreateUser', { UserName }, alice);
    await iam.execute('CreateUser', { UserName: 'carol' }, alice);
  });
  const upload = async (SSHPublicKeyBody: string, user: string = UserName) => {
    const input = { UserName: user, SSHPublicKeyBody };
    const { SSHPublicKey } = await iam.execute('UploadSSHPublicKey', input, alice);
    return SSHPublicKey;
  };
  const list = async () =>
    (await iam.execute('ListSSHPublicKeys', { UserName }, alice)).SSHPublicKeys;

  it.each([
    ['of OpenSSH, with a comment', `${SSH} bob@example.com`],
    ['of OpenSSH, without one', SSH],
    ['of PEM', PEM],
  ])('in the form %s is answered in either form, with its fingerprint', async (_, body) => {
    const key = await upload(body);
    const common = {
      UserName,
      SSHPublicKeyId: expect.stringMatching(/^APKA[A-Z2-7]{17}$/),
      Fingerprint: FINGERPRINT,
      Status: 'Active',
      UploadDate: NOW,
    };
    expect(key).toEqual({ ...common, SSHPublicKeyBody: SSH });
    const input = { UserName, SSHPublicKeyId: key?.SSHPublicKeyId ?? '' };
    const get = (Encoding: string) => iam.execute('GetSSHPublicKey', { ...input, Encoding }, alice);
    expect((await get('SSH')).SSHPublicKey).toEqual({ ...common, SSHPublicKeyBody: SSH });
    expect((await get('PEM')).SSHPublicKey).toEqual({ ...common, SSHPublicKeyBody: PEM });
  });

  it('is listed without its body, made inactive and deleted', async () => {
    const { SSHPublicKeyId = '' } = (await upload(SSH)) ?? {};
    expect(await list()).toEqual([{ UserName, SSHPublicKeyId, Status: 'Active', UploadDate: NOW }]);
    const input = { UserName, SSHPublicKeyId };
    await iam.execute('UpdateSSHPublicKey', { ...input, Status: 'Inactive' }, alice);
    expect(await list()).toMatchObject([{ Status: 'Inactive' }]);
    await iam.execute('DeleteSSHPublicKey', input, alice);
    expect(await list()).toEqual([]);
  });

  it('is uploaded once to a user, in whatever form, while others may have it too', async () => {
    iam = openIam();
    await iam.execute('CreateUser', { UserName }, alice);
    await iam.execute('CreateUser', { UserName: 'carol' }, alice);
    await upload(SSH);
    await expect(upload(PEM)).rejects.toMatchObject({ code: 'DuplicateSSHPublicKey' });
    await upload(SSH, 'carol');
  });

  it('is refused beyond the quota', async () => {
    await upload(SSH);
    await expect(upload(SSH)).rejects.toMatchObject({
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for SSHPublicKeysPerUser: 1',
    });
  });

  it.each([
    ['no key', 'hello', 'UnrecognizedPublicKeyEncoding'],
    [
      'a private key',
      '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
      'UnrecognizedPublicKeyEncoding',
    ],
    ['a key that is cut', SSH.slice(0, 100), 'InvalidPublicKey'],
    [
      'PEM of nothing',
      '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----',
      'InvalidPublicKey',
    ],
    ['a key of 1024 bits', SHORT, 'InvalidPublicKey'],
    ['a key that is not of RSA', ED25519, 'InvalidPublicKey'],
  ])('is refused when it is %s', async (_, body, code) => {
    await expect(upload(body)).rejects.toMatchObject({ code });
  });

  it('keeps its user from being deleted', async () => {
    await upload(SSH);
    await expect(iam.execute('DeleteUser', { UserName }, alice)).rejects.toMatchObject({
      code: 'DeleteConflict',
      message: 'Cannot delete entity, must remove referenced objects first.',
    });
  });

  const SSHPublicKeyId = 'APKANOSUCHKEYATALL222';
  it.each([
    ['GetSSHPublicKey', { UserName, SSHPublicKeyId, Encoding: 'SSH' }],
    ['UpdateSSHPublicKey', { UserName, SSHPublicKeyId, Status: 'Active' }],
    ['DeleteSSHPublicKey', { UserName, SSHPublicKeyId }],
  ] as const)('that is not there is none for %s', async (name, input) => {
    await expect(iam.execute(name, input, alice)).rejects.toMatchObject({
      code: 'NoSuchEntity',
      message: `The Public Key with id ${SSHPublicKeyId} cannot be found.`,
    });
  });

  it.each([
    ['UploadSSHPublicKey', { UserName: 'nobody', SSHPublicKeyBody: SSH }],
    ['ListSSHPublicKeys', { UserName: 'nobody' }],
    ['GetSSHPublicKey', { UserName: 'nobody', SSHPublicKeyId, Encoding: 'SSH' }],
    ['UpdateSSHPublicKey', { UserName: 'nobody', SSHPublicKeyId, Status: 'Active' }],
    ['DeleteSSHPublicKey', { UserName: 'nobody', SSHPublicKeyId }],
  ] as const)(
    'is demanded on its user, and none of one who is not there: %s',
    async (name, input) => {
      await expect(iam.execute(name, input, alice)).rejects.toMatchObject({
        code: 'NoSuchEntity',
        message: 'The user with name nobody cannot be found.',
      });
      expect(await iam.demands(name, input, alice)).toMatchObject([
        { action: `iam:${name}`, resource: `${USER_ARN}nobody` },
      ]);
    },
  );
});
