// One notes app on each framework, and a running server of it.
import { createHash } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { bodyParser } from '@koa/bodyparser';
import Router from '@koa/router';
import type { AuditRecord, GateOptions } from '@ostiary/middleware';
import { readAccountFile } from '@ostiary/middleware/account-file';
import { getCaller, ostiary as guardExpress } from '@ostiary/middleware/express';
import { ostiary as guardKoa } from '@ostiary/middleware/koa';
import express from 'express';
import Koa, { type Context } from 'koa';
import { notesService, noteTags } from '../notes-service.js';

/** The moment at which all is signed and verified. */
export const NOW = new Date('2026-11-23T12:00:00Z');
export const REGION = 'eu-west-1';
export const ACCOUNT_FILE = fileURLToPath(new URL('../account.json', import.meta.url));

type Parser = 'none' | 'json' | 'form' | 'stream';

interface HandledRoute {
  readonly method: 'get' | 'put' | 'post' | 'delete';
  readonly path: string;
  readonly handler: string;
  readonly parser: Parser;
}

const handledRoutes: readonly HandledRoute[] = [
  { method: 'get', path: '/notes/:owner', handler: 'list', parser: 'none' },
  { method: 'get', path: '/notes/:owner/:id', handler: 'get', parser: 'none' },
  { method: 'put', path: '/notes/:owner/:id', handler: 'put', parser: 'json' },
  { method: 'delete', path: '/notes/:owner/:id', handler: 'delete', parser: 'none' },
  { method: 'post', path: '/streams', handler: 'stream', parser: 'stream' },
  { method: 'post', path: '/documents', handler: 'document', parser: 'json' },
  { method: 'post', path: '/forms', handler: 'form', parser: 'form' },
  { method: 'post', path: '/announcements', handler: 'announce', parser: 'none' },
  { method: 'get', path: '/report', handler: 'report', parser: 'none' },
  { method: 'get', path: '/admin/:id', handler: 'admin', parser: 'none' },
  { method: 'get', path: '/statistics', handler: 'statistics', parser: 'none' },
  { method: 'get', path: '/:kind/:id', handler: 'thing', parser: 'none' },
];

/** What the app of an adapter is made from. */
export interface AppSettings {
  readonly gate: GateOptions;
  readonly onVisit: (handler: string) => void;
  /** Parses bodies before the gate, which is the wrong way round. */
  readonly parseFirst: boolean;
}

export interface Adapter {
  readonly name: string;
  readonly createListener: (settings: AppSettings) => RequestListener;
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function readStream(stream: AsyncIterable<Uint8Array>): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return { length: bytes.length, sha256: digest(bytes) };
}

const expressAdapter: Adapter = {
  name: 'Express',
  createListener: ({ gate, onVisit, parseFirst }) => {
    const app = express();
    const parsers = {
      none: [],
      stream: [],
      json: [express.json({ limit: '2mb' })],
      form: [express.urlencoded({ extended: true })],
    };
    if (parseFirst) app.use(express.json());
    app.use(guardExpress(gate));
    for (const { method, path, handler, parser } of handledRoutes) {
      app[method](path, ...parsers[parser], async (request, response) => {
        onVisit(handler);
        const { principal } = getCaller(request);
        const body = parser === 'stream' ? await readStream(request) : request.body;
        const parameters = { ...request.params };
        response.json({ handler, parameters, caller: arnOf(principal), body });
      });
    }
    return app;
  },
};

const koaAdapter: Adapter = {
  name: 'Koa',
  createListener: ({ gate, onVisit, parseFirst }) => {
    const app = new Koa();
    app.silent = true;
    const parsers = {
      none: [],
      stream: [],
      json: [bodyParser({ enableTypes: ['json'], jsonLimit: '2mb' })],
      form: [bodyParser({ enableTypes: ['form'] })],
    };
    if (parseFirst) app.use(bodyParser());
    app.use(guardKoa(gate));
    const router = new Router();
    for (const { method, path, handler, parser } of handledRoutes) {
      router[method](path, ...parsers[parser], async (context: Context) => {
        onVisit(handler);
        const { principal } = getCaller(context.req);
        const body = parser === 'stream' ? await readStream(context.req) : context.request.body;
        const parameters = { ...context.params };
        context.body = { handler, parameters, caller: arnOf(principal), body };
      });
    }
    app.use(router.routes());
    return app.callback();
  },
};

function arnOf(principal: object): string | undefined {
  return 'arn' in principal ? String(principal.arn) : undefined;
}

export const adapters: readonly Adapter[] = [expressAdapter, koaAdapter];

/** A running app, and what it saw. */
export interface RunningApp {
  readonly server: Server;
  readonly port: number;
  /** `127.0.0.1:PORT`, which is what has to be signed. */
  readonly host: string;
  /** The handlers that ran, in order. */
  readonly visits: string[];
  readonly records: readonly AuditRecord[];
  /** What the gate reported as broken. */
  readonly errors: readonly unknown[];
  readonly close: () => Promise<void>;
}

export interface StartOptions extends Partial<GateOptions> {
  readonly parseFirst?: boolean;
}

/** Starts the app of an adapter on a free port. */
export async function startApp(
  adapter: Adapter,
  { parseFirst = false, ...overrides }: StartOptions = {},
): Promise<RunningApp> {
  const visits: string[] = [];
  const records: AuditRecord[] = [];
  const errors: unknown[] = [];
  const gate: GateOptions = {
    service: notesService,
    region: REGION,
    ...readAccountFile(ACCOUNT_FILE),
    resources: noteTags,
    audit: { record: (record) => void records.push(record) },
    now: () => NOW,
    onError: (error) => void errors.push(error),
    ...overrides,
  };
  const onVisit = (handler: string): void => void visits.push(handler);
  const server = createServer(adapter.createListener({ gate, onVisit, parseFirst }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  return { server, port, host: `127.0.0.1:${port}`, visits, records, errors, close };
}
