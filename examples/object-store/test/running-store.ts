// The object store on a free port and a folder of its own, and what its clients sent.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AuditRecord } from '@ostiary/middleware';
import { holdContinue } from '@ostiary/middleware/node';
import { createApp } from '../src/app.js';

const accountFile = fileURLToPath(new URL('../account.json', import.meta.url));

export interface Key {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const key = (id: string, name: string): Key => ({
  accessKeyId: `AKIAEXAMPLE${id}`,
  secretAccessKey: `${name}-demo-secret-not-for-production-use`,
});

/** May do everything. */
export const wanda = key('WANDA0001', 'wanda');
/** Reads `photos/public/`. */
export const rita = key('RITA00001', 'ritaa');
/** Copies from `photos/public/` to `photos/archive/`. */
export const cora = key('CORA00001', 'coraa');
/** Gives out URLs for `photos/drop/`. */
export const petra = key('PETRA0001', 'petra');

/** A request as it arrived. */
export interface Received {
  readonly method: string;
  readonly target: string;
  /** The word or hash by which the body is bound to the signature. */
  readonly payload: string;
  /** By which the Authorization header is signed; empty without one. */
  readonly algorithm: string;
}

export interface RunningStore {
  readonly url: string;
  readonly host: string;
  readonly folder: string;
  readonly received: readonly Received[];
  readonly records: readonly AuditRecord[];
  /** The payloads of the requests by a method, each once; hashes are `hash`. */
  readonly payloadsOf: (method: string) => readonly string[];
  /** Ends the service, and starts it again on the same folder. */
  readonly restart: () => Promise<RunningStore>;
  readonly close: () => Promise<void>;
}

export async function startStore(
  folder: string = mkdtempSync(join(tmpdir(), 'ostiary-objects-')),
): Promise<RunningStore> {
  const received: Received[] = [];
  const records: AuditRecord[] = [];
  const audit = { record: (record: AuditRecord) => void records.push(record) };
  const app = createApp({ accountFile, folder: join(folder, 'objects'), audit });
  const server = createServer((request, response) => {
    received.push(describe(request));
    app(request, response);
  });
  holdContinue(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  return {
    ...{ url: `http://${host}`, host, folder, received, records },
    payloadsOf: (method) => [
      ...new Set(received.filter((each) => each.method === method).map(({ payload }) => payload)),
    ],
    restart: async () => {
      await stop();
      return startStore(folder);
    },
    close: async () => {
      await stop();
      rmSync(folder, { recursive: true });
    },
  };
}

function describe({ method = '', url = '', headers }: IncomingMessage): Received {
  const sent = headers['x-amz-content-sha256'];
  const payload = sent === undefined ? 'none' : String(sent).replace(/^[0-9a-f]{64}$/, 'hash');
  const [algorithm = ''] = (headers.authorization ?? '').split(' ');
  return { method, target: url, payload, algorithm };
}

/** Keys that are hard to carry: each client is to bring them through unchanged. */
export const oddKeys: readonly string[] = [
  'two words.txt',
  'ünïcödé/日本語/🗝.txt',
  'a//b',
  'a/../b',
  'percent%2Fslash',
  'one+one',
  'tilde~',
  "(w)*'!@:=,;&$.txt",
];
