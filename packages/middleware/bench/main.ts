// `npm run bench -- --only gate`: Express behind the gate and behind others, on loopback.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { signRequest } from '@ostiary/sigv4';
import { build } from 'esbuild';
import { guards } from './apps.js';
import { ACCESS_KEY_ID, PATH, REGION, SECRET } from './settings.js';

const ROUNDS = 12;
const REQUESTS = 2_000;
const CONNECTIONS = 16;

interface Running {
  readonly name: string;
  readonly child: ChildProcess;
  readonly port: number;
  readonly agent: Agent;
  /** Microseconds of the server's processor time a request, by round. */
  readonly times: number[];
}

// In the package, for the peers to be found from there.
const folder = mkdtempSync(fileURLToPath(new URL('../node_modules/.bench-', import.meta.url)));
const running: Running[] = [];
try {
  const file = join(folder, 'serve.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('serve.ts', import.meta.url))],
    ...{ outfile: file, bundle: true, platform: 'node', format: 'esm', target: 'es2022' },
    // Ours as it is published, without types; peers as installed.
    external: [
      'express',
      'casbin',
      '@fastify/busboy',
      'fast-xml-parser',
      'lru-cache',
      'negotiator',
      'zod',
    ],
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
  const accountFile = fileURLToPath(new URL('../test/account.json', import.meta.url));
  for (const name of guards.keys()) {
    const child = fork(file, [JSON.stringify({ guard: name, accountFile })], { execArgv: [] });
    const [{ port }] = await once(child, 'message');
    const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
    running.push({ name, child, port, agent, times: [] });
  }
  for (let round = -2; round < ROUNDS; round++) {
    for (const each of running) {
      const spent = await spendRound(each);
      if (round >= 0) each.times.push(spent);
    }
  }
  process.stdout.write(report());
} finally {
  for (const { child, agent } of running) {
    agent.destroy();
    child.kill();
  }
  rmSync(folder, { recursive: true, force: true });
}

async function spendRound(each: Running): Promise<number> {
  const before = await spentBy(each);
  const headers = await signedHeaders(each.port);
  let left = REQUESTS;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await get(each, headers);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return ((await spentBy(each)) - before) / REQUESTS;
}

async function spentBy({ child }: Running): Promise<number> {
  const answered = once(child, 'message');
  child.send('spent');
  const [{ microseconds }] = await answered;
  return microseconds;
}

async function signedHeaders(port: number): Promise<Readonly<Record<string, string>>> {
  const headers = [['Host', `127.0.0.1:${port}`]] as const;
  const signed = await signRequest(
    { method: 'GET', path: PATH, query: '', headers },
    {
      credentials: { accessKeyId: ACCESS_KEY_ID, secretAccessKey: SECRET },
      ...{ region: REGION, service: 'notes', date: new Date(), contentSha256Header: true },
    },
  );
  return Object.fromEntries(signed.headers);
}

function get(
  { port, agent, name }: Running,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path: PATH, headers, agent }, (response) => {
      response.resume();
      if (response.statusCode !== 200) reject(new Error(`${name} answered ${response.statusCode}`));
      response.on('end', resolve);
    });
    sent.on('error', reject);
    sent.end();
  });
}

function report(): string {
  const median = (values: readonly number[]): number =>
    [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  const bare = median(running[0]?.times ?? []);
  return [
    `GET ${PATH}, ${CONNECTIONS} connections, ${ROUNDS} interleaved rounds of ${REQUESTS}, medians of the server's processor time. Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}.`,
    '',
    '| Express behind | µs a request | of bare Express |',
    '| --- | --- | --- |',
    ...running.map(({ name, times }) => {
      const time = median(times);
      return `| ${name} | ${time.toFixed(0)} | ${((100 * bare) / time).toFixed(0)} % |`;
    }),
    '',
  ].join('\n');
}
