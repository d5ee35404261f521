// The operations of STS by the AWS SDK, the two that nobody signs among them.
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  GetUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  AssumeRoleWithSAMLCommand,
  AssumeRoleWithWebIdentityCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  type Credentials as IssuedCredentials,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT_ID, type ControlPlane, ROOT, startControlPlane } from '../control-plane.js';

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

let plane: ControlPlane;
let dora: Credentials;
beforeAll(async () => {
  plane = await startControlPlane();
  const root = iamAs(ROOT);
  await root.send(new CreateUserCommand({ UserName: 'dora' }));
  await root.send(
    new PutUserPolicyCommand({
      ...{ UserName: 'dora', PolicyName: 'sts' },
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action: 'sts:*', Resource: '*' },
      }),
    }),
  );
  const { AccessKey } = await root.send(new CreateAccessKeyCommand({ UserName: 'dora' }));
  dora = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
});
afterAll(() => plane.close());

const client = { region: 'us-east-1' };
const iamAs = (credentials: Credentials) =>
  new IAMClient({ ...client, endpoint: plane.url, credentials });
const stsAs = (credentials: Credentials) =>
  new STSClient({ ...client, endpoint: plane.url, credentials });
const signing = ({ AccessKeyId, SecretAccessKey, SessionToken }: IssuedCredentials) => ({
  accessKeyId: AccessKeyId ?? '',
  secretAccessKey: SecretAccessKey ?? '',
  ...(SessionToken !== undefined && { sessionToken: SessionToken }),
});

describe('a user of STS', () => {
  it('gets a session token that signs as the user and calls no IAM', async () => {
    const { Credentials = {} as never } = await stsAs(dora).send(new GetSessionTokenCommand({}));
    const temporary = signing(Credentials);
    expect(await stsAs(temporary).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: `arn:aws:iam::${ACCOUNT_ID}:user/dora`,
    });
    await expect(iamAs(temporary).send(new GetUserCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Cannot call GetUser with session credentials',
    });
    await expect(stsAs(temporary).send(new GetSessionTokenCommand({}))).rejects.toMatchObject({
      message: 'Cannot call GetSessionToken with session credentials',
    });
  });

  it('vouches for a federated user', async () => {
    const answer = await stsAs(dora).send(new GetFederationTokenCommand({ Name: 'fred' }));
    const { Credentials = {} as never } = answer;
    expect(await stsAs(signing(Credentials)).send(new GetCallerIdentityCommand({}))).toMatchObject({
      UserId: `${ACCOUNT_ID}:fred`,
      Arn: `arn:aws:sts::${ACCOUNT_ID}:federated-user/fred`,
    });
  });

  it('learns whose an access key is', async () => {
    const { accessKeyId: AccessKeyId } = dora;
    expect(await stsAs(dora).send(new GetAccessKeyInfoCommand({ AccessKeyId }))).toMatchObject({
      Account: ACCOUNT_ID,
    });
  });
});

describe('who signs nothing', () => {
  const RoleArn = `arn:aws:iam::${ACCOUNT_ID}:role/ops`;
  const nobody = () => new STSClient({ ...client, endpoint: plane.url });

  it('is asked for the token of a provider that is known', async () => {
    const payload = Buffer.from(JSON.stringify({ iss: 'https://login.example.com' }));
    const WebIdentityToken = `eyJhbGciOiJSUzI1NiJ9.${payload.toString('base64url')}.c2ln`;
    const input = { RoleArn, RoleSessionName: 's1', WebIdentityToken };
    await expect(nobody().send(new AssumeRoleWithWebIdentityCommand(input))).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
      message: 'No OpenIDConnect provider found in your account for https://login.example.com',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('is asked for the assertion of a provider that is known', async () => {
    const PrincipalArn = `arn:aws:iam::${ACCOUNT_ID}:saml-provider/login`;
    const input = { RoleArn, PrincipalArn, SAMLAssertion: 'PGEvPg==' };
    await expect(nobody().send(new AssumeRoleWithSAMLCommand(input))).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
      message: "Specified provider doesn't exist",
    });
  });
});
