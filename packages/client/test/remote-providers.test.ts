// Container endpoint, instance metadata, STS and processes: how they are asked, and how they fail.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ClientError, type CredentialProvider, createClient } from '../src/index.js';
import {
  fromContainer,
  fromInstanceMetadata,
  fromProfile,
  fromTokenFile,
  type ProviderOptions,
} from '../src/node.js';
import {
  type Behaviour,
  type CredentialServices,
  secretOf,
  startCredentialServices,
  tokenOf,
} from './credential-services.js';

let services: CredentialServices;
let folder: string;
let behaviour: Behaviour;

beforeAll(async () => {
  services = await startCredentialServices(() => behaviour);
  folder = await mkdtemp(join(tmpdir(), 'ostiary-remote-'));
  await writeFile(join(folder, 'token'), 'web-token\n');
  await writeFile(
    join(folder, 'config'),
    `[profile role]
role_arn = arn:aws:iam::123456789012:role/notes
source_profile = alice
role_session_name = me
external_id = 42
duration_seconds = 900
[profile code]
role_arn = arn:aws:iam::123456789012:role/notes
source_profile = alice
mfa_serial = arn:aws:iam::123456789012:mfa/alice
[profile chained]
role_arn = arn:aws:iam::123456789012:role/last
source_profile = role
[profile wrong-secret]
role_arn = arn:aws:iam::123456789012:role/notes
source_profile = wrong
[profile wrong]
aws_access_key_id = ASIAWRONG
aws_secret_access_key = wrong-secret
aws_session_token = ${tokenOf('ASIAWRONG')}
[profile alice]
aws_access_key_id = AKIAALICE
aws_secret_access_key = ${secretOf('AKIAALICE')}
[profile by-endpoint]
role_arn = arn:aws:iam::123456789012:role/notes
source_profile = alice
endpoint_url = ${services.origin}
region = eu-central-1
[profile by-services]
role_arn = arn:aws:iam::123456789012:role/notes
source_profile = alice
services = local
region = eu-central-1
endpoint_url = http://127.0.0.1:9
[services local]
sts =
  endpoint_url = ${services.origin}
`,
  );
});
afterAll(async () => {
  await services.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  behaviour = {};
  (services.asked as unknown[]).length = 0;
});

const optionsOf = (environment: Record<string, string>, profile?: string): ProviderOptions => ({
  configFile: join(folder, 'config'),
  environment: { AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'), ...environment },
  sleep: async (milliseconds, signal) => {
    // The limits of time never pass; the waits between attempts do at once.
    if (milliseconds >= 1000) await new Promise((_, reject) => onAbort(signal, reject));
  },
  ...(profile === undefined ? {} : { profile }),
});
const onAbort = (signal: AbortSignal | undefined, reject: (reason: unknown) => void) =>
  signal?.addEventListener('abort', () => reject(signal.reason));

const sts = () => ({ AWS_ENDPOINT_URL_STS: `${services.origin}/`, AWS_REGION: 'eu-central-1' });
const container = () => ({
  AWS_CONTAINER_CREDENTIALS_FULL_URI: `${services.origin}/container`,
  AWS_CONTAINER_AUTHORIZATION_TOKEN: 'container-token',
});
const metadata = () => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: services.origin });

const failureOf = async (provider: CredentialProvider): Promise<ClientError> => {
  const error = await provider().catch((thrown: ClientError) => thrown);
  expect(error).toMatchObject({ name: 'ClientError' });
  // Nor in what a logger would print of it.
  const printed = inspect(error, { depth: 9, showHidden: true });
  const ids = ['AKIAALICE', 'ASIAWRONG', 'ASIANOTESBYAKIAALICE'];
  const secrets = ids.flatMap((id) => [secretOf(id), tokenOf(id)]);
  for (const secret of [...secrets, 'wrong-secret', 'web-token', 'container-token', 'hush']) {
    expect(printed).not.toContain(secret);
  }
  return error as ClientError;
};

describe('a role', () => {
  it('is assumed with all that the profile says, signed with its source', async () => {
    const found = await fromProfile(optionsOf(sts(), 'role'))();
    expect(found).toMatchObject({
      accessKeyId: 'ASIANOTESBYAKIAALICE',
      sessionToken: tokenOf('ASIANOTESBYAKIAALICE'),
    });
    expect(inspect(found)).not.toContain(secretOf('ASIANOTESBYAKIAALICE'));
    expect(services.asked).toEqual([
      {
        what: 'AssumeRole',
        signer: 'AKIAALICE',
        parameters: {
          Action: 'AssumeRole',
          Version: '2011-06-15',
          RoleArn: 'arn:aws:iam::123456789012:role/notes',
          RoleSessionName: 'me',
          ExternalId: '42',
          DurationSeconds: '900',
        },
      },
    ]);
  });

  it('is assumed by a role, with its session token', async () => {
    await fromProfile(optionsOf(sts(), 'chained'))();
    expect(services.asked.map(({ signer }) => signer)).toEqual([
      'AKIAALICE',
      'ASIANOTESBYAKIAALICE',
    ]);
    expect(services.asked[1]?.parameters.RoleSessionName).toMatch(/^ostiary-session-\d{13}$/);
  });

  it('is assumed with the code of the device that is asked for, once for each', async () => {
    const serials: string[] = [];
    const provider = fromProfile({
      ...optionsOf(sts(), 'code'),
      mfaCode: async (serial) => {
        serials.push(serial);
        return '123456';
      },
    });
    await Promise.all([provider(), provider()]);
    expect(serials).toEqual(['arn:aws:iam::123456789012:mfa/alice']);
    expect(services.asked[0]?.parameters).toMatchObject({
      SerialNumber: 'arn:aws:iam::123456789012:mfa/alice',
      TokenCode: '123456',
    });
  });

  it('is asked for again when STS throttles or gives no answer, but a code is used once', async () => {
    behaviour = { sts: { status: 500 } };
    await failureOf(fromProfile(optionsOf(sts(), 'role')));
    expect(services.asked).toHaveLength(3);
    const withCode = { ...optionsOf(sts(), 'code'), mfaCode: async () => '123456' };
    await failureOf(fromProfile(withCode));
    expect(services.asked).toHaveLength(4);
  });

  it.each([
    ['AWS_ENDPOINT_URL', 'role'],
    ['AWS_ENDPOINT_URL_STS', 'by-endpoint'],
    [undefined, 'by-endpoint'],
    [undefined, 'by-services'],
  ])('is asked for at %s under the profile %s', async (variable, profile) => {
    const environment: Record<string, string> = { AWS_DEFAULT_REGION: 'eu-central-1' };
    if (variable !== undefined) environment[variable] = services.origin;
    expect(await fromProfile(optionsOf(environment, profile))()).toMatchObject({
      accessKeyId: 'ASIANOTESBYAKIAALICE',
    });
  });

  it.each([
    [{ AWS_REGION: 'eu-west-1' }, 'https://sts.eu-west-1.amazonaws.com/'],
    [{ AWS_REGION: 'cn-north-1' }, 'https://sts.cn-north-1.amazonaws.com.cn/'],
    [{}, 'https://sts.us-east-1.amazonaws.com/'],
    [
      {
        AWS_ENDPOINT_URL_STS: 'https://sts.example/',
        AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
        AWS_REGION: 'eu-west-1',
      },
      'https://sts.eu-west-1.amazonaws.com/',
    ],
    [{ AWS_ENDPOINT_URL: 'https://iam.example/' }, 'https://iam.example/'],
  ])('is asked for under %j at %s', async (environment, endpoint) => {
    const urls: string[] = [];
    const provider = fromProfile({
      ...optionsOf(environment, 'role'),
      fetch: async (input) => {
        urls.push(String(input));
        return new Response('no', { status: 404 });
      },
    });
    expect((await failureOf(provider)).message).toContain('found status 404');
    expect(urls).toEqual([endpoint]);
  });

  it.each([
    [
      'a refusal that repeats the token',
      {},
      'wrong-secret',
      /SignatureDoesNotMatch.*\[secret\]; check the secret access key/,
    ],
    ['no XML', { sts: { body: '<AssumeRoleResponse' } }, 'role', /without `AccessKeyId`/],
    [
      'JSON',
      { sts: { body: '{"SecretAccessKey":"hush"}' } },
      'role',
      /without `AccessKeyId`, `SecretAccessKey`, `SessionToken`, `Expiration`; check that the endpoint/,
    ],
    [
      'no end',
      {
        sts: {
          body: '<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>A</AccessKeyId><SecretAccessKey>hush</SecretAccessKey><SessionToken>t</SessionToken></Credentials></AssumeRoleResult></AssumeRoleResponse>',
        },
      },
      'role',
      /without `Expiration`; check that the endpoint/,
    ],
    [
      'no code',
      { sts: { status: 403, body: 'hush' } },
      'role',
      /found status 403; check that the endpoint is that of STS/,
    ],
    [
      'an error without words',
      {
        sts: {
          status: 403,
          body: '<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>',
        },
      },
      'role',
      /found `AccessDenied`; allow it in the trust policy/,
    ],
  ])(
    'that STS answers with %s is an error without secrets',
    async (_, answer, profile, message) => {
      behaviour = answer;
      const error = await failureOf(fromProfile(optionsOf(sts(), profile)));
      expect(error.code).toBe('CredentialRetrieval');
      expect(error.message).toMatch(message);
      expect(error.message).toMatch(/^expected credentials from AssumeRole at `http:/);
    },
  );

  it.each([
    'sts.example',
    'ftp://sts.example',
    'file:///etc/passwd',
    'https://user:hush@sts.example/',
  ])('is not asked for at %s', async (endpoint) => {
    const error = await failureOf(
      fromProfile(optionsOf({ AWS_ENDPOINT_URL_STS: endpoint }, 'role')),
    );
    expect(error).toMatchObject({ code: 'InvalidConfig' });
  });

  it('of a web identity is asked for with the token as it is now, unsigned', async () => {
    const tokenFile = join(folder, 'token');
    let clock = Date.now();
    behaviour = { now: () => new Date(clock) };
    const provider = fromTokenFile({
      ...optionsOf({
        ...sts(),
        AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile,
        AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/web',
        AWS_ROLE_SESSION_NAME: 'pod',
      }),
      now: () => new Date(clock),
    });
    expect(await provider()).toMatchObject({ accessKeyId: 'ASIAWEBBYWEB' });
    expect(services.asked).toMatchObject([
      { signer: undefined, parameters: { RoleSessionName: 'pod', WebIdentityToken: 'web-token' } },
    ]);
    await writeFile(tokenFile, 'stale');
    clock += 3_600_000;
    const error = await failureOf(provider);
    expect(error.message).toMatch(
      /`InvalidIdentityToken`: not a token: \[secret\]; check the token/,
    );
    await rm(tokenFile);
    expect(await failureOf(provider)).toMatchObject({ code: 'ConfigNotFound' });
    await writeFile(tokenFile, 'web-token\n');
    expect(await provider()).toMatchObject({ accessKeyId: 'ASIAWEBBYWEB' });
  });
});

describe('the container endpoint', () => {
  it('is asked at the address of ECS for a relative one', async () => {
    const urls: string[] = [];
    const provider = fromContainer({
      ...optionsOf({ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/1' }),
      fetch: async (input) => {
        urls.push(String(input));
        return fetch(`${services.origin}/container`, {
          headers: { authorization: 'container-token' },
        });
      },
    });
    expect(await provider()).toMatchObject({ accessKeyId: 'ASIACONTAINER' });
    expect(urls).toEqual(['http://169.254.170.2/v2/credentials/1']);
  });

  it.each([
    'http://credentials.example/',
    'http://169.254.170.2.example/',
    'http://127.0.0.1.example/',
    'http://169.254.169.254/',
    'http://10.0.0.1/',
    'http://[::2]/',
    'ftp://localhost/',
    'https://user:hush@credentials.example/',
    'nowhere',
  ])('is not asked at %s', async (uri) => {
    const provider = fromContainer(optionsOf({ AWS_CONTAINER_CREDENTIALS_FULL_URI: uri }));
    expect(await failureOf(provider)).toMatchObject({ code: 'InvalidConfig' });
  });

  it.each(['@evil.example/', ':80@evil.example/', '.evil.example/', '\\\\evil.example/'])(
    'is not asked elsewhere by the relative address %s',
    async (uri) => {
      const hosts: string[] = [];
      const provider = fromContainer({
        ...optionsOf({ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: uri }),
        fetch: async (input) => {
          hosts.push(new URL(String(input)).hostname);
          return new Response('{}');
        },
      });
      await failureOf(provider);
      expect(hosts.filter((host) => host !== '169.254.170.2')).toEqual([]);
    },
  );

  it.each([
    'https://credentials.example/',
    'http://localhost/',
    'http://127.9.9.9/',
    'http://2130706433/',
    'http://[::1]/',
    'http://169.254.170.2/',
    'http://169.254.170.23/',
    'http://[fd00:ec2::23]/',
  ])('may be asked at %s', async (uri) => {
    const provider = fromContainer({
      ...optionsOf({ AWS_CONTAINER_CREDENTIALS_FULL_URI: uri }),
      fetch: async () => new Response('{}'),
    });
    expect(await failureOf(provider)).toMatchObject({ code: 'CredentialRetrieval' });
  });

  it.each(['a\r\nx-evil: 1', 'a\nb', 'grüße'])('is not sent the token %j', async (token) => {
    const environment = { ...container(), AWS_CONTAINER_AUTHORIZATION_TOKEN: token };
    expect(await failureOf(fromContainer(optionsOf(environment)))).toMatchObject({
      code: 'InvalidConfig',
    });
    expect(services.asked).toEqual([]);
  });

  it('is not asked without the token file that is named', async () => {
    const environment = {
      ...container(),
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: join(folder, 'gone'),
    };
    expect(await failureOf(fromContainer(optionsOf(environment)))).toMatchObject({
      code: 'InvalidConfig',
    });
  });

  it.each<[string, { status?: number; body?: string }, RegExp]>([
    ['no JSON', { body: 'hush' }, /without `AccessKeyId`/],
    ['a list', { body: '["hush"]' }, /without `AccessKeyId`/],
    [
      'no token',
      { body: '{"AccessKeyId":"A","SecretAccessKey":"hush","Expiration":"2099-01-01T00:00:00Z"}' },
      /without `Token`; check the address/,
    ],
    [
      'a date that is none',
      { body: '{"AccessKeyId":"A","SecretAccessKey":"hush","Token":"hush","Expiration":"soon"}' },
      /an `Expiration` that is no date/,
    ],
    ['a redirect', { status: 302, body: 'hush' }, /status 302/],
    ['404', { status: 404, body: 'hush' }, /status 404/],
  ])('that answers with %s is an error without secrets', async (_, answer, message) => {
    behaviour = { container: answer };
    const error = await failureOf(fromContainer(optionsOf(container())));
    expect(error).toMatchObject({ code: 'CredentialRetrieval' });
    expect(error.message).toMatch(message);
    expect(services.asked).toHaveLength(1);
  });

  it('is asked three times when it fails', async () => {
    behaviour = { container: { status: 500 } };
    await failureOf(fromContainer(optionsOf(container())));
    expect(services.asked).toHaveLength(3);
  });
});

describe('instance metadata', () => {
  it('is asked by version 2', async () => {
    expect(await fromInstanceMetadata(optionsOf(metadata()))()).toMatchObject({
      accessKeyId: 'ASIAINSTANCE',
      sessionToken: tokenOf('ASIAINSTANCE'),
    });
    expect(services.asked.map(({ what }) => what)).toEqual([
      'PUT /latest/api/token',
      'GET /latest/meta-data/iam/security-credentials/',
      'GET /latest/meta-data/iam/security-credentials/notes-role',
    ]);
  });

  it.each([403, 404, 405, 500])(
    'is not asked by version 1 after %i for the token',
    async (status) => {
      behaviour = { metadata: { '/latest/api/token': { status } } };
      await failureOf(fromInstanceMetadata(optionsOf(metadata())));
      expect(services.asked.map(({ what }) => what)).toEqual(['PUT /latest/api/token']);
    },
  );

  it.each([
    [{}, 'http://169.254.169.254/latest/api/token'],
    [{ AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: 'IPv6' }, 'http://[fd00:ec2::254]/latest/api/token'],
  ])('under %j is asked at %s, once, and is no error when it is not there', async (mode, url) => {
    const urls: string[] = [];
    const provider = fromInstanceMetadata({
      ...optionsOf(mode),
      fetch: async (input) => {
        urls.push(String(input));
        throw new TypeError('fetch failed');
      },
    });
    expect(await failureOf(provider)).toMatchObject({ code: 'NoCredentials' });
    expect(urls).toEqual([url]);
  });

  it('is asked as often, and waited for as long, as the environment says', async () => {
    const waits: number[] = [];
    const provider = fromInstanceMetadata({
      ...optionsOf({
        ...metadata(),
        AWS_METADATA_SERVICE_NUM_ATTEMPTS: '2',
        AWS_METADATA_SERVICE_TIMEOUT: '5',
      }),
      random: () => 0,
      fetch: async () => {
        throw new TypeError('fetch failed');
      },
      sleep: async (milliseconds) => {
        waits.push(milliseconds);
      },
    });
    await failureOf(provider);
    expect(waits).toEqual([5000, 0, 5000]);
  });

  it.each(['true', 'TRUE', '1'])('is not asked when it is turned off by %s', async (value) => {
    const environment = { ...metadata(), AWS_EC2_METADATA_DISABLED: value };
    expect(await failureOf(fromInstanceMetadata(optionsOf(environment)))).toMatchObject({
      code: 'NoCredentials',
    });
    expect(services.asked).toEqual([]);
  });

  it.each([
    { AWS_EC2_METADATA_SERVICE_ENDPOINT: 'nowhere' },
    { AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://user:hush@metadata.example' },
    { AWS_EC2_METADATA_SERVICE_ENDPOINT: '', AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: 'IPv5' },
    { AWS_METADATA_SERVICE_TIMEOUT: '0' },
    { AWS_METADATA_SERVICE_NUM_ATTEMPTS: 'many' },
  ])('is not asked under %j', async (environment) => {
    const options = optionsOf({ ...metadata(), ...environment });
    expect(await failureOf(fromInstanceMetadata(options))).toMatchObject({ code: 'InvalidConfig' });
  });

  const path = '/latest/meta-data/iam/security-credentials/';
  it.each<[string, string, { status?: number; body?: string }, string, RegExp]>([
    ['no role', path, { status: 404 }, 'NoCredentials', /no role/],
    ['a page', path, { body: '<html>hush' }, 'CredentialRetrieval', /no name of a role/],
    ['a path', path, { body: '../../hush' }, 'CredentialRetrieval', /no name of a role/],
    ['401', path, { status: 401 }, 'CredentialRetrieval', /status 401/],
    [
      'a failure',
      `${path}notes-role`,
      { body: '{"Code":"AssumeRoleUnauthorizedAccess","Message":"hush"}' },
      'CredentialRetrieval',
      /could not issue any for the role `notes-role`/,
    ],
    ['no JSON', `${path}notes-role`, { body: 'hush' }, 'CredentialRetrieval', /`AccessKeyId`/],
  ])('that answers with %s is an error without secrets', async (_, at, answer, code, message) => {
    behaviour = { metadata: { [at]: answer } };
    const error = await failureOf(fromInstanceMetadata(optionsOf(metadata())));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });
});

describe('a credential process', () => {
  const run = async (command: string, environment: Record<string, string> = {}) => {
    const configFile = join(folder, `process-${Math.random()}`);
    await writeFile(configFile, `[profile p]\ncredential_process = ${command}\n`);
    return fromProfile({ ...optionsOf(environment, 'p'), configFile });
  };
  const key = '"Version":1,"AccessKeyId":"A","SecretAccessKey":"hush"';

  it('is run by the shell in the environment that is given', async () => {
    const provider = await run('printf "$PRINTED"', { PRINTED: `{${key}}` });
    expect(await provider()).toMatchObject({ accessKeyId: 'A' });
  });

  it('is run again when what it printed nears its end', async () => {
    let clock = Date.now();
    const expiration = new Date(clock + 3_600_000).toISOString();
    const counter = join(folder, 'counter');
    const configFile = join(folder, 'process');
    const printed = `{${key},"Expiration":"${expiration}"}`;
    await writeFile(
      configFile,
      `[profile p]\ncredential_process = echo x >> ${counter} && printf '${printed}'\n`,
    );
    const now = () => new Date(clock);
    const provider = fromProfile({ ...optionsOf({}, 'p'), configFile, now });
    await provider();
    await provider();
    clock += 55 * 60_000;
    await provider();
    expect(await readFile(counter, 'utf8')).toBe('x\nx\n');
  });

  it.each([
    ['ends with a code', 'echo hush; echo hush >&2; exit 7', /ended with code `7`; run it by hand/],
    ['is not there', '/no/such/hush 2>/dev/null', /ended with code `127`/],
    ['prints nothing', 'true', /that it printed no JSON object/],
    ['prints no JSON', 'echo hush', /that it printed no JSON object/],
    ['prints a list', `echo '["hush"]'`, /that it printed no JSON object/],
    ['prints another version', `echo '{"Version":2,"SecretAccessKey":"hush"}'`, /`Version` than 1/],
    ['prints no key', `echo '{"Version":1,"SecretAccessKey":"hush"}'`, /without `AccessKeyId`/],
    ['prints too much', 'head -c 100000 /dev/zero', /printed more than 65536 characters/],
    [
      'prints what has expired',
      `echo '{${key},"Expiration":"2020-01-01T00:00:00Z"}'`,
      /the profile `p` that are valid now/,
    ],
  ])('that %s is an error without what it printed', async (_, command, message) => {
    const error = await failureOf(await run(command));
    expect(error).toMatchObject({ code: 'CredentialRetrieval' });
    expect(error.message).toMatch(message);
  });
});

it('a client asks for a role once, however many requests it sends at once', async () => {
  const client = createClient({
    credentials: fromProfile(optionsOf(sts(), 'role')),
    region: 'eu-central-1',
    service: 'sts',
  });
  const body = 'Action=AssumeRole&RoleArn=next';
  const send = () => client.fetch(`${services.origin}/`, { method: 'POST', body });
  await Promise.all(Array.from({ length: 20 }, send));
  const signers = services.asked.map(({ signer }) => signer);
  expect(signers.filter((signer) => signer === 'AKIAALICE')).toHaveLength(1);
  expect(signers.filter((signer) => signer === 'ASIANOTESBYAKIAALICE')).toHaveLength(20);
});
