// Providers of identities, roles of services, the simulator, the access advisor and STS, by the AWS SDK.
import { IAM, type SimulatePolicyResponse } from '@aws-sdk/client-iam';
import { STS } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACCOUNT_ID, type ControlPlane, ROOT, startControlPlane } from '../control-plane.js';
import { answeredOperations } from './answered-operations.js';
import { SDK_FEDERATION } from './tested-operations.js';

/** Self-signed, of login.example.com; valid for a hundred years. */
const CERTIFICATE =
  'MIIBjzCCATWgAwIBAgIUd+jiOt6QBHV40XzEi45rvffc1H8wCgYIKoZIzj0EAwIwHDEaMBgGA1UEAwwRbG9naW4uZXhhbXBsZS5jb20wIBcNMjYxMTI0MTUxMzI2WhgPMjEyNjEwMzExNTEzMjZaMBwxGjAYBgNVBAMMEWxvZ2luLmV4YW1wbGUuY29tMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEfX8kbx1RWeeF5pH1KyY5O9xsM8knnp32cS+3MVuj4oMuzHfYRwcFQZFdGpogPjZrsOn6nwoUeg8XWUdhzs4JBqNTMFEwHQYDVR0OBBYEFABEbEDphKs1ixUliNkinV43C+T6MB8GA1UdIwQYMBaAFABEbEDphKs1ixUliNkinV43C+T6MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhALDHyEmCVxF7kvFq7OtxZFItOH6E3PbQpD1aqoYWB/5RAiAZ+9aBh1t9IGiYr9nEC7rNb/IVLKv4yluMRzw0eadQSw==';

const Tags = [{ Key: 'team', Value: 'red' }];
const TagKeys = ['team'];
const list = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*' },
});

let plane: ControlPlane;
let iam: IAM;
let dora: { readonly accessKeyId: string; readonly secretAccessKey: string };
beforeAll(async () => {
  plane = await startControlPlane();
  iam = new IAM({ endpoint: plane.url, region: 'us-east-1', credentials: ROOT });
  await iam.createUser({ UserName: 'dora' });
  await iam.putUserPolicy({ UserName: 'dora', PolicyName: 'p', PolicyDocument: list });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'dora' });
  dora = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
});
afterAll(() => plane.close());

const stsAs = (credentials: typeof dora) =>
  new STS({ endpoint: plane.url, region: 'eu-west-1', credentials });

it('has OpenID Connect providers', async () => {
  const { OpenIDConnectProviderArn } = await iam.createOpenIDConnectProvider({
    Url: 'https://login.example.com/main',
    ClientIDList: ['notes'],
    ThumbprintList: ['a'.repeat(40)],
  });
  const provider = { OpenIDConnectProviderArn };
  await iam.addClientIDToOpenIDConnectProvider({ ...provider, ClientID: 'app' });
  await iam.removeClientIDFromOpenIDConnectProvider({ ...provider, ClientID: 'notes' });
  const ThumbprintList = ['b'.repeat(40)];
  await iam.updateOpenIDConnectProviderThumbprint({ ...provider, ThumbprintList });
  expect(await iam.getOpenIDConnectProvider(provider)).toMatchObject({
    Url: 'login.example.com/main',
    ClientIDList: ['app'],
    ThumbprintList,
  });
  await iam.tagOpenIDConnectProvider({ ...provider, Tags });
  expect((await iam.listOpenIDConnectProviderTags(provider)).Tags).toEqual(Tags);
  await iam.untagOpenIDConnectProvider({ ...provider, TagKeys });
  const { OpenIDConnectProviderList } = await iam.listOpenIDConnectProviders({});
  expect(OpenIDConnectProviderList).toEqual([{ Arn: OpenIDConnectProviderArn }]);
  await iam.deleteOpenIDConnectProvider(provider);
});

it('has SAML providers', async () => {
  const { SAMLProviderArn } = await iam.createSAMLProvider({
    Name: 'login',
    SAMLMetadataDocument: metadata('https://login.example.com/saml'),
  });
  expect(SAMLProviderArn).toBe(`arn:aws:iam::${ACCOUNT_ID}:saml-provider/login`);
  const provider = { SAMLProviderArn };
  const SAMLMetadataDocument = metadata('https://login.example.com/new');
  await iam.updateSAMLProvider({ ...provider, SAMLMetadataDocument });
  const found = await iam.getSAMLProvider(provider);
  expect(found.SAMLMetadataDocument).toBe(SAMLMetadataDocument);
  await iam.tagSAMLProvider({ ...provider, Tags });
  expect((await iam.listSAMLProviderTags(provider)).Tags).toEqual(Tags);
  await iam.untagSAMLProvider({ ...provider, TagKeys });
  const { SAMLProviderList } = await iam.listSAMLProviders({});
  expect(SAMLProviderList).toMatchObject([{ Arn: SAMLProviderArn }]);
  await iam.deleteSAMLProvider(provider);
});

it('has roles of services', async () => {
  const { Role } = await iam.createServiceLinkedRole({ AWSServiceName: 'notes.example.com' });
  expect(Role?.Path).toBe('/aws-service-role/notes.example.com/');
  const { DeletionTaskId } = await iam.deleteServiceLinkedRole({ RoleName: Role?.RoleName });
  expect(await iam.getServiceLinkedRoleDeletionStatus({ DeletionTaskId })).toMatchObject({
    Status: 'SUCCEEDED',
  });
});

it('simulates', async () => {
  const ActionNames = ['iam:ListUsers', 'iam:CreateUser'];
  const decisionsOf = ({ EvaluationResults = [] }: SimulatePolicyResponse) =>
    EvaluationResults.map(({ EvalDecision }) => EvalDecision);
  const custom = await iam.simulateCustomPolicy({ PolicyInputList: [list], ActionNames });
  expect(decisionsOf(custom)).toEqual(['allowed', 'implicitDeny']);
  const PolicySourceArn = `arn:aws:iam::${ACCOUNT_ID}:user/dora`;
  const principal = await iam.simulatePrincipalPolicy({ PolicySourceArn, ActionNames });
  expect(decisionsOf(principal)).toEqual(['allowed', 'implicitDeny']);
  const conditioned = list.replace(
    '"Resource":"*"',
    '"Resource":"arn:aws:iam::*:user/${aws:username}"',
  );
  const keys = await iam.getContextKeysForCustomPolicy({ PolicyInputList: [conditioned] });
  expect(keys.ContextKeyNames).toEqual(['aws:username']);
  await iam.getContextKeysForPrincipalPolicy({ PolicySourceArn });
});

it('tells which services somebody can reach and has reached', async () => {
  const Arn = `arn:aws:iam::${ACCOUNT_ID}:user/dora`;
  const { JobId } = await iam.generateServiceLastAccessedDetails({ Arn });
  const details = await iam.getServiceLastAccessedDetails({ JobId });
  expect(details.JobStatus).toBe('COMPLETED');
  const ServiceNamespace = 'iam';
  await iam.getServiceLastAccessedDetailsWithEntities({ JobId, ServiceNamespace });
  const granting = await iam.listPoliciesGrantingServiceAccess({
    Arn,
    ServiceNamespaces: [ServiceNamespace],
  });
  expect(granting.PoliciesGrantingServiceAccess?.[0]?.Policies).toMatchObject([
    { PolicyName: 'p', PolicyType: 'INLINE' },
  ]);
});

it('gives temporary credentials, and tells whose they are', async () => {
  const sts = stsAs(dora);
  const { Credentials } = await sts.getSessionToken({});
  const session = stsAs({
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    ...{ sessionToken: Credentials?.SessionToken },
  });
  expect((await session.getCallerIdentity({})).Arn).toBe(`arn:aws:iam::${ACCOUNT_ID}:user/dora`);
  const root = stsAs(ROOT);
  const info = await root.getAccessKeyInfo({ AccessKeyId: dora.accessKeyId });
  expect(info.Account).toBe(ACCOUNT_ID);
  const federated = await root.getFederationToken({ Name: 'guest', Policy: list });
  expect(federated.FederatedUser?.Arn).toBe(`arn:aws:sts::${ACCOUNT_ID}:federated-user/guest`);
});

it('decodes why somebody was refused', async () => {
  const asDora = new IAM({ endpoint: plane.url, region: 'us-east-1', credentials: dora });
  const refused: Error = await asDora.createGroup({ GroupName: 'g' }).then(
    () => new Error('it was allowed'),
    (error) => error,
  );
  const [, EncodedMessage] =
    /Encoded authorization failure message: (\S+)/.exec(refused.message) ?? [];
  const { DecodedMessage } = await stsAs(ROOT).decodeAuthorizationMessage({ EncodedMessage });
  expect(JSON.parse(DecodedMessage ?? '')).toMatchObject({ allowed: false, explicitDeny: false });
});

/** The metadata of a SAML provider, as long as AWS wants it at least. */
function metadata(entityId: string): string {
  const protocol = 'urn:oasis:names:tc:SAML:2.0:protocol';
  const key = `<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${CERTIFICATE}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`;
  const descriptor = `<IDPSSODescriptor protocolSupportEnumeration="${protocol}">${key}</IDPSSODescriptor>`;
  return `<?xml version="1.0"?><EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}">${descriptor}</EntityDescriptor>${' '.repeat(600)}`;
}

it('has carried out each of these operations', async () => {
  expect(await answeredOperations(plane)).toEqual(SDK_FEDERATION);
});
