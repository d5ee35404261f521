// The measuring process: rounds of each contender in turn, by the time on the processor.
import crypto, { createHash, createHmac } from 'node:crypto';
import { cpus } from 'node:os';
import { Sha256 } from '@aws-crypto/sha256-js';
import { deriveSigningKey, signRequest, verifyRequest, verifyRequestHead } from '@ostiary/sigv4';
import { SignatureV4 } from '@smithy/signature-v4';
import aws4 from 'aws4';

const ROUNDS = 40;
const CALLS = 2_000;

const date = new Date('2026-11-23T12:00:00Z');
const region = 'eu-west-1';
const service = 'notes';
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const headers = [
  ['Host', 'notes.example:8080'],
  ['Accept', '*/*'],
  ['User-Agent', 'bench/1.0'],
] as const;
const request = { method: 'GET', path: '/notes/alice/diary', query: '', headers };
const signed = await signRequest(request, { credentials, region, service, date });

const scope = { date: '20261123', region, service };
const signingKey = await deriveSigningKey(credentials.secretAccessKey, scope);
const match = { signingKey, principal: 'alice' };
const empty = new Uint8Array();
const options = {
  // At hand, as the cache of the gate gives it.
  ...{ signingKeys: () => match, now: date, service, regions: [region] },
  receiveBody: () => empty,
};

const canonical =
  'GET\n/notes/alice/diary\n\naccept:*/*\nhost:notes.example:8080\nx-amz-date:20261123T120000Z\n\naccept;host;x-amz-date\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const toSign = `AWS4-HMAC-SHA256\n20261123T120000Z\n20261123/${region}/${service}/aws4_request\n${'a'.repeat(64)}`;

const smithy = new SignatureV4({ service, region, credentials, sha256: Sha256 });
const unsigned = {
  ...{ method: 'GET', protocol: 'https:', hostname: 'notes.example', path: request.path },
  ...{ query: {}, headers: { host: 'notes.example:8080', accept: '*/*' } },
};

/** What is measured, the floor first: each once, on the same request. */
const contenders: readonly (readonly [name: string, run: () => unknown])[] = [
  [
    'floor: one SHA-256 and one HMAC by node:crypto',
    () => {
      if (crypto.hash !== undefined) crypto.hash('sha256', canonical, 'hex');
      else createHash('sha256').update(canonical).digest('hex');
      return createHmac('sha256', signingKey).update(toSign).digest('hex');
    },
  ],
  ['@ostiary/sigv4 verifyRequest', () => verifyRequest(signed, options)],
  ['@ostiary/sigv4 verifyRequestHead', () => verifyRequestHead(signed, options)],
  [
    '@ostiary/sigv4 signRequest',
    () => signRequest(request, { credentials, region, service, date }),
  ],
  ['@smithy/signature-v4 sign', () => smithy.sign(unsigned, { signingDate: date })],
  [
    'aws4 sign',
    () =>
      aws4.sign(
        {
          ...{ method: 'GET', path: request.path, service, region },
          headers: { host: 'notes.example:8080', 'x-amz-date': '20261123T120000Z' },
        },
        credentials,
      ),
  ],
];

const times = contenders.map((): number[] => []);
for (let round = -10; round < ROUNDS; round++) {
  for (const [at, [, run]] of contenders.entries()) {
    const nanoseconds = await timeOf(run);
    if (round >= 0) times[at]?.push(nanoseconds);
  }
}

/** Time on the processor, which what else the machine does changes least. */
async function timeOf(run: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  for (let call = 0; call < CALLS; call++) {
    const result = run();
    if (result instanceof Promise) await result;
  }
  const { user, system } = process.cpuUsage(start);
  return ((user + system) * 1_000) / CALLS;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const floor = median(times[0] ?? []);
const lines = contenders.map(([name], at) => {
  const time = median(times[at] ?? []);
  return `| ${name} | ${(time / 1_000).toFixed(2)} | ${(time / floor).toFixed(2)} |`;
});
process.stdout.write(
  [
    `A header-signed GET without body, ${ROUNDS} interleaved rounds of ${CALLS} calls, medians. Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}.`,
    '',
    '| | µs on the processor | × the floor |',
    '| --- | --- | --- |',
    ...lines,
    '',
  ].join('\n'),
);
