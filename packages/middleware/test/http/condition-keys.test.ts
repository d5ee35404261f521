// What requests say about themselves, and what they cannot say.
import { gzipSync } from 'node:zlib';
import { parsePolicy } from '@ostiary/policy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adapters, type RunningApp, startApp } from './notes-app.js';
import { call, expectRefusal, sendExactly, signed } from './send.js';
import { alice, type Signer, smithy } from './signers.js';

const target = '/notes/alice/x';

/** Leaves content-type out of what it signs, as curl and aws4fetch do. */
const bare: Signer = {
  name: 'without content-type',
  sign: ({ headers: { 'content-type': _type, ...headers }, ...request }, options) =>
    smithy.sign({ ...request, headers }, options),
};

describe.each(adapters)('condition keys on $name', (adapter) => {
  let app: RunningApp;
  beforeEach(async () => {
    app = await startApp(adapter);
  });
  afterEach(() => app.close());

  const putTags = async (body: string | Uint8Array, headers: Record<string, string> = {}) =>
    sendExactly(app, await signed(app, { method: 'PUT', target, body, headers }));

  it.each([
    '{"tags":{"colour":"red"}}',
    '{"tags":{"keep":"false"}}',
    '{"tags":{"keep ":"true"}}',
    '{"tags":{"__proto__":"x","constructor":"y","toString":"z"}}',
    '{"tags":{"count":1,"done":true}}',
    '{"tags":{}}',
    '{"tags":null}',
    '{}',
    '[]',
    '"text"',
    'null',
    '{"__proto__":{"tags":{"keep":"true"}}}',
    '\uFEFF{"tags":{"colour":"red"}}',
  ])('a body %s passes', async (body) => {
    expect((await putTags(body)).status).not.toBe(403);
    expect(app.records[0]).toMatchObject({ outcome: 'allowed' });
  });

  it.each([
    '{"tags":{"keep":"true"}}',
    '{"tags":{"KEEP":"true"}}',
    '{"tags":{"keep":true}}',
    '{"tags":{"keep":"true","KEEP":"false"}}',
    '{"tags":{"KEEP":"false","keep":"true"}}',
    '{"tags":{"keep":"false"},"tags":{"keep":"true"}}',
    '{"tags":{"\\u006beep":"true"}}',
    '{"tags":{"forbidden":"x"}}',
    '{"tags":{"__proto__":"x","forbidden":"x"}}',
  ])('the tags of %s are denied', async (body) => {
    const error = expectRefusal(app, await putTags(body), { code: 'AccessDeniedException' });
    expect(error.message).toContain('with an explicit deny');
  });

  const malformed = { code: 'SerializationException', status: 400 };
  it.each([
    '{"tags":{"keep":["true"]}}',
    '{"tags":{"keep":{"true":1}}}',
    '{"tags":{"keep":null}}',
    '{"tags":[{"Key":"keep","Value":"true"}]}',
    '{"tags":["forbidden"]}',
    '{"tags":"keep=true"}',
    '{"tags":1}',
    `{"tags":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    '{"tags":',
    'tags[keep]=true',
    "{'tags':{}}",
    'NaN',
    '\0',
  ])('a body %.40s is refused as malformed', async (body) => {
    expectRefusal(app, await putTags(body), malformed);
  });

  it('a body that is no UTF-8 is refused as malformed', async () => {
    expectRefusal(app, await putTags(Buffer.from('{"tags":{"a":"\xFF"}}', 'latin1')), malformed);
    const utf16 = Buffer.from('{"tags":{"keep":"true"}}', 'utf16le');
    expectRefusal(app, await putTags(utf16), malformed);
  });

  it.each([
    'application/x-www-form-urlencoded',
    'text/plain',
    'application/json; charset=utf-7',
    'application/json; charset=utf-16le',
    'application/json; charset=utf-8; charset=utf-7',
    'application/json-seq',
    'multipart/form-data; boundary=x',
    '',
  ])('a body that says `%s` is refused as malformed', async (type) => {
    const body = '{"tags":{"+AGsAZQBlAHA-":"true"},"x":"&tags[keep]=true"}';
    const error = expectRefusal(app, await putTags(body, { 'content-type': type }), malformed);
    expect(error.message).toContain('application/json');
    const control = await putTags(body, { 'content-type': 'application/json; charset=UTF-8' });
    expect(control.status).toBe(200);
  });

  it('a body of two content types is refused as malformed', async () => {
    const { headers } = await signed(app, { method: 'PUT', target, body: '{}' }, { signer: bare });
    const request = { method: 'PUT', target, body: '{}' };
    const json = 'application/json';
    const once = await sendExactly(app, {
      ...request,
      headers: { ...headers, 'content-type': json },
    });
    expect(once.status).toBe(200);
    app.visits.splice(0);
    const twice = { ...headers, 'content-type': [json, 'application/x-www-form-urlencoded'] };
    expectRefusal(app, await sendExactly(app, { ...request, headers: twice }), malformed);
  });

  it('a compressed body is refused as malformed', async () => {
    const body = gzipSync('{"tags":{"keep":"true"}}');
    expectRefusal(app, await putTags(body, { 'content-encoding': 'gzip' }), malformed);
    expectRefusal(app, await putTags('{}', { 'content-encoding': 'br' }), malformed);
  });

  it('a body says nothing where no rule reads it', async () => {
    const body = 'a=1&b=2';
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await call(app, { method: 'POST', target: '/forms', body, headers });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text).body).toEqual({ a: '1', b: '2' });
  });

  it.each([
    '?folder=secret',
    '?folder=public&folder=secret',
    '?folder=secret&folder=public',
    '?%66older=secret',
    '?folder=s%65cret',
    '?a&&folder=secret&',
  ])('a query %s is denied', async (query) => {
    const answer = await sendExactly(app, await signed(app, { target: `/notes/alice${query}` }));
    expectRefusal(app, answer, { code: 'AccessDeniedException' });
  });

  it.each(['folder[]', '[folder]', '[folder][]', 'folder[0]', 'folder%5B%5D'])(
    'a query with %s, which readers differ on, is refused whatever it says',
    async (name) => {
      for (const value of ['secret', 'public']) {
        const target = `/notes/alice?${name}=${value}`;
        const answer = await sendExactly(app, await signed(app, { target }));
        expectRefusal(app, answer, { code: 'InvalidRequest', status: 400 });
      }
    },
  );

  it.each(['', '?', '?folder=public', '?folders=secret', '?Folder=secret', '?x=folder=secret'])(
    'a query `%s` passes',
    async (query) => {
      const answer = await sendExactly(app, await signed(app, { target: `/notes/alice${query}` }));
      expect(answer.status).toBe(200);
    },
  );

  it('a header that comes twice has both values', async () => {
    const announce = { method: 'POST', target: '/announcements' };
    const one = await call(app, { ...announce, headers: { 'x-channel': 'news' } });
    expect(one.status).toBe(200);
    const request = await signed(app, { ...announce, headers: { 'x-channel': 'news,alarm' } });
    const headers = { ...request.headers, 'x-channel': ['news', 'alarm'] };
    const two = await sendExactly(app, { ...request, headers });
    expect({ status: two.status, text: two.text }).toMatchObject({ status: 403 });
    expect(two.text).toContain('explicit deny');
  });

  it('a tag of the resource denies, in any case', async () => {
    const note = { method: 'DELETE', target: '/notes/alice/list' };
    expect((await call(app, note)).status).toBe(200);
    for (const name of ['contract', 'will']) {
      const answer = await call(app, { ...note, target: `/notes/alice/${name}` });
      expect(answer.status).toBe(403);
      expect(answer.text).toContain('explicit deny');
    }
    expect(app.visits).toEqual(['delete']);
  });

  it('headers replace nothing that the gate knows', async () => {
    const headers = { 'user-agent': 'aws:SourceIp=10.0.0.1', 'aws-sourceip': '10.0.0.1' };
    const policy = parsePolicy({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: 'notes:GetNote',
        Resource: '*',
        Condition: {
          IpAddress: { 'aws:SourceIp': '127.0.0.1' },
          StringEquals: {
            'aws:username': 'alice',
            'aws:PrincipalType': 'User',
            'aws:UserAgent': 'aws:SourceIp=10.0.0.1',
            'aws:RequestedRegion': 'eu-west-1',
            'aws:ResourceAccount': '123456789012',
          },
          Bool: { 'aws:SecureTransport': 'false' },
          DateEquals: { 'aws:CurrentTime': '2026-11-23T12:00:00Z' },
        },
      },
    });
    if (!policy.ok) throw new Error('expected a policy');
    const named = { name: 'exact', policy: policy.value };
    await app.close();
    app = await startApp(adapter, {
      policies: async () => ({
        ...{ identity: [named], permissionsBoundary: null, session: null },
        ...{ tags: new Map(), revision: 0 },
      }),
    });
    const answer = await call(app, { target, headers }, { credentials: alice });
    expect(answer.status).toBe(200);
  });
});
