// AssumeRoleWithWebIdentity: tokens of a provider that runs here, real and forged.
import { randomBytes } from 'node:crypto';
import { exportSPKI, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OperationCaller } from '../src/index.js';
import { createOpenIdKeys } from '../src/open-id-keys.js';
import { OPEN_ID_CONNECT_PROVIDERS } from '../src/tables/open-id-connect-providers.js';
import { NOW } from './open-iam.js';
import { createKey, startProvider } from './openid-provider.js';
import { proves, whoSigns } from './who-signs.js';
import { credentialsIn, MAIN, OTHER, openWorld } from './world.js';

const MANAGEMENT = '444455556666' as typeof MAIN;

type Provider = Awaited<ReturnType<typeof startProvider>>;

const seconds = Math.floor(NOW.getTime() / 1000);
let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

/** A world in which the provider is registered, and a role that trusts its robert. */
async function openWithProvider({
  actions = ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession', 'sts:SetSourceIdentity'],
  condition = {},
  from = provider,
}: {
  actions?: string[];
  condition?: object;
  from?: Pick<Provider, 'issuer' | 'url'>;
} = {}) {
  const world = await openWorld({ localIssuers: [provider.issuer, from.issuer].filter(isHere) });
  const cause = { accountId: MAIN, operation: 'Test', requestId: 'test', principal: 'test' };
  await world.store.transact(cause, (writer) =>
    writer.insert(OPEN_ID_CONNECT_PROVIDERS, {
      ...{ accountId: MAIN, url: from.url, issuer: from.issuer, clientIds: ['notes', 'app'] },
      ...{ thumbprints: [], createDate: NOW.toISOString(), tags: [] },
    }),
  );
  const Federated = `arn:aws:iam::${MAIN}:oidc-provider/${from.url}`;
  const subject = { StringEquals: { [`${from.url}:sub`]: 'robert', ...condition } };
  const trust = {
    Statement: {
      ...{ Effect: 'Allow', Principal: { Federated }, Action: actions, Condition: subject },
    },
  };
  const { arn: RoleArn, roleId } = await world.createRole('ops', trust);
  const anonymous: OperationCaller = {
    principal: { type: 'Anonymous' },
    ...{ accountId: MAIN, requestId: 'test', context: [] },
  };
  const assume = (WebIdentityToken: string, more: object = {}) =>
    world.iam.execute(
      'AssumeRoleWithWebIdentity',
      { RoleArn, RoleSessionName: 's1', WebIdentityToken, ...more },
      anonymous,
    );
  return { ...world, Federated, RoleArn, roleId, anonymous, assume };
}

/** Whether an issuer is one that runs on this machine. */
function isHere(issuer: string): boolean {
  return issuer.startsWith('http://127.0.0.1:');
}

describe('AssumeRoleWithWebIdentity', () => {
  it('gives a session of the role to whom the provider vouches for, without a signature', async () => {
    const { iam, assume, roleId, Federated, anonymous, RoleArn } = await openWithProvider();
    const WebIdentityToken = await provider.sign();
    const padded = await assume(WebIdentityToken, { MinimumSessionTokenSize: 2000 });
    expect(credentialsIn(padded).sessionToken.length).toBeGreaterThanOrEqual(2000);
    const answer = await assume(WebIdentityToken);
    expect(answer).toEqual({
      Credentials: expect.objectContaining({ Expiration: new Date('2026-11-24T13:00:00Z') }),
      AssumedRoleUser: {
        AssumedRoleId: `${roleId}:s1`,
        Arn: `arn:aws:sts::${MAIN}:assumed-role/ops/s1`,
      },
      SubjectFromWebIdentityToken: 'robert',
      Audience: 'notes',
      Provider: provider.issuer,
    });
    expect(await whoSigns(iam, credentialsIn(answer))).toMatchObject({
      type: 'AssumedRole',
      federatedProvider: Federated,
    });
    const input = { RoleArn, RoleSessionName: 's1', WebIdentityToken };
    expect(await iam.demands('AssumeRoleWithWebIdentity', input, anonymous)).toBe('none');
  });

  it('is refused a session policy that names a principal', async () => {
    const { assume } = await openWithProvider();
    const Statement = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    await expect(assume(await provider.sign(), { Policy })).rejects.toMatchObject({
      code: 'MalformedPolicyDocument',
    });
    await expect(assume(await provider.sign())).resolves.toBeDefined();
  });

  it('is refused more tags than there is room for', async () => {
    const { assume } = await openWithProvider();
    const proof = await provider.sign({
      'https://aws.amazon.com/tags': {
        principal_tags: Object.fromEntries(
          Array.from({ length: 40 }, (_, at) => [`k${at}`, [randomBytes(60).toString('hex')]]),
        ),
      },
    });
    await expect(assume(proof)).rejects.toMatchObject({ code: 'PackedPolicyTooLarge' });
  });

  it.each<[string, JWTPayload | undefined, object, boolean]>([
    ['the subject it trusts', undefined, {}, true],
    ['another subject', { sub: 'roberta' }, {}, false],
    ['the audience it trusts', undefined, { aud: 'notes' }, true],
    ['another audience of the provider', { aud: 'app' }, { aud: 'notes' }, false],
    ['the authorized party as the audience', { azp: 'app' }, { aud: 'app' }, true],
    ['the audience beside an authorized party', { azp: 'app' }, { aud: 'notes' }, false],
    ['the original audience', { azp: 'app' }, { oaud: 'notes' }, true],
  ])('is decided by the trust policy alone: %s', async (_, claims, keys, allowed) => {
    const entries = Object.entries(keys).map(([key, value]) => [`${provider.url}:${key}`, value]);
    const { assume } = await openWithProvider({ condition: Object.fromEntries(entries) });
    const assumed = assume(await provider.sign(claims));
    if (allowed) await expect(assumed).resolves.toBeDefined();
    else {
      await expect(assumed).rejects.toMatchObject({
        code: 'AccessDenied',
        message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      });
    }
  });

  it('is refused by a resource control policy above the account of the role', async () => {
    const { iam, assume } = await openWithProvider();
    await iam.createAccount({ id: MANAGEMENT, name: 'management' });
    const owner: OperationCaller = {
      principal: { type: 'Anonymous' },
      ...{ accountId: MANAGEMENT, requestId: 'test', context: [] },
    };
    const apply = async (condition: object) => {
      const { revision } = await iam.organizations.describe();
      const statement = {
        ...{ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRoleWithWebIdentity' },
        ...{ Resource: '*', Condition: condition },
      };
      const document = { Version: '2012-10-17', Statement: [statement] };
      const organization = {
        managementAccount: MANAGEMENT,
        policies: { resourceControl: [{ name: 'NoGuests', document }] },
        root: { resourceControlPolicies: ['NoGuests'] },
      };
      const text = JSON.stringify(organization);
      await iam.organizations.apply(owner, { document: text, revision });
    };
    await apply({ StringNotEquals: { [`${provider.url}:sub`]: 'robert' } });
    await expect(assume(await provider.sign())).resolves.toBeDefined();
    await apply({ StringNotEquals: { [`${provider.url}:sub`]: 'roberta' } });
    await expect(assume(await provider.sign())).rejects.toMatchObject({ code: 'AccessDenied' });
    // Whoever a provider vouches for is in no organization; the role is.
    await apply({ Null: { 'aws:PrincipalOrgID': 'true', 'aws:ResourceOrgID': 'false' } });
    await expect(assume(await provider.sign())).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  it('answers the same for a role that is not there, or that trusts nobody of the provider', async () => {
    const { assume, createRole } = await openWithProvider();
    const trust = {
      Statement: {
        ...{ Effect: 'Allow', Principal: { AWS: MAIN }, Action: 'sts:AssumeRoleWithWebIdentity' },
      },
    };
    const { arn } = await createRole('closed', trust);
    for (const RoleArn of [arn, `arn:aws:iam::${MAIN}:role/missing`]) {
      await expect(assume(await provider.sign(), { RoleArn })).rejects.toMatchObject({
        code: 'AccessDenied',
        message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      });
    }
  });

  it('takes tags and a source identity of the token, where the role allows them', async () => {
    const claims = {
      'https://aws.amazon.com/tags': {
        principal_tags: { Project: ['moon'], site: 'paris' },
        transitive_tag_keys: ['Project'],
      },
      'https://aws.amazon.com/source_identity': 'robert',
    };
    const token = await provider.sign(claims);
    const { iam, assume } = await openWithProvider();
    const answer = await assume(token);
    expect(answer).toMatchObject({
      SourceIdentity: 'robert',
      PackedPolicySize: expect.any(Number),
    });
    const { principal, context } = await proves(iam, credentialsIn(answer));
    expect(context).toContainEqual(['aws:SourceIdentity', 'robert']);
    expect([...((await iam.policies(principal))?.tags ?? [])]).toEqual([
      ['Project', 'moon'],
      ['site', 'paris'],
    ]);
    const strict = await openWithProvider({ actions: ['sts:AssumeRoleWithWebIdentity'] });
    await expect(strict.assume(token)).rejects.toMatchObject({
      message: 'Not authorized to perform sts:TagSession',
    });
    await expect(strict.assume(await provider.sign())).resolves.toBeDefined();
  });

  it.each<[string, JWTPayload]>([
    ['tags that are no texts', { 'https://aws.amazon.com/tags': { principal_tags: { a: 1 } } }],
    [
      'two values of a tag',
      { 'https://aws.amazon.com/tags': { principal_tags: { a: ['1', '2'] } } },
    ],
    ['tags that are a list', { 'https://aws.amazon.com/tags': ['a'] }],
    ['a reserved source identity', { 'https://aws.amazon.com/source_identity': 'aws:root' }],
  ])('refuses a token with %s', async (_, claims) => {
    const { assume } = await openWithProvider();
    await expect(assume(await provider.sign(claims))).rejects.toMatchObject({
      code: 'InvalidIdentityToken',
    });
  });

  it('is limited by session policies and by how long the role lets sessions last', async () => {
    const { iam, assume } = await openWithProvider();
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 'notes:*', Resource: '*' },
    });
    const limited = await assume(await provider.sign(), { Policy, DurationSeconds: 900 });
    expect(limited.Credentials?.Expiration).toEqual(new Date('2026-11-24T12:15:00Z'));
    const principal = await whoSigns(iam, credentialsIn(limited));
    expect((await iam.policies(principal))?.session).toHaveLength(1);
    const long = assume(await provider.sign(), { DurationSeconds: 3601 });
    await expect(long).rejects.toMatchObject({ code: 'ValidationError' });
  });
});

describe('a web identity token', () => {
  const forged: [string, () => Promise<string> | string, object][] = [
    [
      'signed by nobody',
      () => new UnsecuredJWT(claims()).encode(),
      { message: expect.stringMatching(/not a valid JWT/) },
    ],
    [
      'signed with the public key as a shared secret',
      async () => {
        const secret = new TextEncoder().encode(await exportSPKI(provider.key.publicKey));
        const header = { alg: 'HS256', kid: provider.key.kid };
        return new SignJWT(claims()).setProtectedHeader(header).sign(secret);
      },
      { message: expect.stringMatching(/not a valid JWT/) },
    ],
    [
      'signed by another key under the id of the right one',
      async () => provider.sign({}, await createKey(provider.key.kid)),
      { message: 'Token signature invalid' },
    ],
    [
      'signed by a key that the provider has not',
      async () => provider.sign({}, await createKey('key-2')),
      { message: expect.stringMatching(/^Couldn't retrieve verification key/) },
    ],
    [
      'changed',
      async () => {
        const [header, , signature] = (await provider.sign()).split('.');
        const payload = Buffer.from(JSON.stringify({ ...claims(), sub: 'admin' }));
        return [header, payload.toString('base64url'), signature].join('.');
      },
      { message: 'Token signature invalid' },
    ],
    [
      'of another issuer',
      () => provider.sign({ iss: 'https://accounts.example.com' }),
      {
        message: 'No OpenIDConnect provider found in your account for https://accounts.example.com',
      },
    ],
    [
      'of an issuer that is a page of the right one',
      () => provider.sign({ iss: `${provider.issuer}/team` }),
      { message: expect.stringMatching(/^No OpenIDConnect provider found/) },
    ],
    [
      'of the issuer over TLS, which is another',
      () => provider.sign({ iss: provider.issuer.replace('http:', 'https:') }),
      { message: expect.stringMatching(/^No OpenIDConnect provider found/) },
    ],
    ['of no issuer', () => provider.sign({ iss: undefined }), {}],
    [
      'for another audience',
      () => provider.sign({ aud: 'other' }),
      { message: 'Incorrect token audience' },
    ],
    [
      'for an authorized party that is no client',
      () => provider.sign({ azp: 'other' }),
      { message: 'Incorrect token audience' },
    ],
    ['without an audience', () => provider.sign({ aud: undefined }), {}],
    ['without a subject', () => provider.sign({ sub: undefined }), {}],
    ['without an end', () => provider.sign({ exp: undefined }), {}],
    ['not valid yet', () => provider.sign({ nbf: seconds + 60 }), {}],
    [
      'past its end',
      () => provider.sign({ exp: seconds }),
      {
        code: 'ExpiredTokenException',
        message: `Token expired: current date/time ${seconds} must be before the expiration date/time ${seconds}`,
      },
    ],
    ['a word', () => 'word', { message: expect.stringMatching(/not a valid JWT/) }],
  ];

  it.each(forged)(
    'is refused when it is %s, and taken when it is not',
    async (_, make, refused) => {
      const { assume } = await openWithProvider();
      await expect(assume(await make())).rejects.toMatchObject({
        code: 'InvalidIdentityToken',
        ...refused,
      });
      await expect(assume(await provider.sign())).resolves.toBeDefined();
    },
  );

  it('is taken by RS256 as well', async () => {
    const rsa = await createKey('rsa', 'RS256');
    const other = await startProvider();
    try {
      other.publish([rsa.published, other.key.published]);
      const { assume } = await openWithProvider({ from: other });
      await expect(assume(await other.sign({}, rsa))).resolves.toBeDefined();
    } finally {
      await other.close();
    }
  });

  it('counts only in the account that the provider is registered in', async () => {
    const { assume, createRole, Federated } = await openWithProvider();
    const statement = { Effect: 'Allow', Principal: { Federated } };
    const Statement = { ...statement, Action: 'sts:AssumeRoleWithWebIdentity' };
    const { arn: RoleArn } = await createRole('other', { Statement }, { accountId: OTHER });
    await expect(assume(await provider.sign(), { RoleArn })).rejects.toMatchObject({
      code: 'InvalidIdentityToken',
      message: expect.stringMatching(/^No OpenIDConnect provider found/),
    });
  });

  it('is refused with an ARN that is none, and with a ProviderId', async () => {
    const { assume } = await openWithProvider();
    const token = await provider.sign();
    for (const wrong of [{ RoleArn: 'no-arn-but-long-enough' }, { ProviderId: 'www.amazon.com' }]) {
      await expect(assume(token, wrong)).rejects.toMatchObject({ code: 'ValidationError' });
    }
  });
});

describe('the keys of a provider', () => {
  it('are asked once, and again for a key that is not known, at most once a minute', async () => {
    const own = await startProvider();
    try {
      const { assume, pass } = await openWithProvider({ from: own });
      const asked = () => own.paths.filter((path) => path === '/keys').length;
      await assume(await own.sign());
      await assume(await own.sign());
      expect(asked()).toBe(1);

      const next = await createKey('key-2');
      own.publish([next.published]);
      await expect(assume(await own.sign({}, next))).rejects.toMatchObject({
        code: 'InvalidIdentityToken',
      });
      expect(asked()).toBe(1);
      pass(60);
      await assume(await own.sign({}, next));
      expect(asked()).toBe(2);
      await expect(assume(await own.sign())).rejects.toMatchObject({
        code: 'InvalidIdentityToken',
      });
      expect(asked()).toBe(2);
    } finally {
      await own.close();
    }
  });

  it('are asked once by many at the same time', async () => {
    const own = await startProvider();
    try {
      const { assume } = await openWithProvider({ from: own });
      const token = await own.sign();
      await Promise.all(Array.from({ length: 10 }, () => assume(token)));
      expect(own.paths).toHaveLength(2);
    } finally {
      await own.close();
    }
  });

  it.each<[string, (own: Provider) => void, string]>([
    ['does not answer', (own) => own.answers.clear(), 'IDPCommunicationError'],
    ['answers no JSON', (own) => own.answers.set('/keys', { body: '<' }), 'InvalidIdentityToken'],
    [
      'answers without end',
      (own) => own.answers.set('/keys', { body: 'x'.repeat(300_000) }),
      'IDPCommunicationError',
    ],
    [
      'sends elsewhere',
      (own) => own.answers.set('/keys', { status: 302, headers: { location: '/other' }, body: '' }),
      'IDPCommunicationError',
    ],
    [
      'says that it is another',
      (own) => own.describe({ issuer: 'https://example.com', jwks_uri: `${own.issuer}/keys` }),
      'InvalidIdentityToken',
    ],
    [
      'has its keys where anybody can change them',
      (own) => own.describe({ issuer: own.issuer, jwks_uri: 'http://example.com/keys' }),
      'InvalidIdentityToken',
    ],
    [
      'has its keys in a file',
      (own) => own.describe({ issuer: own.issuer, jwks_uri: 'file:///etc/passwd' }),
      'InvalidIdentityToken',
    ],
    ['has none', (own) => own.answers.set('/keys', { body: '{}' }), 'InvalidIdentityToken'],
  ])('are refused when the provider %s', async (_, change, code) => {
    const own = await startProvider();
    try {
      const { assume } = await openWithProvider({ from: own });
      change(own);
      await expect(assume(await own.sign())).rejects.toMatchObject({ code });
    } finally {
      await own.close();
    }
  });

  it('are not asked at an address that is not public, unless the operator has named its origin', async () => {
    const own = await startProvider();
    const { port } = new URL(own.issuer);
    const asked = async (issuer: string, address: string, localIssuers: readonly string[]) => {
      const keys = createOpenIdKeys({
        fetch: undefined,
        localIssuers: new Set(localIssuers),
        now: () => NOW,
      });
      own.describe({ issuer, jwks_uri: address });
      const code = await keys.keysOf(issuer).then(
        () => 'asked',
        (error) => error.code,
      );
      return [code, own.paths.splice(0).length];
    };
    try {
      const keysAddress = `${own.issuer}/keys`;
      expect(await asked(own.issuer, keysAddress, [own.issuer])).toEqual(['asked', 2]);
      // A stranger may name what the control plane alone can reach.
      for (const origin of [
        ...[`https://127.0.0.1:${port}`, `https://localhost:${port}`, `https://[::1]:${port}`],
        ...['https://169.254.169.254', 'https://10.0.0.1', 'https://[::ffff:127.0.0.1]'],
      ]) {
        expect(await asked(origin, `${origin}/keys`, [own.issuer])).toEqual([
          'IDPCommunicationError',
          0,
        ]);
      }
      expect(await asked(own.issuer, 'https://127.0.0.1/keys', [own.issuer])).toEqual([
        'IDPCommunicationError',
        1,
      ]);
      const elsewhere = `http://localhost:${port}/keys`;
      expect(await asked(own.issuer, elsewhere, [own.issuer])).toEqual(['InvalidIdentityToken', 1]);
    } finally {
      await own.close();
    }
  });

  it.each(['http://accounts.example.com', 'https://user:secret@example.com'])(
    'are not asked of the issuer %s',
    async (iss) => {
      const { assume } = await openWithProvider({
        from: { issuer: iss, url: iss.replace(/^https?:\/\//, '') },
      });
      await expect(assume(await provider.sign({ iss }))).rejects.toMatchObject({
        code: 'InvalidIdentityToken',
        message: expect.stringMatching(/not a valid JWT/),
      });
    },
  );
});

function claims(): JWTPayload {
  return { iss: provider.issuer, aud: 'notes', sub: 'robert', iat: seconds, exp: seconds + 600 };
}
