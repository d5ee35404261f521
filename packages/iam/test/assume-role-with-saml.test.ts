// AssumeRoleWithSAML: answers of a provider, real, forged, wrapped and replayed.
import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OperationCaller } from '../src/index.js';
import { SAML_PROVIDERS } from '../src/tables/saml-providers.js';
import { NOW } from './open-iam.js';
import { type Answer, createSigner, metadataOf, signAnswer, writeAnswer } from './saml-provider.js';
import { proves, whoSigns } from './who-signs.js';
import { credentialsIn, MAIN, OTHER, openWorld } from './world.js';

const PrincipalArn = `arn:aws:iam::${MAIN}:saml-provider/login`;
const RoleArn = `arn:aws:iam::${MAIN}:role/ops`;
const roles = [`${RoleArn},${PrincipalArn}`];

type Signer = Awaited<ReturnType<typeof createSigner>>;
let signer: Signer;
let stranger: Signer;
beforeAll(async () => {
  [signer, stranger] = await Promise.all([createSigner(), createSigner()]);
});

const encode = (xml: string) => Buffer.from(xml).toString('base64');
const answer = (changed: Answer = {}) => signAnswer(writeAnswer(changed, roles), signer);

/** A world in which the provider is registered, and a role that trusts it for persistent subjects. */
async function openWithProvider({
  metadata = metadataOf(signer),
  validUntil = '2027-01-01T00:00:00Z',
  condition = { StringEquals: { 'saml:aud': 'https://signin.aws.amazon.com/saml' } } as object,
  actions = ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetSourceIdentity'],
  samlEndpoint = undefined as string | undefined,
} = {}) {
  const world = await openWorld({ samlEndpoint });
  const cause = { accountId: MAIN, operation: 'Test', requestId: 'test', principal: 'test' };
  await world.store.transact(cause, (writer) =>
    writer.insert(SAML_PROVIDERS, {
      ...{ accountId: MAIN, name: 'login', uuid: 'u', metadata, validUntil },
      ...{ createDate: NOW.toISOString(), tags: [] },
    }),
  );
  const Principal = { Federated: PrincipalArn };
  const Statement = { Effect: 'Allow', Principal, Action: actions, Condition: condition };
  const { roleId } = await world.createRole('ops', { Statement });
  const anonymous: OperationCaller = {
    principal: { type: 'Anonymous' },
    ...{ accountId: MAIN, requestId: 'test', context: [] },
  };
  const assume = (xml: string, more: object = {}) =>
    world.iam.execute(
      'AssumeRoleWithSAML',
      { RoleArn, PrincipalArn, SAMLAssertion: encode(xml), ...more },
      anonymous,
    );
  return { ...world, roleId, assume, anonymous };
}

describe('AssumeRoleWithSAML', () => {
  it('gives a session of the role to whom the provider vouches for, without a signature', async () => {
    const { iam, assume, roleId, anonymous } = await openWithProvider();
    const padded = await assume(answer(), { MinimumSessionTokenSize: 2000 });
    expect(credentialsIn(padded).sessionToken.length).toBeGreaterThanOrEqual(2000);
    const assumed = await assume(answer());
    expect(assumed).toEqual({
      Credentials: expect.objectContaining({ Expiration: new Date('2026-11-24T13:00:00Z') }),
      AssumedRoleUser: {
        AssumedRoleId: `${roleId}:robert`,
        Arn: `arn:aws:sts::${MAIN}:assumed-role/ops/robert`,
      },
      Subject: 'robert',
      SubjectType: 'persistent',
      Issuer: 'https://login.example.com/saml',
      Audience: 'https://signin.aws.amazon.com/saml',
      NameQualifier: expect.stringMatching(/^[A-Za-z0-9+/]{27}=$/),
    });
    expect(await whoSigns(iam, credentialsIn(assumed))).toMatchObject({
      ...{ type: 'AssumedRole', sessionName: 'robert', federatedProvider: PrincipalArn },
    });
    const input = { RoleArn, PrincipalArn, SAMLAssertion: encode(answer()) };
    expect(await iam.demands('AssumeRoleWithSAML', input, anonymous)).toBe('none');
  });

  it('is refused a session policy that names a principal', async () => {
    const { assume } = await openWithProvider();
    const Statement = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    await expect(assume(answer(), { Policy })).rejects.toMatchObject({
      code: 'MalformedPolicyDocument',
    });
    await expect(assume(answer())).resolves.toBeDefined();
  });

  it('is refused more tags than there is room for', async () => {
    const { assume } = await openWithProvider();
    const proof = answer({
      attributes: Object.fromEntries(
        Array.from({ length: 40 }, (_, at) => [
          `PrincipalTag:k${at}`,
          [randomBytes(60).toString('hex')],
        ]),
      ),
    });
    await expect(assume(proof)).rejects.toMatchObject({ code: 'PackedPolicyTooLarge' });
  });

  it('takes an answer that is signed as a whole, and one by the second key of the provider', async () => {
    const { assume } = await openWithProvider({ metadata: metadataOf(stranger, signer) });
    const whole = signAnswer(writeAnswer({}, roles), signer, 'Response');
    await expect(assume(whole)).resolves.toBeDefined();
    await expect(assume(answer())).resolves.toBeDefined();
  });

  it('is for the address of the deployment where it has one, and then not for that of AWS', async () => {
    const samlEndpoint = 'https://iam.example.com/saml';
    const condition = { StringEquals: { 'saml:aud': samlEndpoint } };
    const { assume } = await openWithProvider({ samlEndpoint, condition });
    const ours = { recipient: samlEndpoint, audience: samlEndpoint };
    await expect(assume(answer(ours))).resolves.toBeDefined();
    for (const amiss of [
      ...[{}, { recipient: samlEndpoint }, { audience: samlEndpoint }],
      { recipient: samlEndpoint, audience: 'urn:amazon:webservices' },
    ]) {
      await expect(assume(answer(amiss))).rejects.toMatchObject({ code: 'InvalidIdentityToken' });
    }
    const { assume: assumeByDefault } = await openWithProvider();
    await expect(assumeByDefault(answer(ours))).rejects.toMatchObject({
      code: 'InvalidIdentityToken',
    });
    await expect(
      assumeByDefault(answer({ audience: 'urn:amazon:webservices' })),
    ).resolves.toBeDefined();
  });

  it.each([
    ['subject', { StringEquals: { 'saml:sub': 'robert' } }, true],
    ['another subject', { StringEquals: { 'saml:sub': 'roberta' } }, false],
    ['type of subject', { StringEquals: { 'saml:sub_type': 'persistent' } }, true],
    ['issuer', { StringEquals: { 'saml:iss': 'https://login.example.com/saml' } }, true],
    ['provider', { StringEquals: { 'saml:doc': `${MAIN}/login` } }, true],
    ['another provider', { StringEquals: { 'saml:doc': `${MAIN}/other` } }, false],
  ])('is decided by the trust policy alone: %s', async (_, condition, allowed) => {
    const { assume } = await openWithProvider({ condition });
    if (allowed) await expect(assume(answer())).resolves.toBeDefined();
    else {
      await expect(assume(answer())).rejects.toMatchObject({
        code: 'AccessDenied',
        message: 'Not authorized to perform sts:AssumeRoleWithSAML',
      });
    }
  });

  it('takes tags, a source identity and a duration of the assertion', async () => {
    const { iam, assume } = await openWithProvider();
    const attributes = {
      'PrincipalTag:Project': ['moon'],
      TransitiveTagKeys: ['Project'],
      SourceIdentity: ['robert'],
      SessionDuration: ['1800'],
    };
    const assumed = await assume(answer({ attributes }));
    expect(assumed.SourceIdentity).toBe('robert');
    expect(assumed.Credentials?.Expiration).toEqual(new Date('2026-11-24T12:30:00Z'));
    const { principal, context } = await proves(iam, credentialsIn(assumed));
    expect(context).toContainEqual(['aws:SourceIdentity', 'robert']);
    expect([...((await iam.policies(principal))?.tags ?? [])]).toEqual([['Project', 'moon']]);
    const asked = await assume(answer({ attributes }), { DurationSeconds: 900 });
    expect(asked.Credentials?.Expiration).toEqual(new Date('2026-11-24T12:15:00Z'));
  });

  it('lasts no longer than the session at the provider', async () => {
    const { assume } = await openWithProvider();
    const assumed = await assume(answer({ sessionEnd: 1200 }));
    expect(assumed.Credentials?.Expiration).toEqual(new Date('2026-11-24T12:20:00Z'));
    await expect(assume(answer({ sessionEnd: 0 }))).rejects.toMatchObject({
      code: 'ExpiredTokenException',
    });
  });
});

describe('a SAML answer', () => {
  const invalid: [string, () => string, object][] = [
    ['not signed', () => writeAnswer({}, roles), { message: 'Response signature invalid' }],
    [
      'signed by another key, which it brings along',
      () => signAnswer(writeAnswer({}, roles), stranger),
      { message: 'Response signature invalid' },
    ],
    [
      'changed after it was signed',
      () => answer().replace('>robert</saml:NameID>', '>admin</saml:NameID>'),
      { message: 'Response signature invalid' },
    ],
    [
      'signed by SHA-1',
      () =>
        signAnswer(writeAnswer({}, roles), signer, 'Assertion', {
          signature: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
        }),
      { message: 'Response signature invalid' },
    ],
    [
      'signed over a digest by SHA-1',
      () =>
        signAnswer(writeAnswer({}, roles), signer, 'Assertion', {
          digest: 'http://www.w3.org/2000/09/xmldsig#sha1',
        }),
      { message: 'Response signature invalid' },
    ],
    ['of another issuer', () => answer({ issuer: 'https://example.com' }), {}],
    ['for another audience', () => answer({ audience: 'https://example.com' }), {}],
    ['for another recipient', () => answer({ recipient: 'https://example.com' }), {}],
    ['not confirmed by bearing it', () => answer({ method: 'sender-vouches' }), {}],
    ['not valid yet', () => answer({ notBefore: 60 }), {}],
    ['of the future', () => answer({ issued: 3600 }), {}],
    ['about nobody', () => answer({ subject: '' }), {}],
    [
      'for another role',
      () => signAnswer(writeAnswer({}, [`${RoleArn}2,${PrincipalArn}`]), signer),
      {
        message: "SAML Assertion doesn't contain the requested Role and Metadata in the attributes",
      },
    ],
    ['without a session name', () => answer({ attributes: { RoleSessionName: [] } }), {}],
    [
      'with a session name that is none',
      () => answer({ attributes: { RoleSessionName: ['a b'] } }),
      {},
    ],
    ['with two session names', () => answer({ attributes: { RoleSessionName: ['ab', 'cd'] } }), {}],
    ['with a duration that is none', () => answer({ attributes: { SessionDuration: ['1'] } }), {}],
    [
      'with a reserved source identity',
      () => answer({ attributes: { SourceIdentity: ['aws:x'] } }),
      {},
    ],
    [
      'with a tag of two values',
      () => answer({ attributes: { 'PrincipalTag:a': ['1', '2'] } }),
      {},
    ],
    ['with a document type', () => `<!DOCTYPE a [<!ENTITY b "c">]>${answer()}`, {}],
    ['no XML', () => 'answer', {}],
    ['XML that is cut', () => answer().slice(0, -10), {}],
    ['something else', () => '<answer/>', {}],
    ['a no', () => answer({ status: 'Requester' }), { code: 'IDPRejectedClaim' }],
    ['past its end', () => answer({ notOnOrAfter: 0 }), { code: 'ExpiredTokenException' }],
    [
      'more than five minutes old',
      () => answer({ issued: -300, notOnOrAfter: 3600 }),
      {
        code: 'ExpiredTokenException',
        message: 'Token must be redeemed within 5 minutes of issuance',
      },
    ],
  ];

  it.each(invalid)(
    'is refused when it is %s, and taken when it is not',
    async (_, make, refused) => {
      const { assume } = await openWithProvider();
      await expect(assume(make())).rejects.toMatchObject({
        code: 'InvalidIdentityToken',
        ...refused,
      });
      await expect(assume(answer())).resolves.toBeDefined();
    },
  );

  const FORGED = '_forged';
  const forgery = () => assertionIn(writeAnswer({ id: FORGED, subject: 'admin' }, roles));
  const wrappings: [string, () => string][] = [
    [
      'a forged assertion before the signed one',
      () => answer().replace('<saml:Assertion', `${forgery()}<saml:Assertion`),
    ],
    [
      'a forged assertion after the signed one',
      () => answer().replace('</samlp:Response>', `${forgery()}</samlp:Response>`),
    ],
    [
      'the signed assertion inside a forged one',
      () => {
        const xml = answer();
        const signed = assertionIn(xml);
        const shell = forgery().replace('</saml:Assertion>', `${signed}</saml:Assertion>`);
        return xml.replace(signed, shell);
      },
    ],
    [
      'the signed assertion in the signature of a forged one',
      () => {
        const xml = answer();
        const signed = assertionIn(xml);
        const signature = /<Signature.*<\/Signature>/s.exec(signed)?.[0] ?? '';
        const holder = signature.replace(
          '</Signature>',
          `<Object>${signed.replace(signature, '')}</Object></Signature>`,
        );
        return xml.replace(signed, forgery().replace('</saml:Issuer>', `</saml:Issuer>${holder}`));
      },
    ],
    [
      'a forged answer around the signed one',
      () => {
        const whole = signAnswer(writeAnswer({}, roles), signer, 'Response');
        const outer = writeAnswer({ id: FORGED, subject: 'admin' }, roles);
        return outer.replace(
          '<samlp:Status>',
          `<samlp:Extensions>${whole}</samlp:Extensions><samlp:Status>`,
        );
      },
    ],
    [
      'a forged assertion under the id of the signed one',
      () => {
        const id = '_same';
        const forged = assertionIn(writeAnswer({ id, subject: 'admin' }, roles));
        return answer({ id }).replace('<saml:Assertion', `${forged}<saml:Assertion`);
      },
    ],
  ];

  it.each(wrappings)('is refused when it is wrapped: %s', async (_, wrap) => {
    const { assume } = await openWithProvider();
    await expect(assume(wrap())).rejects.toMatchObject({ code: 'InvalidIdentityToken' });
    await expect(assume(answer())).resolves.toBeDefined();
  });

  it('means what was signed where a comment splits a name', async () => {
    const { assume } = await openWithProvider();
    const xml = answer({ subject: 'robert.example' });
    const split = xml.replace('robert.example', 'robert<!-- -->.example');
    expect((await assume(split)).Subject).toBe('robert.example');
  });

  it('opens a role once, also of many at the same time, and is forgotten when it is too old', async () => {
    const { iam, assume, pass } = await openWithProvider();
    const xml = answer();
    const tried = await Promise.allSettled(Array.from({ length: 5 }, () => assume(xml)));
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(assume(xml)).rejects.toMatchObject({
      code: 'InvalidIdentityToken',
      message: 'The assertion has been used before',
    });
    pass(240);
    await expect(assume(xml)).rejects.toMatchObject({ code: 'ExpiredTokenException' });
    expect(await iam.sweepSessions()).toBe(1);
  });

  it('is not used up by a trust policy that refuses it', async () => {
    const { assume } = await openWithProvider({ actions: ['sts:AssumeRoleWithSAML'] });
    const xml = answer({ attributes: { 'PrincipalTag:Project': ['moon'] } });
    for (const _ of [1, 2]) {
      await expect(assume(xml)).rejects.toMatchObject({
        code: 'AccessDenied',
        message: 'Not authorized to perform sts:TagSession',
      });
    }
  });
});

describe('a SAML provider', () => {
  it.each([
    ['is not there', { PrincipalArn: `arn:aws:iam::${MAIN}:saml-provider/other` }],
    ['is of another account', { PrincipalArn: `arn:aws:iam::${OTHER}:saml-provider/login` }],
    ['is something else', { PrincipalArn: `arn:aws:iam::${MAIN}:role/saml-provider/login` }],
  ])('is refused when it %s', async (_, more) => {
    const { assume } = await openWithProvider();
    await expect(assume(answer(), more)).rejects.toMatchObject({
      code: 'InvalidIdentityToken',
      message: "Specified provider doesn't exist",
    });
  });

  it.each([
    ['has expired', { validUntil: '2026-11-24T12:00:00Z' }],
    ['has no key', { metadata: metadataOf() }],
    ['is no XML', { metadata: 'metadata' }],
    ['has a key that is none', { metadata: metadataOf({ privateKey: '', certificate: 'AAAA' }) }],
  ])('is refused when its metadata %s', async (_, provider) => {
    const { assume } = await openWithProvider(provider);
    await expect(assume(answer())).rejects.toMatchObject({ code: 'InvalidIdentityToken' });
  });
});

function assertionIn(xml: string): string {
  return /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml)?.[0] ?? '';
}
