// The client in a browser, calling an API of another origin: CORS, retries and the clock.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deriveSigningKey, type HttpHeader, SignatureError, verifyRequest } from '@ostiary/sigv4';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { expect, it } from 'vitest';
import { scriptedKey } from './scripted-server.js';

const executablePath = findChromium();

it.skipIf(executablePath === undefined)(
  'a page calls an API of another origin, which throttles it and refuses its clock',
  { timeout: 60_000 },
  async () => {
    const log: string[] = [];
    const api = await startApi(log);
    const page = await startPage();
    const profile = await mkdtemp(join(tmpdir(), 'ostiary-client-'));
    const browser = await chromium.launchPersistentContext(profile, {
      executablePath: executablePath ?? '',
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run'],
    });
    try {
      const tab = await browser.newPage();
      await tab.goto(originOf(page));
      const answer = await tab.evaluate(
        (url) => (globalThis as unknown as { call(url: string): Promise<string> }).call(url),
        `${originOf(api)}/notes/é?a=1`,
      );
      expect(answer).toBe('200 alice said grüße');
      expect(log.filter((line) => !line.startsWith('OPTIONS'))).toEqual([
        'PUT RequestTimeTooSkewed',
        'PUT throttled',
        'PUT alice',
      ]);
      expect(log[0]).toBe('OPTIONS');
    } finally {
      await browser.close();
      for (const server of [api, page]) {
        server.closeAllConnections();
        server.close();
      }
      await rm(profile, { recursive: true, force: true });
    }
  },
);

/** The headers by which an API lets pages of other origins sign, and see why they are refused. */
const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type, x-amz-date, x-amz-security-token',
  'access-control-allow-methods': 'PUT',
  'access-control-expose-headers': 'date, retry-after, x-amzn-errortype',
};

async function startApi(log: string[]): Promise<Server> {
  let throttles = 1;
  return listen(async (message) => {
    if (message.method === 'OPTIONS') {
      log.push('OPTIONS');
      return { status: 204, headers: cors };
    }
    const { caller, body } = await callerOf(message);
    if (caller !== 'alice') {
      log.push(`PUT ${caller}`);
      return { status: 403, headers: { ...cors, 'x-amzn-errortype': caller } };
    }
    throttles -= 1;
    log.push(throttles >= 0 ? 'PUT throttled' : 'PUT alice');
    if (throttles >= 0) return { status: 503, headers: cors };
    return { status: 200, headers: cors, body: `alice said ${body}` };
  });
}

async function callerOf(message: IncomingMessage): Promise<{ caller: string; body: string }> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const { method = '', url = '', rawHeaders } = message;
  const headers = rawHeaders.flatMap((name, at): HttpHeader[] =>
    at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? '']] : [],
  );
  const [path = '', query = ''] = url.split('?');
  try {
    const verified = await verifyRequest(
      { method, path, query, headers, body },
      {
        now: new Date(),
        service: 'notes',
        dialect: 's3',
        signingKeys: async ({ scope }) => ({
          signingKey: await deriveSigningKey(scriptedKey.secretAccessKey, scope),
          principal: 'alice',
        }),
      },
    );
    return { caller: verified?.principal ?? 'nobody', body: body.toString() };
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error;
    return { caller: error.code, body: '' };
  }
}

async function startPage(): Promise<Server> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('browser-page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
  });
  const script = outputFiles[0]?.text ?? '';
  const html =
    '<!doctype html><meta charset="utf-8"><script type="module" src="/script.js"></script>';
  return listen(async ({ url }) => ({
    status: 200,
    headers: { 'content-type': url === '/script.js' ? 'text/javascript' : 'text/html' },
    body: url === '/script.js' ? script : html,
  }));
}

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function listen(reply: (message: IncomingMessage) => Promise<Reply>): Promise<Server> {
  const server = createServer((message, response) => {
    reply(message).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** In PATH; says in one line when it is not, and throws when OSTIARY_REQUIRE_SERVICES is 1. */
function findChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const path = folders.map((folder) => join(folder, 'chromium')).find((file) => existsSync(file));
  if (path !== undefined) return path;
  if (process.env.OSTIARY_REQUIRE_SERVICES === '1') {
    throw new Error('expected chromium to be installed, found none in PATH');
  }
  console.log('tests with chromium skipped: none in PATH');
  return undefined;
}
