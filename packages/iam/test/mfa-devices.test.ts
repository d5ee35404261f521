// Virtual MFA devices, through the domain's door.
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryStore, type Iam, type Store } from '../src/index.js';
import { MFA_DEVICES } from '../src/tables/mfa-devices.js';
import { alice, NOW, openIam, session } from './open-iam.js';
import { showCode, showTwoCodes } from './show-codes.js';

const ARN = 'arn:aws:iam::123456789012:mfa/';
const USER_ARN = 'arn:aws:iam::123456789012:user/';
const UserName = 'bob';

describe('an authenticator app', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1234567890, '005924'],
    [20000000000, '353130'],
  ])('as the tests have it shows the code of RFC 6238, appendix B, at %i', (seconds, code) => {
    const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    expect(showCode(seed, new Date(seconds * 1000))).toBe(code);
  });
});

describe('a virtual MFA device', () => {
  let iam: Iam;
  let store: Store;
  let now: Date;
  beforeEach(async () => {
    now = NOW;
    store = createMemoryStore();
    iam = openIam({ store, now: () => now });
    await iam.execute('CreateUser', { UserName }, alice);
    await iam.execute('CreateUser', { UserName: 'carol' }, alice);
  });
  const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
  const create = async (VirtualMFADeviceName = 'phone', rest = {}) => {
    const input = { VirtualMFADeviceName, ...rest };
    const { VirtualMFADevice } = await iam.execute('CreateVirtualMFADevice', input, alice);
    const { SerialNumber, Base32StringSeed, QRCodePNG = new Uint8Array() } = VirtualMFADevice;
    return { SerialNumber, QRCodePNG, seed: new TextDecoder().decode(Base32StringSeed) };
  };
  const enable = (
    { SerialNumber, seed }: { SerialNumber: string; seed: string },
    at = now,
    user = UserName,
  ) =>
    iam.execute(
      'EnableMFADevice',
      { UserName: user, SerialNumber, ...showTwoCodes(seed, at) },
      alice,
    );
  const list = async (user = UserName) =>
    (await iam.execute('ListMFADevices', { UserName: user }, alice)).MFADevices;

  it('is made with its ARN and a seed that is shown once', async () => {
    const { SerialNumber, seed } = await create('phone', { Path: '/a/' });
    expect(SerialNumber).toBe(`${ARN}a/phone`);
    expect(seed).toMatch(/^[A-Z2-7]{64}$/);
    const stored = await store.read((reader) =>
      reader.list(MFA_DEVICES, { accountId: alice.accountId }),
    );
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain(seed);
    const listed = await iam.execute('ListVirtualMFADevices', {}, alice);
    expect(listed.VirtualMFADevices).toEqual([{ SerialNumber }]);
  });

  it('comes as a QR code that an app reads', async () => {
    const { QRCodePNG, seed } = await create();
    const { data, width, height } = PNG.sync.read(Buffer.from(QRCodePNG));
    const uri = new URL(jsQR.default(new Uint8ClampedArray(data), width, height)?.data ?? '');
    expect(uri.protocol).toBe('otpauth:');
    expect(decodeURIComponent(uri.pathname)).toContain('phone@123456789012');
    expect(uri.searchParams.get('secret')).toBe(seed);
    expect(uri.searchParams.get('issuer')).toBe('Ostiary');
  });

  it('has a name of its own under its path', async () => {
    await create();
    await create('phone', { Path: '/a/' });
    await expect(create()).rejects.toMatchObject({
      code: 'EntityAlreadyExists',
      message: 'MFADevice entity at the same path and name already exists.',
    });
  });

  it('has a name that fits in a serial number', async () => {
    const longest = 'x'.repeat(256 - ARN.length);
    expect((await create(longest)).SerialNumber).toHaveLength(256);
    await expect(create(`${longest}x`)).rejects.toMatchObject({ code: 'ValidationError' });
    await expect(create(longest, { Path: '/a/' })).rejects.toMatchObject({
      code: 'ValidationError',
    });
  });

  it('is enabled by two consecutive codes, also when its clock is some minutes off', async () => {
    for (const [name, seconds] of [
      ['sharp', 0],
      ['slow', -290],
      ['fast', 290],
    ] as const) {
      const device = await create(name);
      await enable(device, later(seconds));
    }
    expect(await list()).toHaveLength(3);
    expect((await list())[0]).toMatchObject({ UserName, EnableDate: NOW });
  });

  describe('is not enabled', () => {
    const refused = {
      code: 'InvalidAuthenticationCode',
      message: 'Authentication code for device is not valid.',
    };
    const codes: [string, (seed: string) => [string, string]][] = [
      ['the same code twice', (seed) => [showCode(seed, NOW), showCode(seed, NOW)]],
      ['codes in the wrong order', (seed) => [showCode(seed, later(30)), showCode(seed, NOW)]],
      ['codes with one between', (seed) => [showCode(seed, NOW), showCode(seed, later(60))]],
      [
        'codes of an hour ago',
        (seed) => [showCode(seed, later(-3600)), showCode(seed, later(-3570))],
      ],
      ['codes of another device', () => ['123456', '654321']],
    ];
    it.each(codes)('by %s', async (_, show) => {
      const { SerialNumber, seed } = await create();
      const [AuthenticationCode1, AuthenticationCode2] = show(seed);
      const input = { UserName, SerialNumber, AuthenticationCode1, AuthenticationCode2 };
      await expect(iam.execute('EnableMFADevice', input, alice)).rejects.toMatchObject(refused);
      expect(await list()).toEqual([]);
    });

    it('by codes that it was enabled with before', async () => {
      const device = await create();
      await enable(device);
      const input = { UserName, SerialNumber: device.SerialNumber };
      await iam.execute('DeactivateMFADevice', input, alice);
      await expect(enable(device, NOW)).rejects.toMatchObject(refused);
      await enable(device, later(60));
    });

    it('twice', async () => {
      const device = await create();
      await enable(device);
      await expect(enable(device, later(60), 'carol')).rejects.toMatchObject({
        code: 'EntityAlreadyExists',
      });
    });

    it('when its user has eight', async () => {
      for (let n = 0; n < 8; n++) await enable(await create(`phone-${n}`));
      await expect(enable(await create())).rejects.toMatchObject({
        code: 'LimitExceeded',
        message: 'Cannot exceed quota for MFADevicesPerUser: 8',
      });
    });
  });

  it('is set right by two codes when its clock is up to an hour off, and not beyond', async () => {
    const device = await create();
    await enable(device);
    const { SerialNumber, seed } = device;
    const resync = (at: Date) =>
      iam.execute('ResyncMFADevice', { UserName, SerialNumber, ...showTwoCodes(seed, at) }, alice);
    await expect(resync(later(3700))).rejects.toMatchObject({ code: 'InvalidAuthenticationCode' });
    await resync(later(3500));
    await expect(resync(later(3500))).rejects.toMatchObject({ code: 'InvalidAuthenticationCode' });
  });

  it('belongs to its user alone', async () => {
    const { SerialNumber, seed } = await create();
    await enable({ SerialNumber, seed });
    const of = { UserName: 'carol', SerialNumber };
    const refused = { code: 'NoSuchEntity', message: 'MFA Device invalid for user.' };
    await expect(iam.execute('GetMFADevice', of, alice)).rejects.toMatchObject(refused);
    await expect(iam.execute('DeactivateMFADevice', of, alice)).rejects.toMatchObject(refused);
    await expect(
      iam.execute('ResyncMFADevice', { ...of, ...showTwoCodes(seed, later(60)) }, alice),
    ).rejects.toMatchObject(refused);
    expect(await list('carol')).toEqual([]);
    expect(await iam.execute('GetMFADevice', { UserName, SerialNumber }, alice)).toEqual({
      ...{ UserName, SerialNumber, EnableDate: NOW },
    });
  });

  it('is deleted once it is deactivated, and its user too', async () => {
    const device = await create();
    await enable(device);
    const { SerialNumber } = device;
    const remove = () => iam.execute('DeleteVirtualMFADevice', { SerialNumber }, alice);
    await expect(remove()).rejects.toMatchObject({ code: 'DeleteConflict' });
    await expect(iam.execute('DeleteUser', { UserName }, alice)).rejects.toMatchObject({
      code: 'DeleteConflict',
      message: 'Cannot delete entity, must delete MFA device first.',
    });
    await iam.execute('DeactivateMFADevice', { UserName, SerialNumber }, alice);
    await remove();
    await iam.execute('DeleteUser', { UserName }, alice);
    await expect(remove()).rejects.toMatchObject({ code: 'NoSuchEntity' });
  });

  it('is listed by whether somebody has it, in pages, and with whom', async () => {
    const used = await create('used');
    await enable(used);
    await create('free-1');
    await create('free-2');
    const serials = async (AssignmentStatus?: string) => {
      const input = { AssignmentStatus, MaxItems: 1 };
      const found: string[] = [];
      for (let Marker: string | undefined; ; ) {
        const page = await iam.execute('ListVirtualMFADevices', { ...input, Marker }, alice);
        found.push(...page.VirtualMFADevices.map(({ SerialNumber }) => SerialNumber));
        if (!page.IsTruncated) return found.sort();
        Marker = page.Marker;
      }
    };
    expect(await serials('Assigned')).toEqual([`${ARN}used`]);
    expect(await serials('Unassigned')).toEqual([`${ARN}free-1`, `${ARN}free-2`]);
    expect(await serials('Any')).toHaveLength(3);
    expect(await serials()).toHaveLength(3);
    const input = { AssignmentStatus: 'Assigned' };
    const { VirtualMFADevices } = await iam.execute('ListVirtualMFADevices', input, alice);
    expect(VirtualMFADevices).toEqual([
      {
        SerialNumber: `${ARN}used`,
        EnableDate: NOW,
        User: (await iam.execute('GetUser', { UserName }, alice)).User,
      },
    ]);
    const { SummaryMap } = await iam.execute('GetAccountSummary', undefined, alice);
    expect(SummaryMap).toMatchObject({ MFADevices: 3, MFADevicesInUse: 1, AccountMFAEnabled: 0 });
  });

  it('has tags, which conditions see', async () => {
    const { SerialNumber } = await create('phone', { Tags: [{ Key: 'team', Value: 'red' }] });
    await iam.execute('TagMFADevice', { SerialNumber, Tags: [{ Key: 'zone', Value: 'a' }] }, alice);
    await iam.execute('UntagMFADevice', { SerialNumber, TagKeys: ['team'] }, alice);
    const { Tags } = await iam.execute('ListMFADeviceTags', { SerialNumber }, alice);
    expect(Tags).toEqual([{ Key: 'zone', Value: 'a' }]);
    expect(await iam.demands('UntagMFADevice', { SerialNumber, TagKeys: ['zone'] }, alice)).toEqual(
      [
        {
          action: 'iam:UntagMFADevice',
          resource: SerialNumber,
          context: [['aws:TagKeys', ['zone']]],
          tags: { zone: 'a' },
        },
      ],
    );
  });

  const SerialNumber = `${ARN}none`;
  const codes = { AuthenticationCode1: '123456', AuthenticationCode2: '123457' };
  it.each([
    ['EnableMFADevice', { UserName, SerialNumber, ...codes }, `${USER_ARN}bob`],
    ['ResyncMFADevice', { UserName, SerialNumber, ...codes }, `${USER_ARN}bob`],
    ['DeactivateMFADevice', { UserName, SerialNumber }, `${USER_ARN}bob`],
    ['GetMFADevice', { UserName, SerialNumber }, `${USER_ARN}bob`],
    ['DeleteVirtualMFADevice', { SerialNumber }, SerialNumber],
    ['TagMFADevice', { SerialNumber, Tags: [] }, SerialNumber],
    ['UntagMFADevice', { SerialNumber, TagKeys: [] }, SerialNumber],
    ['ListMFADeviceTags', { SerialNumber }, SerialNumber],
  ] as const)(
    'that is not there is none for %s, and is demanded all the same',
    async (name, input, resource) => {
      await expect(iam.execute(name, input, alice)).rejects.toMatchObject({
        code: 'NoSuchEntity',
        message: `VirtualMFADevice with serial number ${SerialNumber} doesn't exist.`,
      });
      expect(await iam.demands(name, input, alice)).toMatchObject([
        { action: `iam:${name}`, resource },
      ]);
    },
  );

  it.each([
    ['EnableMFADevice', { UserName: 'nobody', SerialNumber, ...codes }],
    ['ResyncMFADevice', { UserName: 'nobody', SerialNumber, ...codes }],
    ['DeactivateMFADevice', { UserName: 'nobody', SerialNumber }],
    ['GetMFADevice', { UserName: 'nobody', SerialNumber }],
    ['ListMFADevices', { UserName: 'nobody' }],
  ] as const)('is none of somebody who is not there: %s', async (name, input) => {
    await expect(iam.execute(name, input, alice)).rejects.toMatchObject({
      code: 'NoSuchEntity',
      message: 'The user with name nobody cannot be found.',
    });
  });

  it('is demanded by its ARN when it is made, with its tags, and by mfa/ when all are listed', async () => {
    const Tags = [{ Key: 'team', Value: 'red' }];
    const input = { VirtualMFADeviceName: 'phone', Path: '/a/', Tags };
    expect(await iam.demands('CreateVirtualMFADevice', input, alice)).toEqual([
      {
        action: 'iam:CreateVirtualMFADevice',
        resource: `${ARN}a/phone`,
        context: [
          ['aws:RequestTag/team', 'red'],
          ['aws:TagKeys', ['team']],
        ],
      },
    ]);
    expect(await iam.demands('ListVirtualMFADevices', {}, alice)).toMatchObject([
      { action: 'iam:ListVirtualMFADevices', resource: ARN },
    ]);
    expect(
      await iam.demands('DeleteVirtualMFADevice', { SerialNumber: 'GAHT12345678' }, alice),
    ).toMatchObject([{ resource: `${ARN}GAHT12345678` }]);
  });

  it('of no user named is none for a session of a role', async () => {
    await expect(iam.execute('ListMFADevices', {}, session)).rejects.toMatchObject({
      code: 'ValidationError',
    });
  });
});
