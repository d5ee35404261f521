// Everything that a user can sign in and sign with, by the AWS SDK: each operation once, over the wire.
import { generateKeyPairSync } from 'node:crypto';
import { IAM } from '@aws-sdk/client-iam';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACCOUNT_ID, type ControlPlane, ROOT, startControlPlane } from '../control-plane.js';
import { PRIVATE_KEY, CERTIFICATE as SELF_SIGNED } from '../self-signed.js';
import { answeredOperations } from './answered-operations.js';
import { SDK_CREDENTIALS } from './tested-operations.js';

/** Self-signed by openssl, valid for a hundred years. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBdTCCARugAwIBAgIUavC+Nps7oewWLWlKYVpUmf1XbpgwCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEZG9yYTAgFw0yNjExMjQxNTAwMjBaGA8yMTI2MTAzMTE1MDAy
MFowDzENMAsGA1UEAwwEZG9yYTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABPV2
Hq9/Of++cfG9xSg6uVzilvLR3EVdsxaeBcb/sytHv46aA25LWAugs6ytwOcZFlAY
OHWfHRJMURuC3uQKG82jUzBRMB0GA1UdDgQWBBQwPdC4Pw2JAA+4eQ32zE+MdK3h
jjAfBgNVHSMEGDAWgBQwPdC4Pw2JAA+4eQ32zE+MdK3hjjAPBgNVHRMBAf8EBTAD
AQH/MAoGCCqGSM49BAMCA0gAMEUCIFqGXFltSwPBi4JlKQ453rkefuSPcieBmp+V
iysIULAVAiEAmlVHdq7vn4SyghgUAwR4YkVZcrjd/HKGloAvMhToPlA=
-----END CERTIFICATE-----
`;

const UserName = 'dora';

let plane: ControlPlane;
let iam: IAM;
beforeAll(async () => {
  plane = await startControlPlane();
  iam = new IAM({ endpoint: plane.url, region: 'us-east-1', credentials: ROOT });
  await iam.createUser({ UserName });
});
afterAll(() => plane.close());

it('has the root user without a name, and its keys too', async () => {
  const { User } = await iam.getUser({});
  expect(User).toMatchObject({ UserId: ACCOUNT_ID, Arn: `arn:aws:iam::${ACCOUNT_ID}:root` });
  expect(User?.UserName).toBeUndefined();
  const { AccessKeyMetadata } = await iam.listAccessKeys({});
  expect(AccessKeyMetadata?.map((key) => key.AccessKeyId)).toEqual([ROOT.accessKeyId]);
});

it('has access keys', async () => {
  const { AccessKey } = await iam.createAccessKey({ UserName });
  const AccessKeyId = AccessKey?.AccessKeyId ?? '';
  await iam.updateAccessKey({ UserName, AccessKeyId, Status: 'Inactive' });
  const { AccessKeyMetadata } = await iam.listAccessKeys({ UserName });
  expect(AccessKeyMetadata).toMatchObject([{ AccessKeyId, Status: 'Inactive' }]);
  const { AccessKeyLastUsed } = await iam.getAccessKeyLastUsed({ AccessKeyId });
  expect(AccessKeyLastUsed).toEqual({ ServiceName: 'N/A', Region: 'N/A' });
  await iam.deleteAccessKey({ UserName, AccessKeyId });
});

it('has a password, under the rules of the account', async () => {
  await iam.updateAccountPasswordPolicy({ MinimumPasswordLength: 10, MaxPasswordAge: 90 });
  const { PasswordPolicy } = await iam.getAccountPasswordPolicy({});
  expect(PasswordPolicy).toMatchObject({ MinimumPasswordLength: 10, ExpirePasswords: true });
  await expect(iam.createLoginProfile({ UserName, Password: 'short' })).rejects.toMatchObject({
    name: 'PasswordPolicyViolationException',
  });
  const created = await iam.createLoginProfile({ UserName, Password: 'long-enough' });
  expect(created.LoginProfile).toMatchObject({ UserName, PasswordResetRequired: false });
  await iam.updateLoginProfile({ UserName, PasswordResetRequired: true });
  const { LoginProfile } = await iam.getLoginProfile({ UserName });
  expect(LoginProfile).toMatchObject({ PasswordResetRequired: true });
  const change = { OldPassword: 'long-enough', NewPassword: 'longer-still' };
  await expect(iam.changePassword(change)).rejects.toMatchObject({
    name: 'InvalidUserTypeException',
  });
  await iam.deleteLoginProfile({ UserName });
  await iam.deleteAccountPasswordPolicy({});
  await expect(iam.getAccountPasswordPolicy({})).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
  expect(plane.logText()).not.toContain('long-enough');
});

it('has MFA devices, whose seed and image come as bytes', async () => {
  const { VirtualMFADevice } = await iam.createVirtualMFADevice({ VirtualMFADeviceName: 'phone' });
  const { SerialNumber, Base32StringSeed, QRCodePNG } = VirtualMFADevice ?? {};
  expect(SerialNumber).toBe(`arn:aws:iam::${ACCOUNT_ID}:mfa/phone`);
  expect(new TextDecoder().decode(Base32StringSeed)).toMatch(/^[A-Z2-7]{64}$/);
  expect(
    Buffer.from(QRCodePNG ?? [])
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  const codes = { AuthenticationCode1: '000000', AuthenticationCode2: '000000' };
  await expect(iam.enableMFADevice({ UserName, SerialNumber, ...codes })).rejects.toMatchObject({
    name: 'InvalidAuthenticationCodeException',
  });
  for (const use of [
    iam.resyncMFADevice({ UserName, SerialNumber, ...codes }),
    iam.deactivateMFADevice({ UserName, SerialNumber }),
    iam.getMFADevice({ UserName, SerialNumber }),
  ]) {
    await expect(use).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  }
  await iam.tagMFADevice({ SerialNumber, Tags: [{ Key: 'team', Value: 'red' }] });
  await iam.untagMFADevice({ SerialNumber, TagKeys: ['none'] });
  const { Tags } = await iam.listMFADeviceTags({ SerialNumber });
  expect(Tags).toEqual([{ Key: 'team', Value: 'red' }]);
  expect((await iam.listMFADevices({ UserName })).MFADevices).toEqual([]);
  const { VirtualMFADevices } = await iam.listVirtualMFADevices({ AssignmentStatus: 'Unassigned' });
  expect(VirtualMFADevices).toMatchObject([{ SerialNumber }]);
  await iam.deleteVirtualMFADevice({ SerialNumber });
});

it('has signing certificates', async () => {
  const uploaded = await iam.uploadSigningCertificate({ UserName, CertificateBody: CERTIFICATE });
  const CertificateId = uploaded.Certificate?.CertificateId ?? '';
  await iam.updateSigningCertificate({ UserName, CertificateId, Status: 'Inactive' });
  const { Certificates } = await iam.listSigningCertificates({ UserName });
  expect(Certificates).toMatchObject([
    { UserName, CertificateId, CertificateBody: CERTIFICATE, Status: 'Inactive' },
  ]);
  await iam.deleteSigningCertificate({ UserName, CertificateId });
  await expect(
    iam.uploadSigningCertificate({ UserName, CertificateBody: 'none' }),
  ).rejects.toMatchObject({ name: 'MalformedCertificateException' });
});

it('has SSH public keys', async () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const SSHPublicKeyBody = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const { SSHPublicKey } = await iam.uploadSSHPublicKey({ UserName, SSHPublicKeyBody });
  const SSHPublicKeyId = SSHPublicKey?.SSHPublicKeyId ?? '';
  await iam.updateSSHPublicKey({ UserName, SSHPublicKeyId, Status: 'Inactive' });
  const { SSHPublicKeys } = await iam.listSSHPublicKeys({ UserName });
  expect(SSHPublicKeys).toMatchObject([{ SSHPublicKeyId, Status: 'Inactive' }]);
  const input = { UserName, SSHPublicKeyId, Encoding: 'PEM' } as const;
  const answer = await iam.getSSHPublicKey(input);
  expect(answer.SSHPublicKey).toMatchObject({ SSHPublicKeyBody });
  await iam.deleteSSHPublicKey({ UserName, SSHPublicKeyId });
});

it('has names and passwords for single services', async () => {
  const ServiceName = 'codecommit.amazonaws.com';
  const created = await iam.createServiceSpecificCredential({ UserName, ServiceName });
  const { ServiceSpecificCredentialId, ServicePassword } = created.ServiceSpecificCredential ?? {};
  const named = { UserName, ServiceSpecificCredentialId };
  await iam.updateServiceSpecificCredential({ ...named, Status: 'Inactive' });
  const reset = await iam.resetServiceSpecificCredential(named);
  expect(reset.ServiceSpecificCredential?.ServicePassword).not.toBe(ServicePassword);
  const { ServiceSpecificCredentials } = await iam.listServiceSpecificCredentials({
    AllUsers: true,
  });
  expect(ServiceSpecificCredentials).toMatchObject([{ ...named, Status: 'Inactive' }]);
  await iam.deleteServiceSpecificCredential(named);
  await expect(
    iam.createServiceSpecificCredential({ UserName, ServiceName: 'none.example.com' }),
  ).rejects.toMatchObject({ name: 'ServiceNotSupportedException' });
});

it('refuses what is no certificate of a server, and knows none', async () => {
  const ServerCertificateName = 'site';
  const upload = { ServerCertificateName, CertificateBody: CERTIFICATE, PrivateKey: 'none' };
  await expect(iam.uploadServerCertificate(upload)).rejects.toMatchObject({
    name: 'MalformedCertificateException',
  });
  const listed = await iam.listServerCertificates({});
  expect(listed.ServerCertificateMetadataList).toEqual([]);
  for (const use of [
    iam.getServerCertificate({ ServerCertificateName }),
    iam.updateServerCertificate({ ServerCertificateName, NewPath: '/a/' }),
    iam.tagServerCertificate({ ServerCertificateName, Tags: [{ Key: 'a', Value: 'b' }] }),
    iam.untagServerCertificate({ ServerCertificateName, TagKeys: ['a'] }),
    iam.listServerCertificateTags({ ServerCertificateName }),
    iam.deleteServerCertificate({ ServerCertificateName }),
  ]) {
    await expect(use).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  }
});

it('is in the credential report', async () => {
  await expect(iam.getCredentialReport({})).rejects.toMatchObject({
    name: 'CredentialReportNotPresentException',
  });
  expect(await iam.generateCredentialReport({})).toMatchObject({ State: 'COMPLETE' });
  const { Content, ReportFormat } = await iam.getCredentialReport({});
  expect(ReportFormat).toBe('text/csv');
  const lines = new TextDecoder().decode(Content).split('\n');
  expect(lines.map((line) => line.split(',')[0])).toEqual(['user', '<root_account>', UserName]);
});

it('is counted in the summary, in an account with an alias', async () => {
  await iam.createAccountAlias({ AccountAlias: 'acme' });
  expect((await iam.listAccountAliases({})).AccountAliases).toEqual(['acme']);
  await iam.deleteAccountAlias({ AccountAlias: 'acme' });
  const { SummaryMap } = await iam.getAccountSummary({});
  expect(SummaryMap).toMatchObject({ Users: 1, MFADevices: 0, AccountAccessKeysPresent: 1 });
});

it('takes the codes of an MFA device, and a password from its user', async () => {
  const { VirtualMFADevice } = await iam.createVirtualMFADevice({ VirtualMFADeviceName: 'token' });
  const { SerialNumber, Base32StringSeed } = VirtualMFADevice ?? {};
  const secret = new TextDecoder().decode(Base32StringSeed);
  const codesAt = (now: number) => ({
    AuthenticationCode1: generateSync({ secret, epoch: now - 30 }),
    AuthenticationCode2: generateSync({ secret, epoch: now }),
  });
  const now = Math.floor(Date.now() / 1000);
  await iam.enableMFADevice({ UserName, SerialNumber, ...codesAt(now) });
  expect((await iam.getMFADevice({ UserName, SerialNumber })).EnableDate).toBeInstanceOf(Date);
  await iam.resyncMFADevice({ UserName, SerialNumber, ...codesAt(now + 120) });
  await iam.deactivateMFADevice({ UserName, SerialNumber });
  await iam.deleteVirtualMFADevice({ SerialNumber });

  await iam.createLoginProfile({ UserName, Password: 'First-enough-1' });
  const own = { Effect: 'Allow', Action: 'iam:ChangePassword', Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: own });
  await iam.putUserPolicy({ UserName, PolicyName: 'own', PolicyDocument });
  const { AccessKey } = await iam.createAccessKey({ UserName });
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  const credentials = { accessKeyId, secretAccessKey };
  const dora = new IAM({ endpoint: plane.url, region: 'us-east-1', credentials });
  const change = { OldPassword: 'First-enough-1', NewPassword: 'Second-enough-2' };
  await dora.changePassword(change);
  await expect(dora.changePassword(change)).rejects.toThrow();

  await iam.deleteUserPolicy({ UserName, PolicyName: 'own' });
  const back = { OldPassword: 'Second-enough-2', NewPassword: 'Third-enough-3' };
  await expect(dora.changePassword(back)).rejects.toMatchObject({ name: 'AccessDenied' });
  await iam.updateAccountPasswordPolicy({ AllowUsersToChangePassword: true });
  await dora.changePassword(back);
});

it('has server certificates, with the key that belongs to them', async () => {
  const ServerCertificateName = 'localhost';
  const CertificateBody = SELF_SIGNED;
  await iam.uploadServerCertificate({
    ServerCertificateName,
    CertificateBody,
    PrivateKey: PRIVATE_KEY,
  });
  await iam.updateServerCertificate({ ServerCertificateName, NewPath: '/edge/' });
  const Tags = [{ Key: 'team', Value: 'red' }];
  await iam.tagServerCertificate({ ServerCertificateName, Tags });
  expect((await iam.listServerCertificateTags({ ServerCertificateName })).Tags).toEqual(Tags);
  await iam.untagServerCertificate({ ServerCertificateName, TagKeys: ['team'] });
  const { ServerCertificate } = await iam.getServerCertificate({ ServerCertificateName });
  expect(ServerCertificate?.ServerCertificateMetadata?.Path).toBe('/edge/');
  expect(JSON.stringify(ServerCertificate)).not.toContain('PRIVATE KEY');
  await iam.deleteServerCertificate({ ServerCertificateName });
});

it('has carried out each of these operations', async () => {
  expect(await answeredOperations(plane)).toEqual(SDK_CREDENTIALS);
});
