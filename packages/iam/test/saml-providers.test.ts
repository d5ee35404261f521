// SAML providers, through the domain's door.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Iam } from '../src/index.js';
import { alice, NOW, openIam, stranger } from './open-iam.js';

const ARN = 'arn:aws:iam::123456789012:saml-provider/';
const arn = `${ARN}corp`;
const none = `${ARN}none`;

/** Metadata of a provider, long enough for AWS's lower limit of 1,000 characters. */
const metadata = (attributes = 'entityID="https://idp.example.com"', before = '') =>
  `${before}<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ${attributes}><!--${' '.repeat(1000)}--><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/></md:EntityDescriptor>`;

describe('a SAML provider', () => {
  let iam: Iam;
  beforeEach(async () => {
    iam = openIam();
    await create('corp');
  });
  const create = (Name: string, more: object = {}) =>
    iam.execute('CreateSAMLProvider', { Name, SAMLMetadataDocument: metadata(), ...more }, alice);
  const named = (SAMLProviderArn = arn) => ({ SAMLProviderArn });
  const get = (provider = arn) => iam.execute('GetSAMLProvider', named(provider), alice);
  const update = (more: object) =>
    iam.execute('UpdateSAMLProvider', { ...named(), ...more }, alice);

  it('is made with the ARN of its name, and shown with the metadata that was put', async () => {
    const Tags = [{ Key: 'team', Value: 'red' }];
    expect(await create('other', { Tags })).toEqual({ SAMLProviderArn: `${ARN}other`, Tags });
    expect(await get()).toEqual({
      SAMLProviderUUID: expect.stringMatching(/^[A-Z0-9]{22}$/),
      SAMLMetadataDocument: metadata(),
      CreateDate: NOW,
      ValidUntil: new Date('2126-11-24T12:00:00Z'),
      AssertionEncryptionMode: 'Allowed',
      PrivateKeyList: [],
      Tags: [],
    });
  });

  it('holds as long as its metadata says', async () => {
    const SAMLMetadataDocument = metadata('entityID="x" validUntil="2027-01-01T00:00:00Z"');
    expect(await update({ SAMLMetadataDocument })).toEqual({ SAMLProviderArn: arn });
    expect(await get()).toMatchObject({
      SAMLMetadataDocument,
      ValidUntil: new Date('2027-01-01T00:00:00Z'),
    });
    await update({});
    expect(await get()).toMatchObject({ SAMLMetadataDocument });
  });

  it.each<[string, string]>([
    ['that is no XML', 'x'.repeat(1000)],
    ['that is cut', metadata().slice(0, -1)],
    ['of something else', `<other>${' '.repeat(1000)}</other>`],
    ['that names nobody', metadata('')],
    ['that names nobody by a name', metadata('entityID=""')],
    ['with a DOCTYPE', metadata(undefined, '<!DOCTYPE x [<!ENTITY a "b">]>')],
    ['that holds no more', metadata('entityID="x" validUntil="2026-11-24T12:00:00Z"')],
    ['that holds until no time', metadata('entityID="x" validUntil="soon"')],
  ])('is given no metadata %s', async (_, SAMLMetadataDocument) => {
    const refusal = { code: 'InvalidInput' };
    await expect(create('new', { SAMLMetadataDocument })).rejects.toMatchObject(refusal);
    await expect(update({ SAMLMetadataDocument })).rejects.toMatchObject(refusal);
    expect(await get()).toMatchObject({ SAMLMetadataDocument: metadata() });
  });

  it.each([
    [{ AssertionEncryptionMode: 'Required' }, 'encrypted assertions are not supported'],
    [{ AddPrivateKey: 'key' }, 'encrypted assertions are not supported'],
    [{ RemovePrivateKey: 'A'.repeat(22) }, 'the provider has no private key to remove'],
  ])('does not promise to decrypt assertions: %j', async (more, message) => {
    await expect(update(more)).rejects.toMatchObject({ code: 'InvalidInput', message });
  });

  it('has a name that stands once, and is one of a hundred', async () => {
    await expect(create('corp')).rejects.toMatchObject({
      code: 'EntityAlreadyExists',
      message: 'SAMLProvider with name corp already exists.',
    });
    for (let count = 1; count < 100; count += 1) await create(`p${count}`);
    await expect(create('p100')).rejects.toMatchObject({
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for SAMLProvidersPerAccount: 100',
    });
  });

  it('is listed by name, in its account alone', async () => {
    await create('a');
    const dates = { CreateDate: NOW, ValidUntil: new Date('2126-11-24T12:00:00Z') };
    expect(await iam.execute('ListSAMLProviders', {}, alice)).toEqual({
      SAMLProviderList: [
        { Arn: `${ARN}a`, ...dates },
        { Arn: arn, ...dates },
      ],
    });
    expect(await iam.execute('ListSAMLProviders', {}, stranger)).toEqual({ SAMLProviderList: [] });
    const read = iam.execute('GetSAMLProvider', named(), stranger);
    await expect(read).rejects.toMatchObject({ code: 'NoSuchEntity' });
  });

  it('is tagged, listed by key, and untagged', async () => {
    const Tags = [
      { Key: 'b', Value: '1' },
      { Key: 'a', Value: '' },
    ];
    await iam.execute('TagSAMLProvider', { ...named(), Tags }, alice);
    const list = (more: object = {}) =>
      iam.execute('ListSAMLProviderTags', { ...named(), ...more }, alice);
    expect(await list()).toEqual({ Tags: Tags.toReversed(), IsTruncated: false });
    const { Marker } = await list({ MaxItems: 1 });
    expect((await list({ MaxItems: 1, Marker })).Tags).toEqual([{ Key: 'b', Value: '1' }]);
    await iam.execute('UntagSAMLProvider', { ...named(), TagKeys: ['a'] }, alice);
    expect((await get()).Tags).toEqual([{ Key: 'b', Value: '1' }]);
  });

  it('is gone when it is deleted, and another one when it is made again', async () => {
    const { SAMLProviderUUID } = await get();
    await iam.execute('DeleteSAMLProvider', named(), alice);
    await expect(get()).rejects.toMatchObject({ code: 'NoSuchEntity' });
    await create('corp');
    expect((await get()).SAMLProviderUUID).not.toBe(SAMLProviderUUID);
  });

  it.each([
    ['GetSAMLProvider', {}, []],
    ['UpdateSAMLProvider', {}, []],
    ['DeleteSAMLProvider', {}, []],
    [
      'TagSAMLProvider',
      { Tags: [{ Key: 'env', Value: 'x' }] },
      [
        ['aws:RequestTag/env', 'x'],
        ['aws:TagKeys', ['env']],
      ],
    ],
    ['UntagSAMLProvider', { TagKeys: ['env'] }, [['aws:TagKeys', ['env']]]],
    ['ListSAMLProviderTags', {}, []],
  ] as const)('is demanded by %s, and refused when it is not there', async (...row) => {
    const [name, more, context] = row;
    const Tags = [{ Key: 'team', Value: 'red' }];
    await iam.execute('TagSAMLProvider', { ...named(), Tags }, alice);
    const demands = (of: string) => iam.demands(name, { ...named(of), ...more } as never, alice);
    const demand = { action: `iam:${name}`, context };
    expect(await demands(arn)).toEqual([{ ...demand, resource: arn, tags: { team: 'red' } }]);
    expect(await demands(none)).toEqual([{ ...demand, resource: none, tags: {} }]);
    const absent = iam.execute(name, { ...named(none), ...more } as never, alice);
    await expect(absent).rejects.toMatchObject({
      code: 'NoSuchEntity',
      message: `Manifest not found for arn ${none}`,
    });
  });

  it('is demanded when it is made, and all are demanded when they are listed', async () => {
    const Tags = [{ Key: 'env', Value: 'x' }];
    const input = { Name: 'new', SAMLMetadataDocument: metadata(), Tags };
    expect(await iam.demands('CreateSAMLProvider', input, alice)).toEqual([
      {
        action: 'iam:CreateSAMLProvider',
        resource: `${ARN}new`,
        context: [
          ['aws:RequestTag/env', 'x'],
          ['aws:TagKeys', ['env']],
        ],
      },
    ]);
    expect(await iam.demands('ListSAMLProviders', {}, alice)).toMatchObject([
      { action: 'iam:ListSAMLProviders', resource: `${ARN}*` },
    ]);
  });
});
