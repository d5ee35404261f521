// Sending requests exactly as they are, and what a refusal has to look like.
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import supertest from 'supertest';
import { expect } from 'vitest';
import type { RunningApp } from './notes-app.js';
import {
  alice,
  type OutgoingRequest,
  type Signer,
  type SigningOptions,
  smithy,
} from './signers.js';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface RequestSketch {
  readonly method?: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** A request for an app, signed by alice unless the options say otherwise. */
export async function signed(
  app: RunningApp,
  { method = 'GET', target, headers = {}, body }: RequestSketch,
  { signer = smithy, ...options }: Partial<SigningOptions> & { readonly signer?: Signer } = {},
): Promise<OutgoingRequest> {
  const named = {
    host: app.host,
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...headers,
  };
  const request = { method, target, headers: named, ...(body !== undefined && { body }) };
  return signer.sign(request, { credentials: alice, ...options });
}

/** Sends with supertest, whose URL library mends odd targets: for the ordinary ones. */
export async function send(app: RunningApp, request: OutgoingRequest): Promise<Answer> {
  const method = request.method.toLowerCase() as 'get' | 'put' | 'post' | 'delete';
  const sent = supertest(app.server)[method](request.target).set(request.headers).buffer(true);
  if (request.body !== undefined) sent.send(Buffer.from(request.body).toString());
  const { status, headers, text } = await sent;
  return { status, headers, text };
}

/** Signs and sends. */
export async function call(
  app: RunningApp,
  sketch: RequestSketch,
  options: Partial<SigningOptions> & { readonly signer?: Signer } = {},
): Promise<Answer> {
  return send(app, await signed(app, sketch, options));
}

export interface ExactRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array | readonly (string | Uint8Array)[];
}

/**
 * Sends a target and headers to the letter, repeats and all; a list of bodies goes in chunks, each
 * once the one before has been flushed.
 */
export function sendExactly(app: Pick<RunningApp, 'port'>, exact: ExactRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = Object.fromEntries(
      Object.entries(exact.headers).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : [...value],
      ]),
    );
    const { port } = app;
    const { method, target: path, body = [] } = exact;
    const sent = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    const parts = typeof body === 'string' || body instanceof Uint8Array ? [body] : [...body];
    const sendNext = (): void => {
      const part = parts.shift();
      if (part === undefined) sent.end();
      else sent.write(part, () => setImmediate(sendNext));
    };
    sendNext();
  });
}

/** Of the dialect `json`, that of the notes. */
export interface ErrorDocument {
  readonly __type: string;
  readonly message: string;
  readonly explanation?: readonly string[];
}

/** Checks that an answer is a clear refusal that reached no handler; answers with its document. */
export function expectRefusal(
  app: RunningApp,
  { status, headers, text }: Answer,
  expected: { readonly status?: number; readonly code: string },
): ErrorDocument {
  expect({ code: headers['x-amzn-errortype'], status, text }).toMatchObject({
    code: expected.code,
    status: expected.status ?? 403,
  });
  expect(app.visits).toEqual([]);
  expect(app.errors).toEqual([]);
  const document = JSON.parse(text) as ErrorDocument;
  expect(document.__type).toBe(expected.code);
  expect(document.message).not.toBe('');
  expect(headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
  return document;
}
