// The chain: which credentials are chosen, beside the AWS SDK for JavaScript in the same set-up.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { SecretAccessKey } from '@ostiary/sigv4';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClient } from '../src/index.js';
import { defaultProvider, type ProviderOptions } from '../src/node.js';
import { type CredentialServices, startCredentialServices } from './credential-services.js';
import {
  chosenSetUps,
  container,
  inEnvironment,
  key,
  noMetadata,
  role,
  type SetUp,
  variables,
  web,
  writeSetUp,
} from './credential-set-ups.js';

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

/** Makes the environment of a set-up the process's own, since the AWS SDK reads that. */
async function enter(setUp: SetUp): Promise<void> {
  for (const name of variables) vi.stubEnv(name, undefined);
  const environment = await writeSetUp(setUp, folder, services.origin);
  for (const [name, text] of Object.entries(environment)) vi.stubEnv(name, text);
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
  const sameSetUps = chosenSetUps.filter(({ elsewhere }) => !elsewhere.javascript);

  it.each(sameSetUps)('$name', async ({ setUp, accessKeyId }) => {
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

describe('as by the AWS CLI and unlike by the AWS SDK for JavaScript, chosen is', () => {
  const otherSetUps = chosenSetUps.filter(({ elsewhere }) => elsewhere.javascript);

  it.each(otherSetUps)('$name', async ({ setUp, accessKeyId, elsewhere }) => {
    await enter(setUp);
    expect(await ours()).toMatchObject({ accessKeyId });
    expect(await theirs()).toMatchObject({ accessKeyId: elsewhere.javascript });
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
      /^expected credentials from AssumeRole at `http:\/\/127.0.0.1:\d+`, found `AccessDenied`: User: AKIAA is not authorized & known; allow it in the trust policy of the role/,
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
      /`InvalidIdentityToken`: not a token: \[secret\]; check the token/,
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
      /the container endpoint, found status 401; check the address .* and the token/,
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

it('a profile that an option names comes before the environment', async () => {
  await enter({
    environment: inEnvironment,
    config: `[profile notes]\n${role('notes')}credential_source = Environment\n`,
    credentials: `[alice]\n${key('AKIAALICE')}`,
  });
  expect(await ours({ profile: 'alice' })).toMatchObject({ accessKeyId: 'AKIAALICE' });
  expect(await ours({ profile: 'notes' })).toMatchObject({ accessKeyId: 'ASIANOTESBYAKIAENV' });
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
