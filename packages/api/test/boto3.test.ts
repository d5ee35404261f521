// boto3 and our codecs understand each other over HTTP, for every operation and error that it knows.
import { execFile, spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import {
  type DecodedRequest,
  decodeRequest,
  type EncodedResponse,
  encodeError,
  encodeResponse,
} from '@ostiary/api';
import { ERROR_CODES, type ErrorCode } from '@ostiary/api/error-code';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { operations, type SdkOperation, valuesOf } from './sdk-operations.js';

const python = pythonWithBoto3();
const requestId = 'a-request';

let server: Server;
let answer: (request: DecodedRequest) => EncodedResponse;

beforeAll(async () => {
  server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const decoded = decodeRequest({
      ...{ method: incoming.method ?? '', query: '', body: Buffer.concat(chunks) },
      contentType: incoming.headers['content-type'],
    });
    const { status, headers, body } = answer(decoded);
    outgoing.writeHead(status, headers).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

interface Case {
  readonly service: 'iam' | 'sts';
  readonly name: SdkOperation['name'];
  readonly input: unknown;
  readonly output: unknown;
}

/** Calls by boto3, one after the other; tells what it says of each. */
async function callByBoto3(
  cases: readonly Case[],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const script = fileURLToPath(new URL('boto3-calls.py', import.meta.url));
  const { port } = server.address() as AddressInfo;
  const child = execFile(python ?? '', [script, `http://127.0.0.1:${port}`], {
    maxBuffer: 1 << 26,
  });
  child.stdin?.end(cases.map((each) => `${JSON.stringify(each, markBytes)}\n`).join(''));
  const [lines, errors] = await Promise.all([collect(child.stdout), collect(child.stderr)]);
  expect(errors).toBe('');
  return lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

async function collect(stream: AsyncIterable<unknown> | null): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of stream ?? []) pieces.push(String(piece));
  return pieces.join('');
}

/** Times and bytes as the script tells them; JSON would have written a time before a replacer sees it. */
function markBytes(this: Readonly<Record<string, unknown>>, key: string): unknown {
  const value = this[key];
  if (value instanceof Date) return { $time: value.getTime() / 1000 };
  return value instanceof Uint8Array ? { $bytes: Buffer.from(value).toString('base64') } : value;
}

/** boto3 parses policy documents, so they have to be some. */
const DOCUMENT = '{"Version":"2012-10-17","Statement":[]}';

function withDocuments(value: unknown, member = ''): unknown {
  if (/^(AssumeRolePolicy|Policy)?Document$/.test(member)) return DOCUMENT;
  if (Array.isArray(value)) return value.map((inner) => withDocuments(inner, member));
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withDocuments(inner, name)]),
  );
}

it.skipIf(python === undefined)('boto3 sends and understands every operation', async () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 8 });
  const cases = operations.map(({ service, name, input, output }): Case => {
    const sample = (schema: unknown) =>
      fc.sample(valuesOf(schema, text), { numRuns: 1, seed: 5 })[0];
    return {
      service,
      name,
      input: sample(input) ?? {},
      output: withDocuments(sample(output) ?? {}),
    };
  });
  const received = new Map<string, DecodedRequest>();
  answer = (request) => {
    received.set(request.name, request);
    const output = cases.find(({ name }) => name === request.name)?.output as never;
    return encodeResponse(request.name, output, { requestId });
  };
  const told = await callByBoto3(cases);
  expect(told).toHaveLength(operations.length);
  const known = cases.flatMap((each, at) =>
    told[at]?.unknown ? [] : [{ ...each, told: told[at]! }],
  );
  expect(known.length).toBeGreaterThan(150);
  for (const {
    name,
    told: { given, status, answer: understood, expected },
  } of known) {
    expect({ name, status, input: received.get(name)?.input ?? {} }).toEqual({
      name,
      status: 200,
      input: given,
    });
    const parsed = JSON.parse(
      JSON.stringify(expected).replaceAll(JSON.stringify(DOCUMENT), DOCUMENT),
    );
    expect({ name, understood }).toEqual({ name, understood: parsed });
  }
});

it.skipIf(python === undefined)('boto3 raises the error of every code', async () => {
  const codes = Object.keys(ERROR_CODES) as ErrorCode[];
  const queue = [...codes];
  answer = () =>
    encodeError({ code: queue.shift()!, message: 'no <no> & no' }, { requestId, service: 'iam' });
  const told = await callByBoto3(
    codes.map(() => ({ service: 'iam', name: 'GetUser', input: {}, output: {} })),
  );
  expect(told.map(({ Code, Message, status }) => ({ Code, Message, status }))).toEqual(
    codes.map((Code) => ({ Code, Message: 'no <no> & no', status: ERROR_CODES[Code].status })),
  );
});

/** Says so in one line where it is missing. */
function pythonWithBoto3(): string | undefined {
  if (spawnSync('python3', ['-c', 'import boto3']).status === 0) return 'python3';
  if (process.env.OSTIARY_REQUIRE_SERVICES === '1') {
    throw new Error('expected boto3 to be installed for python3, found none');
  }
  console.log('tests with boto3 skipped: there is no python3 that has it');
  return undefined;
}
