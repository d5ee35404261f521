// OpenID Connect providers, through the domain's door.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Iam } from '../src/index.js';
import { alice, NOW, openIam, stranger } from './open-iam.js';

const ARN = 'arn:aws:iam::123456789012:oidc-provider/';
const arn = `${ARN}login.example.com/tenant`;
const none = `${ARN}none.example.com`;
const thumbprint = 'B'.repeat(40);

describe('an OpenID Connect provider', () => {
  let iam: Iam;
  beforeEach(async () => {
    iam = openIam();
    await create('https://login.example.com/tenant', {
      ClientIDList: ['notes', 'notes'],
      ThumbprintList: [thumbprint],
    });
  });
  const create = (Url: string, more: object = {}) =>
    iam.execute('CreateOpenIDConnectProvider', { Url, ...more }, alice);
  const named = (OpenIDConnectProviderArn = arn) => ({ OpenIDConnectProviderArn });
  const get = (provider = arn) => iam.execute('GetOpenIDConnectProvider', named(provider), alice);

  it('has 100 client ids at most', async () => {
    const ClientIDList = Array.from({ length: 100 }, (_, at) => `client-${at}`);
    const Url = 'https://full.example.com';
    await create(Url, { ClientIDList });
    const provider = named(`${ARN}full.example.com`);
    const add = (ClientID: string) =>
      iam.execute('AddClientIDToOpenIDConnectProvider', { ...provider, ClientID }, alice);
    await add('client-1');
    await expect(add('another')).rejects.toMatchObject({ code: 'LimitExceeded' });
  });

  it('has thumbprints of 40 hexadecimal digits alone', async () => {
    const update = (ThumbprintList: string[]) =>
      iam.execute('UpdateOpenIDConnectProviderThumbprint', { ...named(), ThumbprintList }, alice);
    await update(['C'.repeat(40)]);
    await expect(update(['g'.repeat(40)])).rejects.toMatchObject({ code: 'InvalidInput' });
    expect((await get()).ThumbprintList).toEqual(['c'.repeat(40)]);
  });

  it('is made with the ARN of its issuer, and shown without the scheme', async () => {
    const Tags = [{ Key: 'team', Value: 'red' }];
    expect(await create('https://other.example.com/', { Tags })).toEqual({
      OpenIDConnectProviderArn: `${ARN}other.example.com/`,
      Tags,
    });
    expect(await create('https://plain.example.com')).toEqual({
      OpenIDConnectProviderArn: `${ARN}plain.example.com`,
    });
    expect(await get()).toEqual({
      Url: 'login.example.com/tenant',
      ClientIDList: ['notes'],
      ThumbprintList: [thumbprint.toLowerCase()],
      CreateDate: NOW,
      Tags: [],
    });
  });

  it.each([
    'example.org',
    'http://login.example.org',
    'https://login.example.org:8443',
    'https://login.example.org/?tenant=1',
    'https://login.example.org/#a',
    'https://bob@login.example.org',
    'https://login.example.org/a/../b',
    'https://LOGIN.example.org',
  ])('is not made for the URL %s', async (Url) => {
    const refusal = { code: 'ValidationError', message: 'Invalid Open ID Connect Provider URL' };
    await expect(create(Url)).rejects.toMatchObject(refusal);
    const demands = iam.demands('CreateOpenIDConnectProvider', { Url }, alice);
    await expect(demands).rejects.toMatchObject(refusal);
  });

  it.each<[string, object, object]>([
    [
      'a URL that stands',
      { Url: 'https://login.example.com/tenant' },
      {
        code: 'EntityAlreadyExists',
        message: 'Provider with url https://login.example.com/tenant already exists.',
      },
    ],
    [
      'six thumbprints',
      { ThumbprintList: Array(6).fill(thumbprint) },
      { code: 'InvalidInput', message: 'Thumbprint list must contain fewer than 5 entries.' },
    ],
    ['a thumbprint that is none', { ThumbprintList: ['x'.repeat(40)] }, { code: 'InvalidInput' }],
    [
      'too many audiences',
      { ClientIDList: Array.from({ length: 101 }, (_, id) => `${id}`) },
      {
        code: 'LimitExceeded',
        message: 'Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100',
      },
    ],
  ])('is not made with %s', async (_, more, refusal) => {
    await expect(create('https://new.example.com', more)).rejects.toMatchObject(refusal);
  });

  it('is one of a hundred', async () => {
    for (let count = 1; count < 100; count += 1) await create(`https://p${count}.example.com`);
    await expect(create('https://p100.example.com')).rejects.toMatchObject({
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for OpenIdConnectProvidersPerAccount: 100',
    });
  });

  it('gains and loses audiences, each once', async () => {
    const change = (verb: 'AddClientIDTo' | 'RemoveClientIDFrom', ClientID: string) =>
      iam.execute(`${verb}OpenIDConnectProvider`, { ...named(), ClientID }, alice);
    await change('AddClientIDTo', 'files');
    await change('AddClientIDTo', 'files');
    expect((await get()).ClientIDList).toEqual(['notes', 'files']);
    await change('RemoveClientIDFrom', 'notes');
    await change('RemoveClientIDFrom', 'none');
    expect((await get()).ClientIDList).toEqual(['files']);
  });

  it('gets other thumbprints in the place of all', async () => {
    const ThumbprintList = ['c'.repeat(40), 'd'.repeat(40)];
    const input = { ...named(), ThumbprintList };
    await iam.execute('UpdateOpenIDConnectProviderThumbprint', input, alice);
    expect((await get()).ThumbprintList).toEqual(ThumbprintList);
  });

  it('is listed by ARN, in its account alone', async () => {
    await create('https://a.example.com');
    const list = { OpenIDConnectProviderList: [{ Arn: `${ARN}a.example.com` }, { Arn: arn }] };
    expect(await iam.execute('ListOpenIDConnectProviders', {}, alice)).toEqual(list);
    expect(await iam.execute('ListOpenIDConnectProviders', {}, stranger)).toEqual({
      OpenIDConnectProviderList: [],
    });
    const read = iam.execute('GetOpenIDConnectProvider', named(), stranger);
    await expect(read).rejects.toMatchObject({ code: 'NoSuchEntity' });
  });

  it('is tagged, listed by key, and untagged', async () => {
    const Tags = [
      { Key: 'b', Value: '1' },
      { Key: 'a', Value: '' },
    ];
    await iam.execute('TagOpenIDConnectProvider', { ...named(), Tags }, alice);
    const list = (more: object = {}) =>
      iam.execute('ListOpenIDConnectProviderTags', { ...named(), ...more }, alice);
    expect(await list()).toEqual({ Tags: Tags.toReversed(), IsTruncated: false });
    const { Marker } = await list({ MaxItems: 1 });
    expect((await list({ MaxItems: 1, Marker })).Tags).toEqual([{ Key: 'b', Value: '1' }]);
    await iam.execute('UntagOpenIDConnectProvider', { ...named(), TagKeys: ['a'] }, alice);
    expect((await get()).Tags).toEqual([{ Key: 'b', Value: '1' }]);
  });

  it('is gone when it is deleted', async () => {
    await iam.execute('DeleteOpenIDConnectProvider', named(), alice);
    await expect(get()).rejects.toMatchObject({ code: 'NoSuchEntity' });
    const again = iam.execute('DeleteOpenIDConnectProvider', named(), alice);
    await expect(again).rejects.toMatchObject({
      code: 'NoSuchEntity',
      message: `OpenId connect Provider ${arn} cannot be found.`,
    });
  });

  it.each([
    ['GetOpenIDConnectProvider', {}, []],
    ['UpdateOpenIDConnectProviderThumbprint', { ThumbprintList: [] }, []],
    ['AddClientIDToOpenIDConnectProvider', { ClientID: 'x' }, []],
    ['RemoveClientIDFromOpenIDConnectProvider', { ClientID: 'x' }, []],
    [
      'TagOpenIDConnectProvider',
      { Tags: [{ Key: 'env', Value: 'x' }] },
      [
        ['aws:RequestTag/env', 'x'],
        ['aws:TagKeys', ['env']],
      ],
    ],
    ['UntagOpenIDConnectProvider', { TagKeys: ['env'] }, [['aws:TagKeys', ['env']]]],
    ['ListOpenIDConnectProviderTags', {}, []],
  ] as const)('is demanded by %s, and refused when it is not there', async (...row) => {
    const [name, more, context] = row;
    const Tags = [{ Key: 'team', Value: 'red' }];
    await iam.execute('TagOpenIDConnectProvider', { ...named(), Tags }, alice);
    const demands = (of: string) => iam.demands(name, { ...named(of), ...more } as never, alice);
    const demand = { action: `iam:${name}`, context };
    expect(await demands(arn)).toEqual([{ ...demand, resource: arn, tags: { team: 'red' } }]);
    expect(await demands(none)).toEqual([{ ...demand, resource: none, tags: {} }]);
    const absent = iam.execute(name, { ...named(none), ...more } as never, alice);
    await expect(absent).rejects.toMatchObject({
      code: 'NoSuchEntity',
      message: `OpenIDConnect Provider not found for arn ${none}`,
    });
  });

  it('is demanded when it is made and deleted, and all are demanded when they are listed', async () => {
    const input = { Url: 'https://new.example.com', Tags: [{ Key: 'env', Value: 'x' }] };
    expect(await iam.demands('CreateOpenIDConnectProvider', input, alice)).toEqual([
      {
        action: 'iam:CreateOpenIDConnectProvider',
        resource: `${ARN}new.example.com`,
        context: [
          ['aws:RequestTag/env', 'x'],
          ['aws:TagKeys', ['env']],
        ],
      },
    ]);
    expect(await iam.demands('DeleteOpenIDConnectProvider', named(), alice)).toMatchObject([
      { action: 'iam:DeleteOpenIDConnectProvider', resource: arn },
    ]);
    expect(await iam.demands('ListOpenIDConnectProviders', {}, alice)).toMatchObject([
      { action: 'iam:ListOpenIDConnectProviders', resource: `${ARN}*` },
    ]);
  });
});
