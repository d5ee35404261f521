// Set-ups of a machine, and whose credentials are chosen under each.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { secretOf, tokenOf } from './credential-services.js';

/** Files and environment; `SERVICES` and `FOLDER` in a text are put in. */
export interface SetUp {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly config?: string;
  readonly credentials?: string;
  readonly files?: Readonly<Record<string, string>>;
}

export const key = (id: string) =>
  `aws_access_key_id = ${id}\naws_secret_access_key = ${secretOf(id)}\n`;
export const inEnvironment = {
  AWS_ACCESS_KEY_ID: 'AKIAENV',
  AWS_SECRET_ACCESS_KEY: secretOf('AKIAENV'),
};
export const web = {
  AWS_WEB_IDENTITY_TOKEN_FILE: 'FOLDER/token',
  AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/web',
};
export const container = {
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'SERVICES/container',
  AWS_CONTAINER_AUTHORIZATION_TOKEN: 'container-token',
};
export const noMetadata = { AWS_EC2_METADATA_DISABLED: 'true' };
export const role = (name: string) => `role_arn = arn:aws:iam::123456789012:role/${name}\n`;

/** What the AWS SDKs choose where it is not what we do. */
interface Elsewhere {
  /** The AWS SDK for JavaScript. */
  readonly javascript?: string;
  /** The AWS CLI and the AWS SDK for Python; `not asked` where they would ask a person. */
  readonly botocore?: string;
}

const table: readonly (readonly [string, SetUp, string, Elsewhere?])[] = [
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
    'the environment before a profile that it names',
    {
      environment: { ...inEnvironment, AWS_PROFILE: 'alice' },
      credentials: `[alice]\n${key('AKIAALICE')}`,
    },
    'AKIAENV',
    { javascript: 'AKIAALICE' },
  ],
  [
    'the default profile before web identity and container',
    { environment: { ...web, ...container }, credentials: `[default]\n${key('AKIAFILE')}` },
    'AKIAFILE',
    { botocore: 'ASIAWEBBYWEB' },
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
    { botocore: 'not asked' },
  ],
  [
    'the environment before a role by it',
    {
      environment: { ...inEnvironment, AWS_PROFILE: 'notes' },
      config: `[profile notes]\n${role('notes')}credential_source = Environment\n`,
    },
    'AKIAENV',
    { javascript: 'ASIANOTESBYAKIAENV' },
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
  ['the container endpoint before instance metadata', { environment: container }, 'ASIACONTAINER'],
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
];

/** A set-up, and the access key id that is chosen. */
export interface ChosenSetUp {
  readonly name: string;
  readonly setUp: SetUp;
  readonly accessKeyId: string;
  readonly elsewhere: Elsewhere;
}

/** Every set-up of the table. */
export const chosenSetUps: readonly ChosenSetUp[] = table.map(
  ([name, setUp, accessKeyId, elsewhere = {}]) => ({ name, setUp, accessKeyId, elsewhere }),
);

/** Every variable that decides, so that those of the machine can be taken away. */
export const variables = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_PROFILE',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  'AWS_EC2_METADATA_DISABLED',
  'AWS_EC2_METADATA_SERVICE_ENDPOINT',
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_STS',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
] as const;

/** Writes the files of a set-up into a folder, and gives the environment that goes with them. */
export async function writeSetUp(
  { environment = {}, config = '', credentials = '', files = {} }: SetUp,
  folder: string,
  origin: string,
): Promise<Record<string, string>> {
  const put = (text: string) => text.replaceAll('SERVICES', origin).replaceAll('FOLDER', folder);
  const written = { config, credentials, token: 'web-token', ...files };
  for (const [name, text] of Object.entries(written)) {
    await writeFile(join(folder, name), put(text));
  }
  const all = {
    AWS_CONFIG_FILE: 'FOLDER/config',
    AWS_SHARED_CREDENTIALS_FILE: 'FOLDER/credentials',
    AWS_EC2_METADATA_SERVICE_ENDPOINT: 'SERVICES',
    AWS_ENDPOINT_URL_STS: 'SERVICES/',
    AWS_REGION: 'eu-central-1',
    AWS_DEFAULT_REGION: 'eu-central-1',
    ...environment,
  };
  const set = Object.entries(all).filter((entry): entry is [string, string] => !!entry[1]);
  return Object.fromEntries(set.map(([name, text]) => [name, put(text)]));
}
