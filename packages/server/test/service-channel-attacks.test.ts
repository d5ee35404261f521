// What a guarded service with a valid role sends over the channel to get more than its own, each beside what passes.
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { createClient } from '@ostiary/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT_ID, type ControlPlane, ROOT, startControlPlane } from './control-plane.js';
import {
  assume,
  createRole,
  createUser,
  openChannel,
  REGION,
  rootClient,
} from './guarded-notes.js';
import type { Key } from './raw-call.js';

const today = () => new Date().toISOString().slice(0, 10).replaceAll('-', '');
const BASE = '/service-channel/v1/services';

let plane: ControlPlane;
let notes: Key;
let other: Key;

beforeAll(async () => {
  plane = await startControlPlane();
  notes = (await openChannel(plane, 'notes')).credentials;
  other = (await openChannel(plane, 'billing')).credentials;
  expect((await send(notes, 'PUT', 'notes/definition', { name: 'notes' })).status).toBe(204);
});
afterAll(() => plane.close());

interface Answer {
  readonly status: number;
  readonly code: string | undefined;
}

async function send(
  credentials: Key,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const client = createClient({
    credentials,
    region: REGION,
    service: 'ostiary',
    attempts: 1,
  });
  const answer = await client.fetch(`${plane.url}${BASE}/${path}`, {
    ...{ method, headers: { 'content-type': 'application/json', accept: 'application/json' } },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const code = answer.ok ? undefined : JSON.parse(text).Error?.Code;
  return { status: answer.status, code };
}

const query = (more: object = {}, scope: object = {}) => ({
  accessKeyId: ROOT.accessKeyId,
  scope: { date: today(), region: REGION, service: 'notes', ...scope },
  ...more,
});
const asksForKeys = (body: unknown, credentials = notes, service = 'notes') =>
  send(credentials, 'POST', `${service}/signing-keys`, body);
const passes = async () => expect((await asksForKeys(query())).status).toBe(200);

describe('a question for signing keys is refused', () => {
  it.each<readonly [string, unknown, number]>([
    ...['iam', 'sts', 'ostiary', 'billing', 'IAM', 'notes ', 'notes/iam', ''].map(
      (service) => [`in the scope of \`${service}\``, query({}, { service }), 403] as const,
    ),
    ['for a day that is no date', query({}, { date: '2026ab01' }), 400],
    ['with a key id that no signature can name', query({ accessKeyId: 'A\u0000B' }), 400],
    ['with half a character as key id', query({ accessKeyId: '\ud800' }), 400],
    ['with a key id that is too long', query({ accessKeyId: 'A'.repeat(129) }), 400],
    ['with a session token that is too long', query({ sessionToken: 'A'.repeat(16_385) }), 400],
    ['with a member too many', query({ service: 'iam' }), 400],
    ['as a list', [query()], 400],
    ['as no JSON', '{', 400],
    ['as nothing', undefined, 400],
  ])('%s', async (_what, body, status) => {
    expect((await asksForKeys(body)).status).toBe(status);
    await passes();
  });

  it.each(['iam', 'sts', 'ostiary', 'notes%2f..%2fiam', 'NOTES'])(
    'under the path of %s',
    async (service) => {
      const { status } = await asksForKeys(query({}, { service }), notes, service);
      expect([400, 403]).toContain(status);
      await passes();
    },
  );

  it('with the token of a session that nobody issued there is none', async () => {
    const { accessKeyId } = notes;
    const forged = query({ accessKeyId, sessionToken: 'A'.repeat(200) });
    expect(await asksForKeys(forged)).toEqual({ status: 404, code: 'NoSuchEntity' });
    const { sessionToken } = notes;
    expect((await asksForKeys(query({ accessKeyId, sessionToken }))).status).toBe(200);
  });
});

describe('a question for policies is refused', () => {
  const user = {
    ...{ type: 'User', arn: `arn:aws:iam::${ACCOUNT_ID}:user/x`, accountId: ACCOUNT_ID },
    userName: 'x',
  };
  const session = {
    ...{ type: 'AssumedRole', arn: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/a/bb` },
    ...{ accountId: ACCOUNT_ID, roleArn: `arn:aws:iam::${ACCOUNT_ID}:role/a`, sessionName: 'bb' },
  };
  it.each([
    ['a name with a control character', { ...user, userName: 'x\u0000' }],
    ['half a character', { ...user, userName: '\ud800' }],
    ['a name that is too long', { ...user, userName: 'é'.repeat(2000) }],
    ['an id with a control character', { ...user, userId: '\u0001' }],
    ['a session id with a control character', { ...session, sessionId: '\u0002' }],
    ['a service', { type: 'Service', service: 'notes' }],
    ['nobody', { type: 'Anonymous' }],
    ['a prototype', `${JSON.stringify(user).slice(0, -1)},"__proto__":{}}`],
  ])('about %s', async (_what, body) => {
    const answer = await send(notes, 'POST', 'notes/principal-policies', body);
    expect(answer).toEqual({ status: 400, code: 'ValidationError' });
    const known = { type: 'Root', arn: `arn:aws:iam::${ACCOUNT_ID}:root`, accountId: ACCOUNT_ID };
    expect((await send(notes, 'POST', 'notes/principal-policies', known)).status).toBe(200);
    expect((await send(notes, 'POST', 'notes/principal-policies', user)).status).toBe(404);
  });
});

describe('a definition is refused', () => {
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  it.each([
    ['of another service', 'notes', { name: 'billing' }, 400],
    ['of iam', 'iam', { name: 'iam' }, 403],
    ['of organizations', 'organizations', { name: 'organizations' }, 403],
    [
      'that is longer than a body may be',
      'notes',
      { name: 'notes', x: 'y'.repeat(1_100_000) },
      413,
    ],
    ['that is longer than is kept', 'notes', { name: 'notes', x: 'y'.repeat(300_000) }, 400],
    ['that is nested without end', 'notes', `{"name":"notes","x":${deep(50_000)}}`, 400],
    [
      'whose policies are nested without end',
      'notes',
      `{"name":"notes","managedPolicies":{"NotesX":{"document":${deep(2000)}}}}`,
      400,
    ],
    ['that is a list', 'notes', [{ name: 'notes' }], 400],
  ])('%s', async (_what, service, body, status) => {
    expect((await send(notes, 'PUT', `${service}/definition`, body)).status).toBe(status);
    expect((await send(notes, 'PUT', 'notes/definition', { name: 'notes' })).status).toBe(204);
  });

  it('of a service that another role has', async () => {
    const answer = await send(other, 'PUT', 'notes/definition', { name: 'notes' });
    expect(answer).toEqual({ status: 403, code: 'AccessDenied' });
  });
});

describe('audit records', () => {
  const record = (more: object) => ({
    ...{ recordType: 'decision', eventTime: new Date().toISOString(), requestID: 'r' },
    ...more,
  });
  const sends = (records: unknown, credentials = notes) =>
    send(credentials, 'POST', 'notes/audit-records', { records });

  it.each([
    ['more than 500 at once', Array.from({ length: 501 }, () => record({}))],
    ['of a type that there is not', [record({ recordType: 'login' })]],
    ['without a time', [record({ eventTime: 'yesterday' })]],
    ['that are none', ['x']],
  ])('are refused, %s', async (_what, records) => {
    expect((await sends(records)).status).toBe(400);
    expect((await sends([record({})])).status).toBe(204);
  });

  it('of a service that another role has are refused, and nothing is written', async () => {
    expect((await sends([record({ requestID: 'intruder' })], other)).status).toBe(403);
    expect(plane.logText()).not.toContain('"requestID":"intruder"');
  });

  it('stay one line each, whatever is in them', async () => {
    const userAgent = 'x"}\n{"level":"info","log":"audit","requestID":"smuggled"}';
    expect((await sends([record({ requestID: 'multi-line', userAgent })])).status).toBe(204);
    expect(plane.log()).toContainEqual(expect.objectContaining({ requestID: 'multi-line' }));
    expect(plane.log().map(({ requestID }) => requestID)).not.toContain('smuggled');
  });
});

describe('a caller that is not the role of the service', () => {
  it('is refused as a role of another account that may do everything there', async () => {
    const accountId = '210987654321';
    const root = createClient({ credentials: ROOT, region: REGION, service: 'ostiary' });
    const made = await root.fetch(`${plane.url}/deployment/v1/accounts`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ id: accountId, name: 'second' }),
    });
    const { rootAccessKey } = await made.json();
    const iam = new IAMClient({
      ...{ endpoint: plane.url, region: 'us-east-1', credentials: rootAccessKey },
    });
    const statement = (more: object) =>
      JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', ...more } });
    const foreignHost = await createUser(iam, 'foreign-host');
    const RoleName = 'notes-service';
    const AssumeRolePolicyDocument = statement({
      ...{ Principal: { AWS: `arn:aws:iam::${accountId}:user/foreign-host` } },
      Action: 'sts:AssumeRole',
    });
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    const PolicyDocument = statement({ Action: '*', Resource: '*' });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'all', PolicyDocument }));
    const sts = new STSClient({ endpoint: plane.url, region: REGION, credentials: foreignHost });
    const RoleArn = `arn:aws:iam::${accountId}:role/notes-service`;
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'one' }),
    );
    const foreign = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    for (const [method, path, body] of [
      ['POST', 'notes/signing-keys', query()],
      ['PUT', 'notes/definition', { name: 'notes' }],
      ['PUT', 'free/definition', { name: 'free' }],
      ['GET', 'notes/changes', undefined],
    ] as const) {
      const answer = await send(foreign, method, path, body);
      expect(answer, path).toEqual({ status: 403, code: 'AccessDenied' });
    }
    await passes();
  });

  it('is refused as a session of the role from before it was made again', async () => {
    const iam = rootClient(plane);
    const host = await createUser(iam, 'gone-host');
    const statement = { Action: 'ostiary:*' };
    await createRole(iam, 'gone', 'gone-host', statement);
    const session = await assume(plane, host, 'gone');
    expect((await send(session, 'PUT', 'gone/definition', { name: 'gone' })).status).toBe(204);
    await iam.send(new DeleteRolePolicyCommand({ RoleName: 'gone', PolicyName: 'own' }));
    await iam.send(new DeleteRoleCommand({ RoleName: 'gone' }));
    const gone = { status: 403, code: 'InvalidClientTokenId' };
    expect(await send(session, 'GET', 'gone/changes')).toEqual(gone);
    await createRole(iam, 'gone', 'gone-host', statement);
    expect(await send(session, 'GET', 'gone/changes')).toEqual(gone);
    const remade = await assume(plane, host, 'gone');
    expect(await send(remade, 'PUT', 'gone/definition', { name: 'gone' })).toEqual({
      ...{ status: 403, code: 'AccessDenied' },
    });
  });
});

describe('a signed request that is caught on its way', () => {
  /** The request as it would have been sent. */
  const sign = async (service = 'ostiary') => {
    let caught: Request | undefined;
    const client = createClient({
      ...{ credentials: notes, region: REGION, service, attempts: 1 },
      fetch: async (input, init) => {
        caught = new Request(input, init);
        return new Response();
      },
    });
    const body = JSON.stringify(query());
    const headers = { 'content-type': 'application/json' };
    await client.fetch(`${plane.url}${BASE}/notes/signing-keys`, { method: 'POST', headers, body });
    if (caught === undefined) throw new Error('nothing was sent');
    const signed: Record<string, string> = {};
    caught.headers.forEach((value, name) => {
      signed[name] = value;
    });
    return { url: caught.url, method: 'POST', headers: signed, body };
  };
  const deliver = async ({ url, ...init }: Awaited<ReturnType<typeof sign>>) =>
    (await fetch(url, init)).status;

  it('is of no use for another question', async () => {
    const caught = await sign();
    expect(await deliver({ ...caught, body: JSON.stringify(query({ x: 1 })) })).toBe(403);
    const url = caught.url.replace('notes', 'billing');
    expect(await deliver({ ...caught, url })).toBe(403);
    expect(await deliver({ ...caught, method: 'PUT' })).toBe(403);
    const headers = { ...caught.headers, 'x-amz-date': '20200101T000000Z' };
    expect(await deliver({ ...caught, headers })).toBe(403);
    expect(await deliver(await sign('iam'))).toBe(403);
    expect(await deliver(caught)).toBe(200);
  });
});
