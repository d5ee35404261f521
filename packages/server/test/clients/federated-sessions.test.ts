// Sessions for whom identity providers vouch, over the wire: by the AWS SDK, its credential provider, and boto3.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { IAM } from '@aws-sdk/client-iam';
import { type Credentials, STS } from '@aws-sdk/client-sts';
import { generateKeyPair } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACCOUNT_ID, type ControlPlane, ROOT, startControlPlane } from '../control-plane.js';
import { createSamlProvider, startOpenIdProvider } from '../identity-providers.js';
import { answeredOperations } from './answered-operations.js';
import { findBoto3 } from './aws-programs.js';
import { BOTO3_FEDERATED, SDK_FEDERATED } from './tested-operations.js';

const run = promisify(execFile);
const python = await findBoto3();
const story = fileURLToPath(new URL('federated-story.py', import.meta.url));

interface Registered {
  readonly iam: IAM;
  readonly sts: STS;
  readonly plane: ControlPlane;
  readonly web: { readonly RoleArn: string };
  readonly saml: { readonly RoleArn: string; readonly PrincipalArn: string };
}

let openId: Awaited<ReturnType<typeof startOpenIdProvider>>;
let samlProvider: Awaited<ReturnType<typeof createSamlProvider>>;
beforeAll(async () => {
  openId = await startOpenIdProvider();
  samlProvider = await createSamlProvider();
});
afterAll(() => openId.close());

/** What the AWS SDK is asked before boto3 is. */
const REGISTERING = ['CreateOpenIDConnectProvider', 'CreateRole', 'CreateSAMLProvider'];

/** A control plane in which both providers are registered, each trusted by a role. */
async function withProviders(work: (registered: Registered) => Promise<void>): Promise<void> {
  const plane = await startControlPlane({ localIssuers: [openId.issuer] });
  const region = 'us-east-1';
  const iam = new IAM({ endpoint: plane.url, region, credentials: ROOT });
  // Nobody signs these calls: there are no credentials to be found.
  const credentials = () => Promise.reject(new Error('expected no signature'));
  const sts = new STS({ endpoint: plane.url, region, credentials, maxAttempts: 1 });
  const createRole = async (RoleName: string, Action: string, Federated = '', Condition = {}) => {
    const Statement = { Effect: 'Allow', Principal: { Federated }, Action, Condition };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    return (await iam.createRole({ RoleName, AssumeRolePolicyDocument })).Role?.Arn ?? '';
  };
  try {
    const { OpenIDConnectProviderArn } = await iam.createOpenIDConnectProvider({
      ...{ Url: openId.issuer, ClientIDList: ['notes'] },
    });
    const { SAMLProviderArn = '' } = await iam.createSAMLProvider({
      ...{ Name: 'login', SAMLMetadataDocument: samlProvider.metadata.padEnd(1000) },
    });
    const host = openId.issuer.replace('http://', '');
    const subject = { StringEquals: { [`${host}:sub`]: 'robert', [`${host}:aud`]: 'notes' } };
    const action = 'sts:AssumeRoleWithWebIdentity';
    const web = { RoleArn: await createRole('web', action, OpenIDConnectProviderArn, subject) };
    const RoleArn = await createRole('saml', 'sts:AssumeRoleWithSAML', SAMLProviderArn);
    await work({ iam, sts, plane, web, saml: { RoleArn, PrincipalArn: SAMLProviderArn } });
  } finally {
    await plane.close();
  }
}

it('are given to the AWS SDK, once for a SAML answer, and to nobody with a forged token', () =>
  withProviders(async ({ sts, plane, web, saml }) => {
    const callerOf = async ({ Credentials }: { Credentials?: Credentials | undefined }) => {
      const session = new STS({
        ...{ endpoint: plane.url, region: 'us-east-1' },
        credentials: {
          accessKeyId: Credentials?.AccessKeyId ?? '',
          secretAccessKey: Credentials?.SecretAccessKey ?? '',
          sessionToken: Credentials?.SessionToken ?? '',
        },
      });
      return (await session.getCallerIdentity({})).Arn;
    };
    const input = { ...web, RoleSessionName: 's1' };
    const token = await openId.sign();
    const assumed = await sts.assumeRoleWithWebIdentity({ ...input, WebIdentityToken: token });
    expect(assumed).toMatchObject({
      SubjectFromWebIdentityToken: 'robert',
      ...{ Audience: 'notes', Provider: openId.issuer },
    });
    expect(await callerOf(assumed)).toBe(`arn:aws:sts::${ACCOUNT_ID}:assumed-role/web/s1`);
    const forged = await openId.sign((await generateKeyPair('RS256')).privateKey);
    await expect(
      sts.assumeRoleWithWebIdentity({ ...input, WebIdentityToken: forged }),
    ).rejects.toMatchObject({ name: 'InvalidIdentityTokenException' });

    const SAMLAssertion = samlProvider.sign(saml.RoleArn, saml.PrincipalArn);
    const answered = await sts.assumeRoleWithSAML({ ...saml, SAMLAssertion });
    expect(answered).toMatchObject({ Subject: 'robert', SubjectType: 'persistent' });
    expect(await callerOf(answered)).toBe(`arn:aws:sts::${ACCOUNT_ID}:assumed-role/saml/robert`);
    await expect(sts.assumeRoleWithSAML({ ...saml, SAMLAssertion })).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
    });
    expect(plane.logText()).not.toContain(token);
    expect(plane.logText()).not.toContain(SAMLAssertion);
    expect(await answeredOperations(plane)).toEqual(SDK_FEDERATED);
  }));

it.skipIf(python === undefined)('are given to boto3', () =>
  withProviders(async ({ plane, web, saml }) => {
    const { RoleArn, PrincipalArn } = saml;
    const { stdout } = await run(python?.path ?? '', [
      ...[story, plane.url, web.RoleArn, await openId.sign()],
      ...[RoleArn, PrincipalArn, samlProvider.sign(RoleArn, PrincipalArn)],
    ]);
    expect(JSON.parse(stdout)).toEqual({
      web: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/web/py`,
      saml: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/saml/robert`,
    });
    expect(await answeredOperations(plane)).toEqual(
      [...BOTO3_FEDERATED, ...REGISTERING].toSorted(),
    );
  }),
);

it('are given to nobody by a provider of the network that the operator has not named', async () => {
  const plane = await startControlPlane();
  try {
    const iam = new IAM({ endpoint: plane.url, region: 'us-east-1', credentials: ROOT });
    const url = openId.issuer;
    for (const Url of [url, url.replace('http', 'https')]) {
      await expect(iam.createOpenIDConnectProvider({ Url })).rejects.toMatchObject({
        name: 'ValidationError',
      });
    }
  } finally {
    await plane.close();
  }
});
