// Signing certificates, through the domain's door.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Iam } from '../src/index.js';
import { makeCertificate } from './make-certificate.js';
import { alice, NOW, openIam, root, session } from './open-iam.js';

const USER_ARN = 'arn:aws:iam::123456789012:user/';
const UserName = 'bob';
const MALFORMED = {
  code: 'MalformedCertificate',
  message: 'Unable to parse certificate. Please ensure the certificate is in PEM format.',
};

describe('a signing certificate', () => {
  let iam: Iam;
  beforeEach(async () => {
    iam = openIam();
    await iam.execute('CreateUser', { UserName }, alice);
    await iam.execute('CreateUser', { UserName: 'carol' }, alice);
  });
  const upload = async (CertificateBody: string, user: string = UserName) =>
    (await iam.execute('UploadSigningCertificate', { UserName: user, CertificateBody }, alice))
      .Certificate;
  const list = async (user: string = UserName) =>
    (await iam.execute('ListSigningCertificates', { UserName: user }, alice)).Certificates;

  it('is kept to the letter under an id of its own, active', async () => {
    const { body } = await makeCertificate('bob');
    const certificate = await upload(body);
    expect(certificate).toEqual({
      UserName,
      CertificateId: expect.stringMatching(/^[A-Z2-7]{32}$/),
      CertificateBody: body,
      Status: 'Active',
      UploadDate: NOW,
    });
    expect(await list()).toEqual([certificate]);
    expect(await list('carol')).toEqual([]);
  });

  it('is made inactive and deleted', async () => {
    const { CertificateId } = await upload((await makeCertificate('bob')).body);
    const input = { UserName, CertificateId };
    await iam.execute('UpdateSigningCertificate', { ...input, Status: 'Inactive' }, alice);
    expect(await list()).toMatchObject([{ Status: 'Inactive' }]);
    await iam.execute('DeleteSigningCertificate', input, alice);
    expect(await list()).toEqual([]);
  });

  it('is uploaded once in the account', async () => {
    const { body } = await makeCertificate('bob');
    await upload(body);
    const duplicate = { code: 'DuplicateCertificate' };
    await expect(upload(body)).rejects.toMatchObject(duplicate);
    await expect(upload(`\n${body}`, 'carol')).rejects.toMatchObject(duplicate);
  });

  it('is one of two', async () => {
    for (const name of ['one', 'two']) await upload((await makeCertificate(name)).body);
    await expect(upload((await makeCertificate('three')).body)).rejects.toMatchObject({
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for CertificatesPerUser: 2',
    });
    const first = await iam.execute('ListSigningCertificates', { UserName, MaxItems: 1 }, alice);
    const { Marker } = first;
    const second = await iam.execute('ListSigningCertificates', { UserName, Marker }, alice);
    expect([...first.Certificates, ...second.Certificates]).toEqual(await list());
  });

  it('is refused before and after the time it is valid', async () => {
    const invalid = { code: 'InvalidCertificate' };
    const early = await makeCertificate('early', { notBefore: '2026-12-01' });
    await expect(upload(early.body)).rejects.toMatchObject(invalid);
    const late = await makeCertificate('late', { notAfter: '2026-11-01' });
    await expect(upload(late.body)).rejects.toMatchObject(invalid);
  });

  it('is refused when it is none, or more than one, or has a private key beside it', async () => {
    const { body, privateKey } = await makeCertificate('bob');
    for (const text of [
      'no certificate',
      body.replace(/[A-Za-z]{20}/, 'A'.repeat(20)),
      `${body}\n${body}`,
      `${body}\n${privateKey}`,
      privateKey,
    ]) {
      await expect(upload(text)).rejects.toMatchObject(MALFORMED);
    }
  });

  it('is of the root user when that calls and names none', async () => {
    const CertificateBody = (await makeCertificate('root')).body;
    const { Certificate } = await iam.execute(
      'UploadSigningCertificate',
      { CertificateBody },
      root,
    );
    expect(Certificate).not.toHaveProperty('UserName');
    const { SummaryMap } = await iam.execute('GetAccountSummary', undefined, alice);
    expect(SummaryMap).toMatchObject({ AccountSigningCertificatesPresent: 1 });
    await expect(iam.execute('ListSigningCertificates', {}, session)).rejects.toMatchObject({
      code: 'ValidationError',
    });
  });

  it('keeps its user from being deleted', async () => {
    await upload((await makeCertificate('bob')).body);
    await expect(iam.execute('DeleteUser', { UserName }, alice)).rejects.toMatchObject({
      code: 'DeleteConflict',
      message: 'Cannot delete entity, must delete certificates first.',
    });
  });

  const CertificateId = 'A'.repeat(32);
  it.each([
    ['UpdateSigningCertificate', { UserName, CertificateId, Status: 'Active' }],
    ['DeleteSigningCertificate', { UserName, CertificateId }],
  ] as const)('that is not there is none for %s', async (name, input) => {
    await expect(iam.execute(name, input, alice)).rejects.toMatchObject({
      code: 'NoSuchEntity',
      message: `The Certificate with id ${CertificateId} cannot be found.`,
    });
  });

  it.each([
    ['UploadSigningCertificate', { UserName: 'nobody', CertificateBody: 'x' }],
    ['ListSigningCertificates', { UserName: 'nobody' }],
    ['UpdateSigningCertificate', { UserName: 'nobody', CertificateId, Status: 'Active' }],
    ['DeleteSigningCertificate', { UserName: 'nobody', CertificateId }],
  ] as const)('is demanded on its user: %s', async (name, input) => {
    expect(await iam.demands(name, input, alice)).toMatchObject([
      { action: `iam:${name}`, resource: `${USER_ARN}nobody` },
    ]);
  });
});
