// The chain: which credentials are chosen, beside the AWS SDK for JavaScript in the same set-up.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { SecretAccessKey } from '@ostiary/sigv4';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClient } from '../src/index.js';
import { defaultProvider, type ProviderOptions } from '../src/node.js';
import {
  type CredentialServices,
  secretOf,
  startCredentialServices,
  tokenOf,
} from './credential-services.js';

let services: CredentialServices;
let folder: string;

beforeAll(async () => {
  services = await startCredentialServices();
});
afterAll(() => services.close());
beforeEach(async () => {
  // The AWS SDK warns of set-ups that name several places, as these do on purpose.
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  folder = await mkdtemp(join(tmpdir(), 'ostiary-chain-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** Files and environment; `SERVICES` and `FOLDER` in a text are put in. */
interface SetUp {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly config?: string;
  readonly credentials?: string;
  readonly files?: Readonly<Record<string, string>>;
}

const key = (id: string) => `aws_access_key_id = ${id}\naws_secret_access_key = ${secretOf(id)}\n`;
const inEnvironment = { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: secretOf('AKIAENV') };
const web = {
  AWS_WEB_IDENTITY_TOKEN_FILE: 'FOLDER/token',
  AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/web',
};
const container = {
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'SERVICES/container',
  AWS_CONTAINER_AUTHORIZATION_TOKEN: 'container-token',
};
const noMetadata = { AWS_EC2_METADATA_DISABLED: 'true' };
const role = (name: string) => `role_arn = arn:aws:iam::123456789012:role/${name}\n`;
const everyVariable = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_PROFILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_ROLE_ARN',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  'AWS_EC2_METADATA_DISABLED',
  'AWS_ENDPOINT_URL',
  'AWS_DEFAULT_REGION',
];

/** Writes the files and makes the environment the process's own, since the AWS SDK reads that. */
async function enter({ environment = {}, config = '', credentials = '', files = {} }: SetUp) {
  const put = (text: string) =>
    text.replaceAll('SERVICES', services.origin).replaceAll('FOLDER', folder);
  const written = { config, credentials, token: 'web-token', ...files };
  for (const [name, text] of Object.entries(written)) {
    await writeFile(join(folder, name), put(text));
  }
  for (const name of everyVariable) vi.stubEnv(name, undefined);
  const all = {
    AWS_CONFIG_FILE: 'FOLDER/config',
    AWS_SHARED_CREDENTIALS_FILE: 'FOLDER/credentials',
    AWS_EC2_METADATA_SERVICE_ENDPOINT: 'SERVICES',
    AWS_ENDPOINT_URL_STS: 'SERVICES/',
    AWS_REGION: 'eu-central-1',
    ...environment,
  };
  for (const [name, text] of Object.entries(all)) vi.stubEnv(name, text && put(text));
}

const ours = async (options: ProviderOptions = {}) => {
  const { secretAccessKey, ...others } = await defaultProvider(options)();
  const secret =
    secretAccessKey instanceof SecretAccessKey ? secretAccessKey.reveal() : secretAccessKey;
  return { ...others, secretAccessKey: secret };
};

const theirs = async () => {
  const mfaCodeProvider = async () => '123456';
  const found = await fromNodeProviderChain({ mfaCodeProvider, ignoreCache: true })();
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = found;
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken && { sessionToken }),
    ...(expiration && { expiration }),
  };
};

describe('the same credentials are chosen as by the AWS SDK', () => {
  it.each<[string, SetUp, string]>([
    ['the environment', { environment: inEnvironment }, 'AKIAENV'],
    [
      'the environment before everything',
      {
        environment: { ...inEnvironment, ...web, ...container },
        credentials: `[default]\n${key('AKIAFILE')}`,
      },
      'AKIAENV',
    ],
    [
      'a session token of the environment',
      {
        environment: {
          AWS_ACCESS_KEY_ID: 'ASIAENV',
          AWS_SECRET_ACCESS_KEY: secretOf('ASIAENV'),
          AWS_SESSION_TOKEN: tokenOf('ASIAENV'),
          AWS_CREDENTIAL_EXPIRATION: '2099-01-01T00:00:00Z',
        },
      },
      'ASIAENV',
    ],
    [
      'a named profile before the environment',
      {
        environment: { ...inEnvironment, AWS_PROFILE: 'alice' },
        credentials: `[alice]\n${key('AKIAALICE')}`,
      },
      'AKIAALICE',
    ],
    [
      'the default profile before web identity and container',
      { environment: { ...web, ...container }, credentials: `[default]\n${key('AKIAFILE')}` },
      'AKIAFILE',
    ],
    [
      'the credentials file before the config file',
      {
        config: `[default]\n${key('AKIACONFIG')}`,
        credentials: `[default]\n${key('AKIACREDENTIALS')}`,
      },
      'AKIACREDENTIALS',
    ],
    ['the config file', { config: `[default]\n${key('AKIACONFIG')}` }, 'AKIACONFIG'],
    [
      'a profile of the config file',
      {
        environment: { AWS_PROFILE: 'bob' },
        config: `[profile bob]\n${key('AKIABOB')}\n[bob]\n${key('AKIANOT')}`,
      },
      'AKIABOB',
    ],
    [
      'a role by a source profile of the other file',
      {
        environment: { AWS_PROFILE: 'notes' },
        config: `[profile notes]\n${role('notes')}source_profile = alice\n`,
        credentials: `[alice]\n${key('AKIAALICE')}`,
      },
      'ASIANOTESBYAKIAALICE',
    ],
    [
      'a role before the key of its own profile',
      {
        config: `[default]\n${role('notes')}source_profile = alice\n`,
        credentials: `[default]\n${key('AKIAFILE')}[alice]\n${key('AKIAALICE')}`,
      },
      'ASIANOTESBYAKIAALICE',
    ],
    [
      'a role by the key of its own profile',
      { credentials: `[default]\n${key('AKIAFILE')}${role('notes')}source_profile = default\n` },
      'ASIANOTESBYAKIAFILE',
    ],
    [
      'roles in a chain',
      {
        environment: { AWS_PROFILE: 'c' },
        config: `[profile c]\n${role('last')}source_profile = b\n[profile b]\n${role('first')}source_profile = a\n`,
        credentials: `[a]\n${key('AKIAA')}`,
      },
      'ASIALASTBYASIAFIRSTBYAKIAA',
    ],
    [
      'of a source profile its key before its role',
      {
        environment: { AWS_PROFILE: 'b' },
        config: `[profile b]\n${role('notes')}source_profile = a\n[profile a]\n${role('never')}source_profile = x\n`,
        credentials: `[a]\n${key('AKIAA')}`,
      },
      'ASIANOTESBYAKIAA',
    ],
    [
      'a role with a code, a name, an external id and a duration',
      {
        config: `[default]\n${role('notes')}source_profile = a\nmfa_serial = arn:aws:iam::123456789012:mfa/a\nexternal_id = 42\nrole_session_name = me\nduration_seconds = 900\n`,
        credentials: `[a]\n${key('AKIAA')}`,
      },
      'ASIANOTESBYAKIAA',
    ],
    [
      'a role by the environment',
      {
        environment: { ...inEnvironment, AWS_PROFILE: 'notes' },
        config: `[profile notes]\n${role('notes')}credential_source = Environment\n`,
      },
      'ASIANOTESBYAKIAENV',
    ],
    [
      'a role by instance metadata',
      { config: `[default]\n${role('notes')}credential_source = Ec2InstanceMetadata\n` },
      'ASIANOTESBYASIAINSTANCE',
    ],
    [
      'a role by the container endpoint',
      {
        environment: container,
        config: `[default]\n${role('notes')}credential_source = EcsContainer\n`,
      },
      'ASIANOTESBYASIACONTAINER',
    ],
    [
      'a role for the web identity of a profile',
      { config: `[default]\n${role('notes')}web_identity_token_file = FOLDER/token\n` },
      'ASIANOTESBYWEB',
    ],
    [
      'what a process prints',
      {
        config: '[default]\ncredential_process = cat FOLDER/printed\n',
        files: {
          printed: JSON.stringify({
            Version: 1,
            AccessKeyId: 'ASIAPROCESS',
            SecretAccessKey: 'secret',
            SessionToken: 'token',
            Expiration: '2099-01-01T00:00:00Z',
          }),
        },
      },
      'ASIAPROCESS',
    ],
    [
      'a key of a profile before its process',
      { credentials: `[default]\ncredential_process = exit 1\n${key('AKIAFILE')}` },
      'AKIAFILE',
    ],
    [
      'web identity before the container endpoint',
      { environment: { ...web, ...container } },
      'ASIAWEBBYWEB',
    ],
    [
      'the container endpoint before instance metadata',
      { environment: container },
      'ASIACONTAINER',
    ],
    [
      'the token file of the container endpoint before the token',
      {
        environment: {
          ...container,
          AWS_CONTAINER_AUTHORIZATION_TOKEN: 'another',
          AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: 'FOLDER/container-token',
        },
        files: { 'container-token': 'container-token' },
      },
      'ASIACONTAINER',
    ],
    ['instance metadata last', {}, 'ASIAINSTANCE'],
    [
      'instance metadata under a profile that has only a region',
      { environment: { AWS_PROFILE: 'a' }, config: '[profile a]\nregion = eu-west-1\n' },
      'ASIAINSTANCE',
    ],
    [
      'instance metadata where the profile says it is',
      {
        environment: { AWS_EC2_METADATA_SERVICE_ENDPOINT: undefined },
        config: '[default]\nec2_metadata_service_endpoint = SERVICES\n',
      },
      'ASIAINSTANCE',
    ],
    [
      'comments, spaces and settings in sections',
      {
        config: `# [default]\n[default] ; the one\nregion=eu-west-1 # here\ns3 =\n  aws_access_key_id = AKIANESTED\n${key('AKIAFILE')}[services local]\nsts =\n  endpoint_url = http://127.0.0.1:9\n`,
      },
      'AKIAFILE',
    ],
  ])('%s', async (_, setUp, accessKeyId) => {
    await enter(setUp);
    const found = await ours({ mfaCode: async () => '123456' });
    expect(found.accessKeyId).toBe(accessKeyId);
    const expected = await theirs();
    const { expiration, ...others } = found;
    expect(others).toEqual({ ...expected, expiration: undefined });
    // Issued twice, so a second may have passed.
    const apart = (expiration?.getTime() ?? 0) - (expected.expiration?.getTime() ?? 0);
    expect(Math.abs(apart)).toBeLessThan(60_000);
  });
});

describe('none are chosen, by the AWS SDK neither,', () => {
  it.each<[string, SetUp, string, RegExp]>([
    ['where there are none', { environment: noMetadata }, 'NoCredentials', /^expected credentials/],
    [
      'by profiles that name each other',
      {
        environment: noMetadata,
        config: `[default]\n${role('a')}source_profile = b\n[profile b]\n${role('b')}source_profile = c\n[profile c]\n${role('c')}source_profile = b\n`,
      },
      'InvalidConfig',
      /`source_profile` that ends: `b` → `c` → `b`/,
    ],
    [
      'by a profile that needs a code, when nobody can be asked',
      {
        environment: noMetadata,
        config: `[default]\n${role('a')}source_profile = a\nmfa_serial = arn:aws:iam::123456789012:mfa/a\n[profile a]\n${key('AKIAA')}`,
      },
      'InvalidConfig',
      /`mfaCode`, a function/,
    ],
    [
      'by a source that is none',
      {
        environment: noMetadata,
        config: `[default]\n${role('a')}credential_source = Elsewhere\n`,
      },
      'InvalidConfig',
      /`credential_source` to be EcsContainer, Ec2InstanceMetadata, Environment/,
    ],
    [
      'by a role that may not be assumed',
      {
        environment: noMetadata,
        config: `[default]\n${role('denied')}source_profile = a\n[profile a]\n${key('AKIAA')}`,
      },
      'CredentialRetrieval',
      /^expected credentials from AssumeRole at `http:\/\/127.0.0.1:\d+`, found `AccessDenied`: User: AKIAA is not authorized & known$/,
    ],
  ])('%s', async (_, setUp, code, message) => {
    await enter(setUp);
    const error = await ours().catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ name: 'ClientError', code });
    expect((error as Error).message).toMatch(message);
    await expect(fromNodeProviderChain({ ignoreCache: true })()).rejects.toThrow();
  });
});

describe('stricter than the AWS SDK, another identity is not taken when', () => {
  it.each<[string, SetUp, string, RegExp]>([
    [
      'half a key is in the environment',
      { environment: { AWS_ACCESS_KEY_ID: 'AKIAENV' } },
      'PartialCredentials',
      /`AWS_SECRET_ACCESS_KEY`/,
    ],
    [
      'the named profile is not there',
      { environment: { AWS_PROFILE: 'typo' } },
      'ProfileNotFound',
      /the profile `typo` in .*config`, found none/,
    ],
    [
      'the process of the profile fails',
      { config: '[default]\ncredential_process = exit 3\n' },
      'CredentialRetrieval',
      /code `3`; run it by hand/,
    ],
    [
      'the profile has its key elsewhere',
      { config: '[default]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = a\n' },
      'InvalidConfig',
      /no `sso_session`, which is not supported; set `credential_process = aws configure/,
    ],
    [
      'a role has nobody to assume it',
      { config: `[default]\n${role('a')}` },
      'InvalidConfig',
      /`source_profile`, `credential_source` or `web_identity_token_file` beside `role_arn`/,
    ],
    [
      'a role has two to assume it',
      {
        config: `[default]\n${role('a')}source_profile = a\ncredential_source = Environment\n[profile a]\n${key('AKIAA')}`,
      },
      'InvalidConfig',
      /`source_profile` or `credential_source`, and not both/,
    ],
    [
      'the source profile is not there',
      { config: `[default]\n${role('a')}source_profile = gone\n` },
      'ProfileNotFound',
      /`gone`, which the profile `default` names as its `source_profile`/,
    ],
    [
      'the source profile has nothing',
      { config: `[default]\n${role('a')}source_profile = a\n[profile a]\nregion = x\n` },
      'InvalidConfig',
      /profile `a` credentials, as another profile needs them/,
    ],
    [
      'the source of a role has nothing',
      { config: `[default]\n${role('a')}credential_source = Environment\n` },
      'CredentialRetrieval',
      /`credential_source` `Environment` of the profile `default`, found none: .*found neither/,
    ],
    [
      'the duration of a role is no number',
      {
        config: `[default]\n${role('a')}source_profile = a\nduration_seconds = 1h\n[profile a]\n${key('AKIAA')}`,
      },
      'InvalidConfig',
      /`duration_seconds` to be a whole number/,
    ],
    [
      'the token of a web identity is not taken',
      { environment: web, files: { token: 'forged' } },
      'CredentialRetrieval',
      /`InvalidIdentityToken`: not a token: \[secret\]$/,
    ],
    [
      'a web identity names no role',
      { environment: { AWS_WEB_IDENTITY_TOKEN_FILE: 'FOLDER/token' } },
      'PartialCredentials',
      /`AWS_ROLE_ARN` beside/,
    ],
    [
      'the container endpoint refuses',
      { environment: { ...container, AWS_CONTAINER_AUTHORIZATION_TOKEN: 'another' } },
      'CredentialRetrieval',
      /the container endpoint, found status 401/,
    ],
    [
      'what the environment holds has expired',
      { environment: { ...inEnvironment, AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z' } },
      'CredentialRetrieval',
      /found ones whose time is past; renew them there, or set this machine's clock/,
    ],
  ])('%s', async (_, setUp, code, message) => {
    await enter(setUp);
    const error = await ours().catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ name: 'ClientError', code, fault: 'Sender' });
    expect((error as Error).message).toMatch(message);
  });
});

it('an error of no credentials says of each place what is missing there', async () => {
  await enter({ environment: noMetadata });
  const error = await ours().catch((thrown: Error) => thrown);
  expect((error as Error).message.split('\n')).toEqual([
    'expected credentials in one of these places, found none; set one up:',
    expect.stringContaining('`AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`'),
    expect.stringContaining('the profile `default` in `'),
    expect.stringContaining('`AWS_WEB_IDENTITY_TOKEN_FILE`'),
    expect.stringContaining('`AWS_CONTAINER_CREDENTIALS_FULL_URI`'),
    expect.stringContaining('`AWS_EC2_METADATA_DISABLED` turns it off'),
  ]);
});

it('an option names a profile as the environment does', async () => {
  await enter({ environment: inEnvironment, credentials: `[alice]\n${key('AKIAALICE')}` });
  expect(await ours({ profile: 'alice' })).toMatchObject({ accessKeyId: 'AKIAALICE' });
});

it('a client signs with what the chain finds', async () => {
  await enter({
    config: `[default]\n${role('notes')}source_profile = a\n[profile a]\n${key('AKIAA')}`,
  });
  const client = createClient({
    credentials: defaultProvider(),
    region: 'eu-central-1',
    service: 'sts',
  });
  const body = 'Action=AssumeRole&RoleArn=arn:aws:iam::123456789012:role/next';
  const response = await client.fetch(`${services.origin}/`, { method: 'POST', body });
  expect(await response.text()).toContain('<AccessKeyId>ASIANEXTBYASIANOTESBYAKIAA<');
});
