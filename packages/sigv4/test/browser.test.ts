// The package in a browser: WebCrypto's signatures beside Node's.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type BrowserContext, chromium } from 'playwright-core';
import { expect, it } from 'vitest';
import { type HttpRequest, presignUrl } from '../src/index.js';
import { outsideProgram } from './outside-program.js';
import { headerOf, sampleCredentials, sampleDate, sampleRequest, signSample } from './sample.js';

/** What is asked of the page; JSON, so it crosses into the browser as it is. */
interface Task {
  readonly request: HttpRequest;
  readonly secretAccessKey: string;
}

const executablePath = outsideProgram('chromium');
const entry = fileURLToPath(new URL('browser-entry.ts', import.meta.url));
const odd: Partial<HttpRequest> = {
  path: '/a%20b/../é/',
  query: 'b=%2f+x&a=1&a=0',
  body: 'grüße',
};

const inBrowser = it.skipIf(executablePath === undefined);

inBrowser(
  'signatures made in a browser are Node’s, and verify there',
  { timeout: 60_000 },
  async () => {
    await usingPage(executablePath ?? '', async (browser, origin) => {
      const page = await browser.newPage();
      await page.goto(origin);
      for (const changes of [{}, odd]) {
        const task: Task = {
          request: { ...sampleRequest, ...changes },
          secretAccessKey: String(sampleCredentials.secretAccessKey),
        };
        const answer = await page.evaluate(
          (given) => (globalThis as unknown as { run(task: Task): Promise<unknown> }).run(given),
          task,
        );
        expect(answer).toEqual({
          authorization: headerOf(await signSample(changes), 'Authorization'),
          principal: 'alice',
          spoilt: 'SignatureDoesNotMatch',
          url: await urlByNode(task.request),
          presigned: true,
          asymmetric: 'AWS4-ECDSA-P256-SHA256',
          streamed: task.request.body,
          form: 'grüße',
        });
      }
    });
  },
);

it('the bundle for a browser holds nothing of Node', async () => {
  const bundle = await bundled();
  expect(bundle).not.toMatch(/node:|require\(|process\.|\bBuffer\b/);
});

async function urlByNode(request: HttpRequest): Promise<string> {
  const { url } = await presignUrl(request, {
    credentials: sampleCredentials,
    region: 'eu-central-1',
    service: 'notes',
    date: sampleDate,
    expiresSeconds: 60,
  });
  return url;
}

async function usingPage(
  executablePath: string,
  use: (browser: BrowserContext, origin: string) => Promise<void>,
): Promise<void> {
  const server = await serve(await bundled());
  const { port } = server.address() as AddressInfo;
  const profile = await mkdtemp(join(tmpdir(), 'ostiary-sigv4-'));
  try {
    const browser = await chromium.launchPersistentContext(profile, {
      executablePath,
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    try {
      await use(browser, `http://127.0.0.1:${port}/`);
    } finally {
      await browser.close();
    }
  } finally {
    server.closeAllConnections();
    server.close();
    await rm(profile, { recursive: true, force: true });
  }
}

async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
  });
  return outputFiles[0]?.text ?? '';
}

/** On 127.0.0.1, which browsers count as secure, so that the page has WebCrypto. */
async function serve(script: string): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url === '/script.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    } else {
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><script type="module" src="/script.js"></script>');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
