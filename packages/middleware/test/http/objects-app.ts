// An app in the dialect of S3 that keeps nothing: it answers what it was asked, and what it read.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AuditRecord, createGate, type GateOptions, getRoute } from '@ostiary/middleware';
import { readAccountFile } from '@ostiary/middleware/account-file';
import { ostiary as guardExpress } from '@ostiary/middleware/express';
import { ostiary as guardKoa } from '@ostiary/middleware/koa';
import { ostiary as guardNode, holdContinue } from '@ostiary/middleware/node';
import express from 'express';
import Koa from 'koa';
import { objectsService } from '../objects-service.js';
import { ACCOUNT_FILE, NOW, REGION } from './notes-app.js';

/** What a handler saw. */
export interface Seen {
  readonly action: string;
  readonly route: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  /** Of the bytes that it read from its request, or what the request errored with. */
  readonly body: { readonly length: number; readonly sha256: string } | { readonly error: string };
  /** Of an upload form. */
  readonly form?: Readonly<Record<string, string>>;
  readonly contentType: string | undefined;
  readonly contentLength: string | undefined;
  readonly contentEncoding: string | undefined;
}

async function look(request: IncomingMessage): Promise<Seen> {
  const { route, rule, parameters, form } = getRoute(request);
  const headers = {
    ...(form && { form: Object.fromEntries(form) }),
    contentType: request.headers['content-type'],
    contentLength: request.headers['content-length'],
    contentEncoding: request.headers['content-encoding'],
  };
  const { action } = rule;
  const seen = { action, route, parameters: Object.fromEntries(parameters), ...headers };
  const hash = createHash('sha256');
  let length = 0;
  try {
    for await (const piece of request) {
      length += piece.length;
      hash.update(piece);
    }
    return { ...seen, body: { length, sha256: hash.digest('hex') } };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { ...seen, body: { error: code } };
  }
}

export interface ObjectAdapter {
  readonly name: string;
  readonly listen: (options: GateOptions, onSeen: (seen: Seen) => void) => RequestListener;
}

export const objectAdapters: readonly ObjectAdapter[] = [
  {
    name: 'Express',
    listen: (options, onSeen) => {
      const app = express();
      app.use(guardExpress(options));
      app.use(async (request, response) => {
        const seen = await look(request);
        onSeen(seen);
        response.status('error' in seen.body ? 400 : 200).json(seen);
      });
      return app;
    },
  },
  {
    name: 'Koa',
    listen: (options, onSeen) => {
      const app = new Koa();
      app.silent = true;
      app.use(guardKoa(options));
      app.use(async (context) => {
        const seen = await look(context.req);
        onSeen(seen);
        context.status = 'error' in seen.body ? 400 : 200;
        context.body = seen;
      });
      return app.callback();
    },
  },
  {
    name: 'node:http',
    listen: (options, onSeen) =>
      guardNode(createGate(options), async (request, response) => {
        const seen = await look(request);
        onSeen(seen);
        response.statusCode = 'error' in seen.body ? 400 : 200;
        response.end(JSON.stringify(seen));
      }),
  },
];

/** A running app, and what it saw. */
export interface ObjectsApp {
  readonly server: Server;
  readonly port: number;
  readonly host: string;
  readonly seen: readonly Seen[];
  readonly records: readonly AuditRecord[];
  readonly errors: readonly unknown[];
  readonly close: () => Promise<void>;
}

/** Starts the app of an adapter on a free port. */
export async function startObjects(
  adapter: ObjectAdapter,
  overrides: Partial<GateOptions> = {},
): Promise<ObjectsApp> {
  const seen: Seen[] = [];
  const records: AuditRecord[] = [];
  const errors: unknown[] = [];
  const options: GateOptions = {
    service: objectsService,
    region: REGION,
    ...readAccountFile(ACCOUNT_FILE),
    audit: { record: (record) => void records.push(record) },
    now: () => NOW,
    onError: (error) => void errors.push(error),
    ...overrides,
  };
  const server = createServer(adapter.listen(options, (each) => void seen.push(each)));
  holdContinue(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  return { server, port, host: `127.0.0.1:${port}`, seen, records, errors, close };
}
