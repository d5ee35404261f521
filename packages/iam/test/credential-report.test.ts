// The credential report, through the domain's door.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Iam } from '../src/index.js';
import { makeCertificate } from './make-certificate.js';
import { alice, NOW, openIam, root } from './open-iam.js';
import { showTwoCodes } from './show-codes.js';

const HOUR_MS = 3_600_000;
const TIME = '2026-11-24T12:00:00+00:00';
const ARN = 'arn:aws:iam::123456789012:';

describe('the credential report', () => {
  let iam: Iam;
  let now: Date;
  beforeEach(async () => {
    now = NOW;
    iam = openIam({ now: () => now });
    await iam.createAccount({ id: '123456789012', name: 'main' });
  });
  const generate = () => iam.execute('GenerateCredentialReport', undefined, alice);
  const get = () => iam.execute('GetCredentialReport', undefined, alice);
  const read = async () => new TextDecoder().decode((await get()).Content).split('\n');

  it('is none before it is made', async () => {
    await expect(get()).rejects.toMatchObject({ code: 'ReportNotPresent' });
  });

  it('has the columns of AWS, the root user first and users by name', async () => {
    await iam.execute('CreateUser', { UserName: 'zoe' }, alice);
    await iam.execute('CreateUser', { UserName: 'b,ob', Path: '/x/' }, alice);
    expect(await generate()).toEqual({ State: 'COMPLETE' });
    expect(await get()).toMatchObject({ ReportFormat: 'text/csv', GeneratedTime: NOW });
    const none = ',false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A';
    expect(await read()).toEqual([
      'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,' +
        'password_next_rotation,mfa_active,' +
        'access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,' +
        'access_key_1_last_used_region,access_key_1_last_used_service,' +
        'access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,' +
        'access_key_2_last_used_region,access_key_2_last_used_service,' +
        'cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated',
      `<root_account>,${ARN}root,${TIME},not_supported,no_information,not_supported,not_supported,false${none}`,
      `"b,ob","${ARN}user/x/b,ob",${TIME},false,N/A,N/A,N/A,false${none}`,
      `zoe,${ARN}user/zoe,${TIME},false,N/A,N/A,N/A,false${none}`,
    ]);
  });

  it('shows every credential of a user', async () => {
    const UserName = 'bob';
    await iam.execute('CreateUser', { UserName }, alice);
    await iam.execute('UpdateAccountPasswordPolicy', { MaxPasswordAge: 10 }, alice);
    await iam.execute('CreateLoginProfile', { UserName, Password: 'Corr3ct-horse' }, alice);
    const { AccessKey } = await iam.execute('CreateAccessKey', { UserName }, alice);
    iam.recordUse({
      accountId: alice.accountId,
      ...{ kind: 'access-key', id: AccessKey.AccessKeyId },
      ...{ service: 'notes', region: 'eu-west-1' },
    });
    await iam.writeUses();
    const CertificateBody = (await makeCertificate('bob')).body;
    await iam.execute('UploadSigningCertificate', { UserName, CertificateBody }, alice);
    const device = { VirtualMFADeviceName: 'phone' };
    const { VirtualMFADevice } = await iam.execute('CreateVirtualMFADevice', device, alice);
    const seed = new TextDecoder().decode(VirtualMFADevice.Base32StringSeed);
    const { SerialNumber } = VirtualMFADevice;
    const codes = showTwoCodes(seed, NOW);
    await iam.execute('EnableMFADevice', { UserName, SerialNumber, ...codes }, alice);
    await generate();
    expect((await read()).at(-1)).toBe(
      `bob,${ARN}user/bob,${TIME},true,no_information,${TIME},2026-12-04T12:00:00+00:00,true,` +
        `true,${TIME},${TIME},eu-west-1,notes,false,N/A,N/A,N/A,N/A,true,${TIME},false,N/A`,
    );
  });

  it('shows the keys of the root user', async () => {
    await iam.execute('CreateAccessKey', {}, root);
    await generate();
    expect((await read())[1]).toContain(`false,true,${TIME},N/A,N/A,N/A,false`);
  });

  it('stays as it is for four hours, and is then made anew', async () => {
    await generate();
    await iam.execute('CreateUser', { UserName: 'bob' }, alice);
    now = new Date(NOW.getTime() + 4 * HOUR_MS - 1);
    await generate();
    expect(await read()).toHaveLength(2);
    now = new Date(NOW.getTime() + 4 * HOUR_MS);
    await expect(get()).rejects.toMatchObject({ code: 'ReportExpired' });
    await generate();
    expect(await read()).toHaveLength(3);
  });

  it('is demanded of everything', async () => {
    for (const name of ['GenerateCredentialReport', 'GetCredentialReport'] as const) {
      expect(await iam.demands(name, undefined, alice)).toEqual([
        { action: `iam:${name}`, resource: '*', context: [] },
      ]);
    }
  });
});
