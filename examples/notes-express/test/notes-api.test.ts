// The notes API over HTTP, as alice and as bob.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Sha256 } from '@aws-crypto/sha256-js';
import { createClient } from '@ostiary/client';
import type { AuditRecord } from '@ostiary/middleware';
import { readAccountFile } from '@ostiary/middleware/account-file';
import { unmappedRoutes } from '@ostiary/middleware/express';
import { SignatureV4 } from '@smithy/signature-v4';
import supertest from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../src/app.js';
import { notesService, REGION } from '../src/notes-service.js';
import { seedNotebook } from '../src/seed-notebook.js';

const accountFile = fileURLToPath(new URL('../account.json', import.meta.url));
const accountText = readFileSync(accountFile, 'utf8');

const alice = {
  accessKeyId: 'AKIAEXAMPLEALICE0001',
  secretAccessKey: 'alice-demo-secret-not-for-production-use',
};
const bob = {
  accessKeyId: 'AKIAEXAMPLEBOB000001',
  secretAccessKey: 'bobbb-demo-secret-not-for-production-use',
};

let folder: string;
let server: Server;
let url: string;
let records: AuditRecord[];

async function start(account = accountFile): Promise<void> {
  records = [];
  const audit = { record: (record: AuditRecord) => void records.push(record) };
  server = createServer(
    createApp({ identities: { ...readAccountFile(account), audit }, notebook: seedNotebook() }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('expected a port');
  url = `http://127.0.0.1:${address.port}`;
}

async function stop(): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

function variant(change: (text: string) => string): string {
  const file = join(folder, 'account.json');
  const text = change(accountText);
  if (text === accountText) throw new Error('expected a change');
  writeFileSync(file, text);
  return file;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ostiary-'));
  await start();
});
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});

interface Call {
  readonly as?: typeof alice;
  readonly method?: string;
  readonly path: string;
  readonly note?: unknown;
}

async function call({ as = alice, method = 'GET', path, note }: Call) {
  const client = createClient({ credentials: as, region: REGION, service: notesService.name });
  const content =
    note === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(note) };
  const answer = await client.fetch(url + path, { method, ...content });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
}

describe('the notes API', () => {
  it('lets a group read everything', async () => {
    expect(await call({ path: '/notes/bob/contract' })).toMatchObject({
      status: 200,
      body: { text: 'to be kept for ten years' },
    });
    const list = await call({ as: bob, path: '/notes/alice' });
    expect(list.body.map(({ id }: { id: string }) => id)).toEqual(['groceries', 'diary']);
  });

  it('lets each write notes of their own', async () => {
    const note = { text: 'oil the hinges', tags: { room: 'hall' } };
    expect(await call({ method: 'PUT', path: '/notes/alice/door', note })).toEqual({
      status: 200,
      body: { owner: 'alice', id: 'door', ...note },
    });
    expect((await call({ path: '/notes/alice/door' })).body).toMatchObject(note);
    expect((await call({ method: 'DELETE', path: '/notes/alice/door' })).status).toBe(204);
    expect((await call({ path: '/notes/alice/door' })).status).toBe(404);
  });

  it('lets nobody write notes of another', async () => {
    const written = { method: 'PUT', path: '/notes/alice/door', note: { text: 'x' } };
    const { status, body } = await call({ ...written, as: bob });
    expect(status).toBe(403);
    expect(body).toMatchObject({
      __type: 'AccessDeniedException',
      message:
        'User: arn:aws:iam::123456789012:user/bob is not authorized to perform: notes:PutNote on resource: arn:aws:notes:eu-west-1:123456789012:note/alice/door because no identity-based policy allows the notes:PutNote action',
    });
    expect(body.explanation.join('\n')).toContain('`WriteOwn`');
    expect((await call({ path: '/notes/alice/door' })).status).toBe(404);
  });

  it('keeps bob from diaries, and says which statement does', async () => {
    const { status, body } = await call({ as: bob, path: '/notes/alice/diary' });
    expect(status).toBe(403);
    expect(body.message).toContain('with an explicit deny in an identity-based policy');
    expect(body.explanation.join()).toContain('statement `NoDiaries`');
    const line = accountText.split('"Sid": "NoDiaries"')[0]?.split('\n').length ?? 0;
    expect(body.explanation.join()).toMatch(new RegExp(`\\.json:${line - 1}:\\d+\\)`));
    expect((await call({ path: '/notes/alice/diary' })).status).toBe(200);
  });

  it('lets nobody delete what is to be kept', async () => {
    const contract = { as: bob, method: 'DELETE', path: '/notes/bob/contract' };
    expect((await call(contract)).body.message).toContain('with an explicit deny');
    const note = { text: 'to be kept no more', tags: {} };
    expect((await call({ ...contract, method: 'PUT', note })).status).toBe(200);
    expect((await call(contract)).status).toBe(204);
  });

  it('keeps a note whose name looks like a piece of an ARN', async () => {
    const path = '/notes/bob/will:2026';
    const put = { as: bob, method: 'PUT', path };
    await call({ ...put, note: { text: 'all to the cat', tags: { keep: 'true' } } });
    expect((await call({ as: bob, method: 'DELETE', path })).status).toBe(403);
    await call({ ...put, note: { text: 'all to the dog', tags: {} } });
    expect((await call({ as: bob, method: 'DELETE', path })).status).toBe(204);
  });

  it('lets nobody read from outside', async () => {
    await stop();
    await start(variant((text) => text.replace('"127.0.0.0/8"', '"192.0.2.0/24"')));
    const { status, body } = await call({ path: '/notes/alice/diary' });
    expect(status).toBe(403);
    expect(body.explanation.join('\n')).toContain(
      'IpAddress wants `aws:SourceIp` to be in one of `192.0.2.0/24`',
    );
    const note = { text: 'writing is allowed from anywhere' };
    expect((await call({ method: 'PUT', path: '/notes/alice/x', note })).status).toBe(200);
  });

  it('refuses a route that no rule maps, and names it at the start', async () => {
    expect((await call({ path: '/statistics' })).body.message).toBe(
      'no rule maps GET /statistics to an action',
    );
    const app = createApp({ identities: readAccountFile(accountFile), notebook: seedNotebook() });
    expect(unmappedRoutes(app, notesService)).toEqual(['GET /statistics']);
  });

  it('asks for a signature', async () => {
    const { status, body } = await supertest(server).get('/notes/alice/diary');
    expect(status).toBe(403);
    expect(body.__type).toBe('MissingAuthenticationTokenException');
  });

  it('takes the signature of an independent signer', async () => {
    const { host, hostname } = new URL(url);
    const scope = { service: 'notes', region: REGION, credentials: alice, sha256: Sha256 };
    const path = '/notes/alice/diary';
    const unsigned = { method: 'GET', protocol: 'http:', hostname, path, headers: { host } };
    const { headers } = await new SignatureV4(scope).sign(unsigned);
    expect((await supertest(server).get(path).set(headers)).status).toBe(200);
  });

  it('answers a note that is none with what it expects', async () => {
    const put = { method: 'PUT', path: '/notes/alice/x' };
    expect((await call({ ...put, note: { text: 7 } })).status).toBe(400);
    expect((await call({ ...put, note: { text: 'x', tags: { a: 1 } } })).status).toBe(400);
    const { status, body } = await call({ ...put, note: { text: 'x', tags: [] } });
    expect(status).toBe(400);
    expect(body.__type).toBe('SerializationException');
  });

  it('leaves a record of each decision and of its outcome', async () => {
    await call({ path: '/notes/alice/diary' });
    await expect.poll(() => records.length).toBe(2);
    const [decision, outcome] = records;
    expect(decision).toMatchObject({ eventName: 'notes:GetNote', outcome: 'allowed' });
    expect(outcome).toMatchObject({ requestID: decision?.requestID, statusCode: 200 });
  });

  it('does not start with a policy that does not parse, and says where', () => {
    const file = variant((text) => text.replace('"Effect": "Deny"', '"Effect": "deny"'));
    const line = accountText.split('"Effect": "Deny"')[0]?.split('\n').length;
    expect(() =>
      createApp({ identities: readAccountFile(file), notebook: seedNotebook() }),
    ).toThrow(new RegExp(`account\\.json:${line}:\\d+: .*deny`));
  });

  it('does not start with an account file that is no JSON, and says where', () => {
    const file = variant((text) => text.replace('"GroupDetailList":', '"GroupDetailList"'));
    expect(() =>
      createApp({ identities: readAccountFile(file), notebook: seedNotebook() }),
    ).toThrow(/account\.json:\d+:\d+: /);
  });
});
