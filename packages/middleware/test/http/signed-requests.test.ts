// Requests that are signed by independent signers, and what they are answered.
import { XMLParser } from 'fast-xml-parser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { notesService } from '../notes-service.js';
import { adapters, type RunningApp, startApp } from './notes-app.js';
import { call, expectRefusal, send, signed } from './send.js';
import { bob, carol, lister, reader, signers, smithy } from './signers.js';

const ALICE_ARN = 'arn:aws:iam::123456789012:user/alice';

describe.each(adapters)('signed requests on $name', (adapter) => {
  let app: RunningApp;
  beforeEach(async () => {
    app = await startApp(adapter);
  });
  afterEach(() => app.close());

  describe.each(signers)('by $name', (signer) => {
    it('an allowed one reaches its handler, which knows the caller', async () => {
      const { status, headers, text } = await call(app, { target: '/notes/bob/x' }, { signer });
      expect(status).toBe(200);
      expect(JSON.parse(text)).toEqual({
        handler: 'get',
        parameters: { owner: 'bob', id: 'x' },
        caller: ALICE_ARN,
      });
      expect(headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('a body is verified and still parsed', async () => {
      const body = JSON.stringify({ text: 'grüße', tags: { colour: 'red' } });
      const sketch = { method: 'PUT', target: '/notes/alice/x', body };
      const { status, text } = await call(app, sketch, { signer });
      expect(status).toBe(200);
      expect(JSON.parse(text).body).toEqual({ text: 'grüße', tags: { colour: 'red' } });
    });

    it('a query and an encoded path are verified and decoded', async () => {
      const target = '/notes/b%C3%B6b%20smith?folder=a%20b&z=1&folder=c';
      const { status, text } = await call(app, { target }, { signer });
      expect(status).toBe(200);
      expect(JSON.parse(text).parameters).toEqual({ owner: 'böb smith' });
    });

    it('temporary credentials pass with their token', async () => {
      const options = { signer, credentials: reader };
      const { status, text } = await call(app, { target: '/notes/bob/x' }, options);
      expect(status).toBe(200);
      expect(JSON.parse(text).caller).toContain('assumed-role/Reader/night-shift');
    });

    it('what no policy allows is refused, naming who, what and where', async () => {
      const sketch = { method: 'PUT', target: '/notes/bob/x', body: '{}' };
      const document = expectRefusal(app, await call(app, sketch, { signer }), {
        code: 'AccessDeniedException',
      });
      expect(document.message).toBe(
        `User: ${ALICE_ARN} is not authorized to perform: notes:PutNote on resource: arn:aws:notes:eu-west-1:123456789012:note/bob/x because no identity-based policy allows the notes:PutNote action`,
      );
    });
  });

  it('an explicit deny is refused as one', async () => {
    const answer = await call(app, { target: '/notes/alice/diary' }, { credentials: bob });
    const error = expectRefusal(app, answer, { code: 'AccessDeniedException' });
    expect(error.message).toMatch(
      /user\/bob is not authorized to perform: notes:GetNote on resource: \S+:note\/alice\/diary with an explicit deny in an identity-based policy$/,
    );
    expect(error.explanation).toBeUndefined();
    expect(answer.text).not.toContain('NoDiaries');
  });

  it('in development a refusal names the statement and its policy', async () => {
    await app.close();
    app = await startApp(adapter, { explain: true });
    const denied = await call(app, { target: '/notes/alice/diary' }, { credentials: bob });
    const error = expectRefusal(app, denied, { code: 'AccessDeniedException' });
    expect(error.explanation?.join()).toContain(
      'denied by statement `NoDiaries` of identity-based policy `NoDiaries`',
    );
    const missing = await call(app, { target: '/admin/x' });
    const document = expectRefusal(app, missing, { code: 'AccessDeniedException' });
    expect(document.explanation?.[0]).toContain('no identity-based policy allows');
  });

  it('a session reaches what its role may and no more', async () => {
    expect((await call(app, { target: '/notes/bob' }, { credentials: reader })).status).toBe(200);
    const { length } = app.visits;
    const sketch = { method: 'PUT', target: '/notes/reader/x', body: '{}' };
    expect((await call(app, sketch, { credentials: reader })).status).toBe(403);
    expect(app.visits).toHaveLength(length);
  });

  it('a session policy limits its session', async () => {
    const options = { credentials: lister };
    const error = expectRefusal(app, await call(app, { target: '/notes/bob/x' }, options), {
      code: 'AccessDeniedException',
    });
    expect(error.message).toContain('because no session policy allows the notes:GetNote action');
    expect((await call(app, { target: '/notes/bob' }, options)).status).toBe(200);
  });

  it('a boundary limits its user', async () => {
    const options = { credentials: carol };
    const sketch = { method: 'PUT', target: '/notes/carol/x', body: '{}' };
    const error = expectRefusal(app, await call(app, sketch, options), {
      code: 'AccessDeniedException',
    });
    expect(error.message).toContain('because no permissions boundary allows');
    expect((await call(app, { target: '/notes/carol/x' }, options)).status).toBe(200);
  });

  it('tags of the principal count', async () => {
    expect((await call(app, { target: '/report' })).status).toBe(200);
    expect((await call(app, { target: '/report' }, { credentials: bob })).status).toBe(403);
  });

  describe('the format of a refusal in the dialect `query`', () => {
    beforeEach(async () => {
      await app.close();
      app = await startApp(adapter, { service: { ...notesService, dialect: 'query' } });
    });
    const formats = [
      { accept: 'application/json', type: 'application/json' },
      { accept: 'application/xml', type: 'application/xml' },
      { accept: 'text/xml', type: 'text/xml' },
      { accept: 'application/xml;q=0.5, application/json;q=0.4', type: 'application/xml' },
      { accept: 'text/html, */*;q=0.1', type: 'text/xml' },
      { accept: '*/*', type: 'text/xml' },
      { accept: 'image/png', type: 'text/xml' },
      { accept: ';;,,q=', type: 'text/xml' },
      { accept: 'application/xml;q=0', type: 'text/xml' },
    ];
    it.each(formats)('is $type for `$accept`', async ({ accept, type }) => {
      const answer = await send(
        app,
        await signed(app, { target: '/admin/x', headers: { accept } }),
      );
      expect(answer.headers['content-type']).toBe(`${type}; charset=utf-8`);
      const document = type.endsWith('xml')
        ? new XMLParser().parse(answer.text).ErrorResponse
        : JSON.parse(answer.text);
      expect(document).toMatchObject({ Error: { Type: 'Sender', Code: 'AccessDenied' } });
      expect(document.RequestId).toBe(answer.headers['x-amzn-requestid']);
    });

    it('is not one to be kept or compared', async () => {
      const { headers } = await call(app, { target: '/admin/x' });
      expect(headers['cache-control']).toBe('no-store');
      expect(headers.etag).toBeUndefined();
    });

    it('escapes in XML what the caller wrote', async () => {
      const target = '/notes/alice/%3Cb%3E%26%EF%BF%BE%5D%5D%3E';
      const headers = { accept: 'application/xml' };
      const sketch = { method: 'DELETE', target, headers };
      const answer = await call(app, sketch, { credentials: bob, signer: smithy });
      expect(answer.text).toContain('&lt;b&gt;&amp;');
      expect(answer.text).not.toContain('\uFFFE');
      const document = new XMLParser().parse(answer.text);
      expect(document.ErrorResponse.Error.Message).toContain('note/alice/<b>&');
    });
  });
});
