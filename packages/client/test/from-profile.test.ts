// Credentials from the files of the AWS CLI.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { SecretAccessKey } from '@ostiary/sigv4';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClient } from '../src/index.js';
import { fromProfile, type ProviderOptions } from '../src/node.js';
import { credentials, startNoteServer } from './note-server.js';

const credentialsText = `
# a comment
[default]
aws_access_key_id = AKIADEFAULT
aws_secret_access_key = default/secret+with=signs

[alice]
aws_access_key_id=${credentials.accessKeyId}
aws_secret_access_key=${credentials.secretAccessKey}

[session]
aws_access_key_id = ASIASESSION
aws_secret_access_key = session-secret
aws_session_token = IQoJb3JpZ2luX2VjE==

[both]
aws_access_key_id = AKIAINCREDENTIALS
aws_secret_access_key = in-credentials

[no-secret]
aws_access_key_id = AKIALONELY

[no-id]
aws_secret_access_key = lonely-secret

[malformed]
aws_access_key_id AKIAMALFORMED
aws_secret_access_key : malformed-secret

[constructor-like]
region = eu-central-1
`;
const configText = `
[default]
region = eu-central-1

[profile in-config]
aws_access_key_id = AKIAINCONFIG
aws_secret_access_key = in-config

[profile both]
aws_access_key_id = AKIASHADOWED
aws_secret_access_key = shadowed
aws_session_token = shadowed-token

[profile role]
role_arn = arn:aws:iam::123456789012:role/notes
source_profile = default
`;

let folder: string;
let files: { readonly credentialsFile: string; readonly configFile: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ostiary-client-'));
  files = { credentialsFile: join(folder, 'credentials'), configFile: join(folder, 'config') };
  await writeFile(files.credentialsFile, credentialsText);
  await writeFile(files.configFile, configText);
});
afterAll(() => rm(folder, { recursive: true }));

const read = (options: ProviderOptions) => fromProfile({ environment: {}, ...files, ...options })();

it('a profile signs', async () => {
  const server = await startNoteServer();
  const client = createClient({
    credentials: fromProfile({ profile: 'alice', ...files }),
    region: 'eu-central-1',
    service: 'notes',
  });
  const response = await client.fetch(`${server.origin}/notes`);
  expect(await response.json()).toMatchObject({ caller: 'alice' });
  await server.close();
});

it.each([
  [{}, 'AKIADEFAULT', 'default/secret+with=signs', undefined],
  [
    { environment: { AWS_PROFILE: 'session' } },
    'ASIASESSION',
    'session-secret',
    'IQoJb3JpZ2luX2VjE==',
  ],
  [{ profile: 'in-config' }, 'AKIAINCONFIG', 'in-config', undefined],
  [{ profile: 'both' }, 'AKIAINCREDENTIALS', 'in-credentials', undefined],
  [
    { profile: 'alice', environment: { AWS_PROFILE: 'session' } },
    credentials.accessKeyId,
    credentials.secretAccessKey,
    undefined,
  ],
])('%j gives the key %s', async (options, accessKeyId, secret, sessionToken) => {
  const found = await read(options);
  expect(found.accessKeyId).toBe(accessKeyId);
  expect(found.secretAccessKey).toBeInstanceOf(SecretAccessKey);
  expect((found.secretAccessKey as SecretAccessKey).reveal()).toBe(secret);
  expect(found.sessionToken).toBe(sessionToken);
  expect(inspect(found)).not.toContain(secret);
});

it('the files are found where the environment says they are', async () => {
  const environment = {
    AWS_SHARED_CREDENTIALS_FILE: files.credentialsFile,
    AWS_CONFIG_FILE: files.configFile,
  };
  expect(await fromProfile({ environment })()).toMatchObject({ accessKeyId: 'AKIADEFAULT' });
});

it.each([
  ['nobody', 'ProfileNotFound', /profile `nobody` in .*, found none/],
  ['constructor-like', 'NoCredentials', /to have `aws_access_key_id`, `role_arn` or/],
  ['constructor', 'ProfileNotFound', /profile `constructor`/],
  ['__proto__', 'ProfileNotFound', /profile `__proto__`/],
  ['no-secret', 'PartialCredentials', /`aws_secret_access_key` in the profile `no-secret`/],
  ['no-id', 'PartialCredentials', /`aws_access_key_id` in the profile `no-id`/],
  ['malformed', 'ProfileNotFound', /profile `malformed`/],
])('the profile %j is refused as %s, naming it and the file', async (profile, code, message) => {
  const error = await read({ profile }).catch((thrown: Error) => thrown);
  expect(error).toMatchObject({ name: 'ClientError', code });
  expect(String(error)).toMatch(message);
  expect(String(error)).toContain(files.credentialsFile);
  expect(String(error)).not.toMatch(/lonely-secret|malformed-secret/);
});

it.each(['credentialsFile', 'configFile'] as const)(
  'a %s that is named and not there is refused, naming it',
  async (option) => {
    const absent = join(folder, 'absent');
    const error = await read({ [option]: absent }).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ code: 'ConfigNotFound' });
    expect(String(error)).toContain(`\`${absent}\``);
  },
);

it('a file that is not named need not be there', async () => {
  const environment = { AWS_CONFIG_FILE: join(folder, 'absent') };
  const { credentialsFile } = files;
  expect(await fromProfile({ credentialsFile, environment })()).toMatchObject({
    accessKeyId: 'AKIADEFAULT',
  });
});

it('a file that is there and cannot be read is refused', async () => {
  const unreadable = join(files.configFile, 'below-a-file');
  const error = await read({ credentialsFile: unreadable }).catch((thrown: Error) => thrown);
  expect(error).toMatchObject({ code: 'ConfigNotFound' });
  expect(String(error)).toMatch(/found that it cannot be read/);
});

it('a profile is read once, and again after a failure', async () => {
  const credentialsFile = join(folder, 'changing');
  const provider = fromProfile({ credentialsFile, configFile: files.configFile, environment: {} });
  await expect(provider()).rejects.toMatchObject({ code: 'ConfigNotFound' });
  await writeFile(credentialsFile, credentialsText);
  const first = await provider();
  await writeFile(credentialsFile, '');
  expect(await provider()).toBe(first);
});
