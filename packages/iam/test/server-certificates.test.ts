// Server certificates, through the domain's door.
import { createPrivateKey } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryStore, type Iam, type Store } from '../src/index.js';
import { SERVER_CERTIFICATES } from '../src/tables/server-certificates.js';
import { type MadeCertificate, makeCertificate } from './make-certificate.js';
import { alice, NOW, openIam } from './open-iam.js';

const ARN = 'arn:aws:iam::123456789012:server-certificate/';

describe('a server certificate', () => {
  let iam: Iam;
  let store: Store;
  let made: MadeCertificate;
  beforeEach(async () => {
    store = createMemoryStore();
    iam = openIam({ store, quotas: { ServerCertificatesQuota: 2 } });
    made = await makeCertificate('example.com');
  });
  const upload = async (ServerCertificateName = 'site', rest = {}) => {
    const input = { CertificateBody: made.body, PrivateKey: made.privateKey, ...rest };
    return iam.execute('UploadServerCertificate', { ServerCertificateName, ...input }, alice);
  };
  const get = async (ServerCertificateName = 'site') =>
    (await iam.execute('GetServerCertificate', { ServerCertificateName }, alice)).ServerCertificate;

  it('is kept to the letter, under a path and with tags', async () => {
    const Tags = [{ Key: 'team', Value: 'red' }];
    const answer = await upload('site', { Path: '/cloudfront/', Tags });
    const ServerCertificateMetadata = {
      Path: '/cloudfront/',
      ServerCertificateName: 'site',
      ServerCertificateId: expect.stringMatching(/^ASCA[A-Z2-7]{17}$/),
      Arn: `${ARN}cloudfront/site`,
      UploadDate: NOW,
      Expiration: new Date('2026-12-31'),
    };
    expect(answer).toEqual({ ServerCertificateMetadata, Tags });
    expect(await get()).toEqual({ ServerCertificateMetadata, CertificateBody: made.body, Tags });
  });

  it('never shows its private key, in an answer or in the store', async () => {
    await upload();
    const stored = await store.read((reader) =>
      reader.list(SERVER_CERTIFICATES, { accountId: alice.accountId }),
    );
    const secret = made.privateKey.split('\n')[1] ?? '';
    expect(secret.length).toBeGreaterThan(40);
    expect(JSON.stringify([await get(), stored])).not.toContain(secret);
  });

  it('has a name that stands once, and a quota', async () => {
    await upload();
    await expect(upload()).rejects.toMatchObject({
      code: 'EntityAlreadyExists',
      message: 'The Server Certificate with name site already exists.',
    });
    await upload('two');
    await expect(upload('three')).rejects.toMatchObject({
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for ServerCertificatesPerAccount: 2',
    });
  });

  it('is refused with the key of another', async () => {
    const { privateKey } = await makeCertificate('other');
    await expect(upload('site', { PrivateKey: privateKey })).rejects.toMatchObject({
      code: 'KeyPairMismatch',
    });
  });

  it('is refused with a key that is encrypted or none, and does not show it', async () => {
    const encrypted = createPrivateKey(made.privateKey)
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
      .toString();
    for (const PrivateKey of [encrypted, 'none', made.body]) {
      const error = await upload('site', { PrivateKey }).catch((thrown: Error) => thrown);
      expect(error).toMatchObject({ code: 'MalformedCertificate' });
      expect(error).not.toHaveProperty('cause');
    }
  });

  it('is refused when it is none, or not valid now', async () => {
    const malformed = { code: 'MalformedCertificate' };
    await expect(upload('site', { CertificateBody: 'none' })).rejects.toMatchObject(malformed);
    made = await makeCertificate('late', { notAfter: '2026-11-01' });
    await expect(upload()).rejects.toMatchObject(malformed);
  });

  it('has the chain that leads to its root, in order and whole', async () => {
    const authority = await makeCertificate('root');
    const between = await makeCertificate('between', { issuer: authority });
    made = await makeCertificate('example.com', { issuer: between });
    const chain = [between, authority].map(({ body }) => body).join('\n');
    await upload('site', { CertificateChain: chain });
    expect(await get()).toMatchObject({ CertificateChain: chain });

    const refused = (index: number) => ({
      code: 'MalformedCertificate',
      message: expect.stringMatching(
        `^Unable to validate certificate chain.*invalid certificate is: ${index}$`,
      ),
    });
    const reversed = [authority, between].map(({ body }) => body).join('\n');
    await expect(upload('two', { CertificateChain: reversed })).rejects.toMatchObject(refused(0));
    const namesake = await makeCertificate('root');
    const forged = [between, namesake].map(({ body }) => body).join('\n');
    await expect(upload('two', { CertificateChain: forged })).rejects.toMatchObject(refused(1));
  });

  it('gets another name and path, by who may update both', async () => {
    await upload('site', { Path: '/a/' });
    const { ServerCertificateMetadata } = await get();
    const input = { ServerCertificateName: 'site', NewServerCertificateName: 'shop', NewPath: '/' };
    const action = 'iam:UpdateServerCertificate';
    expect(await iam.demands('UpdateServerCertificate', input, alice)).toMatchObject([
      { action, resource: `${ARN}a/site` },
      { action, resource: `${ARN}shop` },
    ]);
    await iam.execute('UpdateServerCertificate', input, alice);
    expect((await get('shop')).ServerCertificateMetadata).toMatchObject({
      ServerCertificateId: ServerCertificateMetadata.ServerCertificateId,
      Arn: `${ARN}shop`,
    });
    await upload('site');
    await expect(
      iam.execute('UpdateServerCertificate', { ...input, ServerCertificateName: 'site' }, alice),
    ).rejects.toMatchObject({ code: 'EntityAlreadyExists' });
  });

  it('is listed by name and path, in pages', async () => {
    await upload('b', { Path: '/x/' });
    await upload('a');
    const list = (input = {}) => iam.execute('ListServerCertificates', input, alice);
    const names = async (input = {}) =>
      (await list(input)).ServerCertificateMetadataList.map((item) => item.ServerCertificateName);
    expect(await names()).toEqual(['a', 'b']);
    expect(await names({ PathPrefix: '/x' })).toEqual(['b']);
    const { Marker, IsTruncated } = await list({ MaxItems: 1 });
    expect(IsTruncated).toBe(true);
    expect(await names({ MaxItems: 1, Marker })).toEqual(['b']);
    expect(await iam.demands('ListServerCertificates', { PathPrefix: '/x/' }, alice)).toMatchObject(
      [{ action: 'iam:ListServerCertificates', resource: `${ARN}x/` }],
    );
  });

  it('has tags, which conditions see, and goes when it is deleted', async () => {
    await upload();
    const named = { ServerCertificateName: 'site' };
    const Tags = [{ Key: 'zone', Value: 'a' }];
    await iam.execute('TagServerCertificate', { ...named, Tags }, alice);
    expect(await iam.execute('ListServerCertificateTags', named, alice)).toMatchObject({ Tags });
    const input = { ...named, TagKeys: ['zone'] };
    expect(await iam.demands('UntagServerCertificate', input, alice)).toMatchObject([
      { resource: `${ARN}site`, context: [['aws:TagKeys', ['zone']]], tags: { zone: 'a' } },
    ]);
    await iam.execute('UntagServerCertificate', input, alice);
    expect(await get()).not.toHaveProperty('Tags');
    await iam.execute('DeleteServerCertificate', named, alice);
    await expect(get()).rejects.toMatchObject({ code: 'NoSuchEntity' });
  });

  const ServerCertificateName = 'none';
  it.each([
    ['GetServerCertificate', { ServerCertificateName }],
    ['UpdateServerCertificate', { ServerCertificateName }],
    ['DeleteServerCertificate', { ServerCertificateName }],
    ['TagServerCertificate', { ServerCertificateName, Tags: [] }],
    ['UntagServerCertificate', { ServerCertificateName, TagKeys: [] }],
    ['ListServerCertificateTags', { ServerCertificateName }],
  ] as const)(
    'that is not there is none for %s, whose demand does not tell',
    async (name, input) => {
      await expect(iam.execute(name, input, alice)).rejects.toMatchObject({
        code: 'NoSuchEntity',
        message: 'The Server Certificate with name none cannot be found.',
      });
      expect(await iam.demands(name, input, alice)).toMatchObject([
        { action: `iam:${name}`, resource: `${ARN}none` },
      ]);
    },
  );
});
