// What a handler asks about other things than its request was decided on.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type AuditRecord,
  createGate,
  type Demand,
  decideFurther,
  type FurtherDecision,
  type GateOptions,
} from '@ostiary/middleware';
import { readAccountFile } from '@ostiary/middleware/account-file';
import { ostiary } from '@ostiary/middleware/node';
import { parseArn } from '@ostiary/policy';
import { afterEach, expect, it } from 'vitest';
import { notesService } from '../notes-service.js';
import { ACCOUNT_FILE, NOW, REGION } from './notes-app.js';
import { sendExactly } from './send.js';
import { alice, bob, own, type TestCredentials } from './signers.js';

const account = readAccountFile(ACCOUNT_FILE);
const demand = (action: string, name: string): Demand => {
  const arn = parseArn(`arn:aws:notes:${REGION}:123456789012:note/${name}`);
  if (!arn.ok) throw new Error(name);
  return { action: `notes:${action}`, resource: arn.value.arn };
};

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

interface Answered {
  readonly found: readonly FurtherDecision[];
  readonly records: readonly AuditRecord[];
  readonly errors: readonly unknown[];
}

/** Lists the notes of bob, and in its handler asks about others, one after the other. */
async function ask(
  credentials: TestCredentials,
  demands: readonly Demand[],
  overrides: (handled: () => boolean) => Partial<GateOptions> = () => ({}),
): Promise<Answered> {
  const records: AuditRecord[] = [];
  const errors: unknown[] = [];
  const found: FurtherDecision[] = [];
  let isHandled = false;
  const gate = createGate({
    ...{ service: notesService, region: REGION, ...account, now: () => NOW },
    audit: { record: (record) => void records.push(record) },
    onError: (error) => void errors.push(error),
    cache: { maxEntries: 1, ttlMs: 1 },
    ...overrides(() => isHandled),
  });
  const listener = ostiary(gate, async (request, response) => {
    isHandled = true;
    for (const each of demands) found.push(await decideFurther(request, each));
    response.end();
  });
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const head = { method: 'GET', target: '/notes/bob', headers: { host: `127.0.0.1:${port}` } };
  const { status } = await sendExactly({ port }, await own.sign(head, { credentials }));
  expect(status).toBe(200);
  return { found, records, errors };
}

it('is decided by the policies of the caller, each for itself', async () => {
  const asked = [
    demand('PutNote', 'alice/x'),
    demand('PutNote', 'bob/x'),
    demand('GetNote', 'bob/x'),
  ];
  const { found } = await ask(alice, asked);
  expect(found).toMatchObject([
    { allowed: true },
    { allowed: false, refusal: { code: 'AccessDeniedException', status: 403 } },
    { allowed: true },
  ]);
  expect(found[1]).toMatchObject({
    refusal: {
      message: expect.stringContaining('user/alice is not authorized to perform: notes:PutNote'),
    },
  });
  const denied = await ask(bob, [demand('GetNote', 'alice/diary'), demand('GetNote', 'alice/x')]);
  expect(denied.found.map(({ allowed }) => allowed)).toEqual([false, true]);
});

it('is recorded under the id of its request, in its order', async () => {
  const { records } = await ask(bob, [
    demand('GetNote', 'alice/x'),
    demand('GetNote', 'alice/diary'),
  ]);
  const decided = records.filter((record) => record.recordType === 'decision');
  expect(decided).toMatchObject([
    { eventName: 'notes:ListNotes', outcome: 'allowed' },
    { eventName: 'notes:GetNote', outcome: 'allowed', sourceIPAddress: '127.0.0.1' },
    {
      ...{ eventName: 'notes:GetNote', outcome: 'explicitDeny', method: 'GET' },
      ...{ resource: demand('GetNote', 'alice/diary').resource, userIdentity: { userName: 'bob' } },
      ...{ decidedBy: 'NoDiaries#NoDiaries', errorCode: 'AccessDeniedException' },
    },
  ]);
  expect(new Set(decided.map(({ requestID }) => requestID)).size).toBe(1);
  expect(decided.some((record) => 'demands' in record)).toBe(false);
});

const broken = new Error('the database is down');

it.each([
  [
    'the policies cannot be read',
    (handled: () => boolean): Partial<GateOptions> => ({
      policies: async (principal) => {
        if (handled()) throw broken;
        return account.policies(principal);
      },
      cache: { maxEntries: 1, ttlMs: 1 },
    }),
  ],
  [
    'the organization cannot be read',
    (handled: () => boolean): Partial<GateOptions> => ({
      resourceControls: async () => {
        if (handled()) throw broken;
        return {};
      },
    }),
  ],
  [
    'it cannot be recorded',
    (handled: () => boolean): Partial<GateOptions> => ({
      audit: {
        record: ({ recordType }) => {
          if (handled() && recordType === 'decision') throw broken;
        },
      },
    }),
  ],
])('is refused where %s', async (_what, overrides) => {
  const clearing = (handled: () => boolean): Partial<GateOptions> => {
    const made = overrides(handled);
    let forget = (): void => undefined;
    return {
      ...made,
      watchChanges: (onChange) => {
        forget = onChange;
      },
      audit: {
        record: (record) => {
          // What the gate remembers is an answer of before.
          forget();
          return made.audit?.record(record);
        },
      },
    };
  };
  const { found, errors } = await ask(alice, [demand('GetNote', 'alice/x')], clearing);
  expect(found).toMatchObject([
    {
      allowed: false,
      refusal: {
        ...{ code: 'ServiceUnavailable', status: 503 },
        message: 'the request could not be authorized, try again later',
      },
    },
  ]);
  expect(errors).toContain(broken);
});

it('cannot be asked for a request that passed no gate', async () => {
  await expect(decideFurther({}, demand('GetNote', 'alice/x'))).rejects.toMatchObject({
    code: 'InternalFailure',
  });
});
