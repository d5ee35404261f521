// Handlers that say themselves what they require.
import { createServer, type RequestListener, type Server } from 'node:http';
import Router from '@koa/router';
import { createGate, type Gate, type GateOptions } from '@ostiary/middleware';
import { readAccountFile } from '@ostiary/middleware/account-file';
import { requires } from '@ostiary/middleware/decorators';
import { guard as guardExpress, ostiary } from '@ostiary/middleware/express';
import { guard as guardKoa } from '@ostiary/middleware/koa';
import express, { type Request, type Response } from 'express';
import Koa, { type Context } from 'koa';
import { afterEach, describe, expect, it } from 'vitest';
import { ACCOUNT_FILE, NOW, REGION } from './http/notes-app.js';
import { type Answer, sendExactly } from './http/send.js';
import { alice, bob, own, type TestCredentials } from './http/signers.js';
import { LegacyNotesController } from './notes-controller.legacy.js';
import { Tc39NotesController } from './notes-controller.tc39.js';
import { notesService } from './notes-service.js';

const options: GateOptions = {
  service: notesService,
  region: REGION,
  ...readAccountFile(ACCOUNT_FILE),
  now: () => NOW,
};

let server: Server | undefined;
afterEach(async () => {
  const closed = new Promise((resolve) => server?.close(resolve));
  server?.closeAllConnections();
  await closed;
});

async function listen(listener: RequestListener): Promise<number> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function get(
  port: number,
  target: string,
  {
    credentials = alice,
    method = 'GET',
    body,
  }: {
    readonly credentials?: TestCredentials;
    readonly method?: string;
    readonly body?: string;
  } = {},
): Promise<Answer> {
  const headers = { host: `127.0.0.1:${port}`, 'content-type': 'application/json' };
  const unsigned = { method, target, headers, ...(body !== undefined && { body }) };
  const request = await own.sign(unsigned, { credentials });
  return sendExactly({ port }, request);
}

const controllers = [
  { kind: 'legacy', Controller: LegacyNotesController },
  { kind: 'TC39', Controller: Tc39NotesController },
];

describe.each(controllers)('a controller with $kind decorators', ({ Controller }) => {
  it('is guarded on Express, with `this` bound', async () => {
    const controller = new Controller('the notebook');
    const app = express();
    const gate = createGate(options);
    app.get('/notes/:Owner/:NoteId', guardExpress(gate, controller.onExpress, controller));
    const port = await listen(app);
    const allowed = await get(port, '/notes/alice/diary');
    expect(JSON.parse(allowed.text)).toEqual({ from: 'the notebook', id: 'diary' });
    const denied = await get(port, '/notes/alice/diary', { credentials: bob });
    expect(denied.status).toBe(403);
    expect(denied.text).toContain(':note/alice/diary with an explicit deny');
  });

  it('is guarded on Koa, with `this` bound', async () => {
    const controller = new Controller('the notebook');
    const router = new Router();
    router.get('/notes/:Owner/:NoteId', guardKoa(options, controller.onKoa, controller));
    const port = await listen(new Koa().use(router.routes()).callback());
    const allowed = await get(port, '/notes/alice/diary');
    expect(JSON.parse(allowed.text)).toEqual({ from: 'the notebook', id: 'diary' });
    expect((await get(port, '/notes/alice/diary', { credentials: bob })).status).toBe(403);
  });

  it('has no guard for a method without @Action', () => {
    const controller = new Controller('x');
    const message = 'the handler names no action: mark it with `requires` or `@Action`';
    expect(() => guardExpress(options, controller.unmarked)).toThrow(new TypeError(message));
    expect(() => guardKoa(options, controller.unmarked)).toThrow(new TypeError(message));
  });
});

interface Framework {
  readonly name: string;
  /** Serves one guarded route of three parameters' worth. */
  readonly serve: (gate: Gate, path: string) => RequestListener;
}

const frameworks: readonly Framework[] = [
  {
    name: 'Express',
    serve: (gate, path) => {
      const handler = requires({ action: 'GetNote' }, (request: Request, response: Response) => {
        response.json(request.params);
      });
      return express().get(path, guardExpress(gate, handler));
    },
  },
  {
    name: 'Koa',
    serve: (gate, path) => {
      const handler = requires({ action: 'notes:GetNote' }, (context: Context) => {
        context.body = context.params;
      });
      const router = new Router();
      router.get(path, guardKoa(gate, handler));
      return new Koa().use(router.routes()).callback();
    },
  },
];

describe.each(frameworks)('requires() on $name', ({ serve }) => {
  it('takes the parameters that the framework found', async () => {
    const port = await listen(serve(createGate(options), '/api/:Owner/:NoteId'));
    const { status, text } = await get(port, '/api/b%C3%B6b/x%20y');
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({ Owner: 'böb', NoteId: 'x y' });
    expect((await get(port, '/api/alice/diary', { credentials: bob })).status).toBe(403);
  });

  it.each([
    '/api/alice/x%2f..%2fdiary',
    '/api/alice%2Fx/y',
    '/api/alice/x%5Cy',
    '/api/alice/%2e%2e',
    '/api/alice/x%00',
    '/api//alice/x',
    '/api/alice/x#y',
  ])('refuses the path %s as the table does', async (target) => {
    const port = await listen(serve(createGate(options), '/api/:Owner/:NoteId'));
    const { status, headers } = await get(port, target);
    if (headers['x-amzn-errortype'] !== undefined) {
      expect([status, headers['x-amzn-errortype']]).toEqual([400, 'InvalidURI']);
    } else expect(status).toBe(404);
    expect((await get(port, '/api/alice/x')).status).toBe(200);
  });

  it('refuses when the route does not give what the ARN needs', async () => {
    const port = await listen(serve(createGate(options), '/api/:NoteId'));
    const { status, text } = await get(port, '/api/x');
    expect(status).toBe(403);
    expect(text).toContain('the route gives no value for `${Owner}`');
  });
});

describe('guard()', () => {
  it('names a wildcard of Express by its path', async () => {
    const handler = requires({ action: 'GetNote' }, (_request: Request, response: Response) => {
      response.json('reached');
    });
    const app = express().get('/files/:Owner/*NoteId', guardExpress(options, handler));
    const port = await listen(app);
    expect((await get(port, '/files/alice/a/b')).status).toBe(200);
    const denied = await get(port, '/files/alice/a/diary', { credentials: bob });
    expect(denied.status).toBe(403);
    expect(denied.text).toContain(':note/alice/a/diary ');
  });

  it('works behind a gate for the whole app, body parsed or not', async () => {
    const gate = createGate(options);
    const handler = requires({ action: 'PutNote' }, (request: Request, response: Response) => {
      response.json(request.body);
    });
    const app = express();
    app.use(ostiary(gate), express.json());
    app.put('/notes/:Owner/:NoteId', guardExpress(gate, handler));
    const port = await listen(app);
    const put = { method: 'PUT', body: '{"text":"x"}' };
    expect(await get(port, '/notes/alice/x', put)).toMatchObject({ status: 200, text: put.body });
  });

  it('is a TypeError for an action or resource type that the service has not', () => {
    const handler = (): (() => void) => () => {};
    const guardOf = (requirement: Parameters<typeof requires>[0]) => () =>
      guardExpress(options, requires(requirement, handler()));
    expect(guardOf({ action: 'FlyNote' })).toThrow(new TypeError('notes has no action `FlyNote`'));
    expect(guardOf({ action: 'other:GetNote' })).toThrow('notes has no action `other:GetNote`');
    expect(guardOf({ action: '__proto__' })).toThrow('notes has no action `__proto__`');
    expect(guardOf({ action: 'GetNote', resource: 'nota' })).toThrow('no resource type `nota`');
    expect(guardOf({ action: 'GetNote', resource: 'notebook' })).not.toThrow();
  });
});

describe('requires()', () => {
  it('answers with the handler itself', () => {
    const handler = (): void => {};
    expect(requires({ action: 'GetNote' }, handler)).toBe(handler);
    expect(requires({ action: 'GetNote' }, handler)).toBe(handler);
  });

  it('does not let a handler require two things', () => {
    const handler = requires({ action: 'GetNote', resource: 'note' }, () => {});
    expect(() => requires({ action: 'ListNotes' }, handler)).toThrow(TypeError);
    expect(() => requires({ action: 'GetNote', resource: 'notebook' }, handler)).toThrow(
      'the handler requires the resource `note` already, found `notebook` too',
    );
  });
});
