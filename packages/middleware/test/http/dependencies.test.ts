// What the gate asks others: whatever they do, no request passes that should not.
import { EventEmitter, once } from 'node:events';
import type { AuditRecord } from '@ostiary/middleware';
import { readAccountFile } from '@ostiary/middleware/account-file';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  ACCOUNT_FILE,
  adapters,
  type RunningApp,
  type StartOptions,
  startApp,
} from './notes-app.js';
import { call, expectRefusal, send, signed } from './send.js';
import { alice, bob, own, reader } from './signers.js';
import { headOf, openSocket } from './wire.js';

const note = { target: '/notes/alice/x' };
const account = readAccountFile(ACCOUNT_FILE);
const broken = new Error('the database at 10.0.0.5 is down');
const fail = async (): Promise<never> => {
  throw broken;
};
/** An answer that does not come. */
const never = (): Promise<never> => Promise.race([]);

describe.each(adapters)('what the gate asks, on $name', (adapter) => {
  let app: RunningApp;
  afterEach(() => app.close());
  const start = async (options: StartOptions): Promise<void> => {
    app = await startApp(adapter, options);
  };

  const failing: readonly (StartOptions & { readonly what: string })[] = [
    { what: 'the signing key lookup', signingKeys: fail },
    { what: 'the policy lookup', policies: fail },
    { what: 'the resource lookup', resources: fail },
    {
      what: 'a lookup that throws at once',
      policies: () => {
        throw broken;
      },
    },
    {
      what: 'a key lookup that throws at once',
      signingKeys: () => {
        throw broken;
      },
    },
    {
      what: 'a resource lookup that throws at once',
      resources: () => {
        throw broken;
      },
    },
    {
      what: 'an audit sink that throws at once',
      audit: {
        record: () => {
          throw broken;
        },
      },
    },
    {
      what: 'a lookup that rejects with nothing',
      policies: () => Promise.reject(undefined),
    },
    { what: 'a lookup that answers nonsense', policies: async () => JSON.parse('{"identity":7}') },
    { what: 'a policy lookup that answers null', policies: async () => JSON.parse('null') },
    { what: 'a key lookup that answers null', signingKeys: async () => JSON.parse('null') },
    { what: 'the audit sink', audit: { record: fail } },
    { what: 'a key lookup that hangs', signingKeys: never, deadlineMs: 20 },
    { what: 'a policy lookup that hangs', policies: never, deadlineMs: 20 },
    { what: 'a resource lookup that hangs', resources: never, deadlineMs: 20 },
    { what: 'an audit sink that hangs', audit: { record: never }, deadlineMs: 20 },
  ];
  it.each(failing)('$what: a failure refuses and tells nothing', async ({ what, ...options }) => {
    const errors: unknown[] = [];
    await start({ ...options, explain: true, onError: (error) => void errors.push(error) });
    const answer = await call(app, note);
    expect(answer.status, what).toBe(503);
    expect(answer.headers).toMatchObject({
      'retry-after': '1',
      'x-amzn-errortype': 'ServiceUnavailable',
    });
    expect(JSON.parse(answer.text)).toEqual({
      __type: 'ServiceUnavailable',
      message: 'the request could not be authorized, try again later',
    });
    expect(errors).not.toEqual([]);
    expect(app.visits).toEqual([]);
  });

  it('an error listener that fails changes nothing, and is told of on the console', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    const listeners = [
      () => {
        throw broken;
      },
      fail,
    ];
    for (const onError of listeners) {
      await start({ policies: fail, onError });
      expect((await call(app, note)).status).toBe(503);
      await app.close();
    }
    await start({ audit: { record: fail }, onError: fail });
    expect((await call(app, note)).status).toBe(503);
    expect(told).toHaveBeenCalledWith(expect.stringContaining('met a failure'), broken);
  });

  it('a failure is forgotten by the next request', async () => {
    let failures = 1;
    await start({
      policies: async (principal) => {
        if (failures-- > 0) throw broken;
        return account.policies(principal);
      },
    });
    expect((await call(app, note)).status).toBe(503);
    expect((await call(app, note)).status).toBe(200);
  });

  it('a principal that is gone is refused', async () => {
    await start({ policies: async () => undefined });
    const answer = await call(app, note);
    expectRefusal(app, answer, { code: 'UnrecognizedClientException' });
    expect(answer.text).toContain('the principal of these credentials is gone');
  });

  it('a principal without any policy is refused', async () => {
    await start({
      policies: async () => ({
        ...{ identity: [], permissionsBoundary: null, session: null },
        ...{ tags: new Map(), revision: 0 },
      }),
    });
    expectRefusal(app, await call(app, note), { code: 'AccessDeniedException' });
  });

  it('an allow that cannot be recorded is refused, and so recorded once it can', async () => {
    const records: AuditRecord[] = [];
    let failures = 1;
    await start({
      audit: {
        record: (record) => {
          if (failures-- > 0) throw broken;
          records.push(record);
        },
      },
    });
    expect((await call(app, note)).status).toBe(503);
    expect(app.visits).toEqual([]);
    expect(records).toMatchObject([{ outcome: 'refused', errorCode: 'ServiceUnavailable' }]);
  });

  it('a refusal that cannot be recorded stays the refusal it is', async () => {
    const errors: unknown[] = [];
    await start({ audit: { record: fail }, onError: (error) => void errors.push(error) });
    const answer = await call(app, { target: '/admin/x' });
    expectRefusal(app, answer, { code: 'AccessDeniedException' });
    expect(errors).toEqual([broken]);
  });

  it('an outcome that cannot be recorded is reported and harms nobody', async () => {
    const errors: unknown[] = [];
    await start({
      audit: { record: (record) => (record.recordType === 'outcome' ? fail() : undefined) },
      onError: (error) => void errors.push(error),
    });
    expect((await call(app, note)).status).toBe(200);
    await expect.poll(() => errors).toEqual([broken]);
  });

  it('the decision is recorded before the handler runs, the outcome after', async () => {
    const events: string[] = [];
    await start({ audit: { record: ({ recordType }) => void events.push(recordType) } });
    const { push } = app.visits;
    app.visits.push = (...names) => {
      events.push('handler');
      return push.apply(app.visits, names);
    };
    await call(app, note);
    await expect.poll(() => events).toEqual(['decision', 'handler', 'outcome']);
  });

  it('a caller who hangs up while the gate decides leaves an outcome', async () => {
    const steps = new EventEmitter();
    const asked = once(steps, 'asked');
    const answered = once(steps, 'answered');
    await start({
      policies: async (principal) => {
        steps.emit('asked');
        await answered;
        return account.policies(principal);
      },
    });
    const socket = await openSocket(app);
    const closed = once(app.server, 'request').then(([, response]) => once(response, 'close'));
    socket.write(headOf(await signed(app, note, { signer: own })));
    await asked;
    socket.destroy();
    await closed;
    steps.emit('answered');
    await expect.poll(() => app.records.length).toBe(2);
    const [decision, outcome] = app.records;
    expect(decision).toMatchObject({ outcome: 'allowed' });
    expect(outcome).toMatchObject({ requestID: decision?.requestID, recordType: 'outcome' });
    expect(outcome).toHaveProperty('statusCode', undefined);
  });

  it('no record holds a secret, a token, a signature, a query or a body', async () => {
    await start({});
    const put = { method: 'PUT', target: '/notes/alice/x?q=quaestio', body: '{"text":"corpus"}' };
    const requests = [
      await signed(app, put),
      await signed(app, put, { credentials: bob }),
      await signed(app, put, { credentials: { ...alice, secretAccessKey: 'falsum' } }),
      await signed(app, { ...put, body: '{"text":"corpus"' }),
      await signed(
        app,
        { method: 'GET', target: '/notes/bob?q=quaestio' },
        { credentials: reader },
      ),
    ];
    const signatures = requests.map(({ headers }) => headers.authorization?.slice(-64) ?? '');
    for (const request of requests) await send(app, request);
    const recorded = JSON.stringify(app.records);
    const secrets = ['secret-of-the-tests', 'token-of-the-tests', 'falsum', 'corpus', 'quaestio'];
    for (const secret of [...secrets, ...signatures]) expect(recorded).not.toContain(secret);
    expect(recorded).toContain('AKIAALICEALICE000001');
  });
});
