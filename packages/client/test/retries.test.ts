// When the client sends again, when it does not, and what it then sends.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ClientOptions, createClient } from '../src/index.js';
import {
  type Answer,
  type ScriptedServer,
  scriptedKey,
  startScriptedServer,
} from './scripted-server.js';

let server: ScriptedServer;
let slept: number[];
let clock: number;

beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());
beforeEach(() => {
  slept = [];
  clock = Date.parse('2026-11-23T12:00:00Z');
});

const clientOf = (options: Partial<ClientOptions> = {}) =>
  createClient({
    credentials: scriptedKey,
    region: 'eu-central-1',
    service: 'notes',
    now: () => new Date(clock),
    random: () => 0.5,
    // Time passes by itself, so that each try is signed at another.
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      clock += 60_000;
    },
    ...options,
  });

const send = (init?: RequestInit, options?: Partial<ClientOptions>) =>
  clientOf(options).fetch(`${server.origin}/notes?a=1`, init);

const xml = (code: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code></Error></ErrorResponse>`;

describe('is sent again, signed anew:', () => {
  it.each<[string, Answer, number]>([
    ['429', { status: 429 }, 250],
    ['503', { status: 503 }, 250],
    ['500', { status: 500 }, 50],
    ['502', { status: 502 }, 50],
    ['504', { status: 504 }, 50],
    ['a lost connection', 'drop', 50],
    ['Throttling in XML under 400', { status: 400, body: xml('Throttling') }, 250],
    [
      'ThrottlingException in JSON',
      { status: 400, body: '{"__type":"com.example#ThrottlingException","message":"slow"}' },
      250,
    ],
    ['a code in JSON', { status: 400, body: '{"Error":{"Code":"RequestLimitExceeded"}}' }, 250],
    [
      'a code in a header',
      { status: 400, headers: { 'x-amzn-errortype': 'SlowDown:http://x/' } },
      250,
    ],
  ])('a request that met %s', async (_, answer, waitMs) => {
    server.answer(answer);
    const response = await send({ method: 'PUT', body: 'text' });
    expect(await response.text()).toBe('done');
    expect(server.sent).toMatchObject([
      { isSigned: true, body: 'text', amzDate: '20261123T120000Z' },
      { isSigned: true, body: 'text', amzDate: '20261123T120100Z' },
    ]);
    expect(server.sent[0]?.signature).not.toBe(server.sent[1]?.signature);
    expect(slept).toEqual([waitMs]);
  });

  it('POST, when it was refused before any work', async () => {
    server.answer({ status: 503 }, { status: 400, body: xml('Throttling') });
    const response = await send({ method: 'POST', body: 'text' });
    expect(response.status).toBe(200);
    expect(server.sent.map(({ isSigned }) => isSigned)).toEqual([true, true, true]);
  });

  it('POST that got lost, by a client whose requests may be done twice', async () => {
    server.answer('drop', { status: 500 });
    const response = await send({ method: 'POST', body: 'text' }, { idempotent: true });
    expect(response.status).toBe(200);
    expect(server.sent).toHaveLength(3);
  });

  it('after the answer that nobody will read is let go', async () => {
    const events: string[] = [];
    const answers = [429, 503, 200].map((status) => {
      const body = new ReadableStream({ cancel: () => void events.push(`let go of ${status}`) });
      return new Response(body, { status });
    });
    const fetch = async () => {
      events.push('sent');
      return answers.shift() ?? new Response();
    };
    const response = await send({}, { fetch });
    expect(events).toEqual(['sent', 'let go of 429', 'sent', 'let go of 503', 'sent']);
    await response.body?.cancel();
  });

  it('also after an answer without a body', async () => {
    const answers = [new Response(null, { status: 503 }), new Response(null, { status: 204 })];
    expect(await send({}, { fetch: async () => answers.shift() as Response })).toMatchObject({
      status: 204,
    });
  });

  it('with credentials that are asked for again', async () => {
    server.answer({ status: 503 });
    const given = [{ ...scriptedKey, secretAccessKey: 'old' }, scriptedKey];
    await send({}, { credentials: async () => given.shift() ?? scriptedKey });
    expect(server.sent.map(({ isSigned }) => isSigned)).toEqual([false, true]);
  });
});

describe('is sent once:', () => {
  it.each<[string, Answer]>([
    ['404', { status: 404 }],
    ['403 with a code', { status: 403, body: xml('AccessDenied') }],
    ['400 without a code', { status: 400, body: 'no' }],
    ['501', { status: 501 }],
    ['a redirect', { status: 307, headers: { location: '/elsewhere' } }],
    ['a Retry-After beyond the longest wait', { status: 503, headers: { 'retry-after': '21' } }],
  ])('a request that met %s', async (_, answer) => {
    server.answer(answer);
    const response = await send();
    expect(response.status).toBe((answer as { status: number }).status);
    expect(await response.text()).toBe((answer as { body?: string }).body ?? '');
    expect(server.sent).toHaveLength(1);
  });

  it.each(['POST', 'PATCH', 'PROPFIND'])('a %s that got lost', async (method) => {
    server.answer({ status: 500, body: 'lost' });
    expect(await (await send({ method })).text()).toBe('lost');
    expect(server.sent).toHaveLength(1);
    server.answer('drop');
    await expect(send({ method })).rejects.toThrow(TypeError);
    expect(server.sent).toHaveLength(1);
  });

  it('all by a client of one attempt', async () => {
    server.answer({ status: 503 });
    expect((await send({}, { attempts: 1 })).status).toBe(503);
    expect(slept).toEqual([]);
  });

  it('a request for which a redirect is an error', async () => {
    server.answer({ status: 307, headers: { location: '/elsewhere' } });
    await expect(send({ redirect: 'error' })).rejects.toThrow(TypeError);
    expect(server.sent).toHaveLength(1);
  });

  it('a refusal whose body does not end, and which is given at once', async () => {
    const events = new ReadableStream({
      start: (controller) =>
        controller.enqueue(new TextEncoder().encode('<Code>Throttling</Code>')),
    });
    const headers = { 'content-type': 'text/event-stream' };
    const response = await send(
      {},
      { fetch: async () => new Response(events, { status: 400, headers }) },
    );
    expect(response.status).toBe(400);
    await response.body?.cancel();
  });

  it('nothing, when the credentials cannot be had', async () => {
    server.answer();
    let asked = 0;
    const credentials = () => {
      asked += 1;
      return Promise.reject(new Error('no answer'));
    };
    await expect(send({}, { credentials })).rejects.toThrow('no answer');
    expect([asked, server.sent.length]).toEqual([1, 0]);
  });
});

describe('waiting', () => {
  it('grows twofold under full jitter, and ends with the last answer as it came', async () => {
    server.answer(...Array.from({ length: 9 }, () => ({ status: 503, body: 'full' })));
    const draws = [0, 0.25, 0.5, 0.999, 0.5, 0.5, 0.5, 0.5];
    const response = await send({}, { attempts: 9, random: () => draws.shift() ?? 1 });
    expect(slept).toEqual([0, 250, 1000, 3996, 4000, 8000, 10_000, 10_000]);
    expect(await response.text()).toBe('full');
    expect(server.sent).toHaveLength(9);
  });

  it.each([
    ['7', 7000],
    ['20', 20_000],
    ['Mon, 23 Nov 2026 12:00:09 GMT', 9000],
    ['Mon, 23 Nov 2026 11:00:00 GMT', 250],
    ['0', 250],
    ['soon', 250],
    ['-5', 250],
  ])('takes Retry-After: %s for no less than %i ms', async (retryAfter, waitMs) => {
    server.answer({ status: 503, headers: { 'retry-after': retryAfter } });
    await send();
    expect(slept).toEqual([waitMs]);
  });

  it('ends at once when the request is aborted', async () => {
    server.answer({ status: 503 });
    const controller = new AbortController();
    const reason = new Error('changed my mind');
    const pending = send(
      { signal: controller.signal },
      {
        sleep: (_milliseconds, signal) =>
          new Promise((_, reject) => {
            signal?.addEventListener('abort', () => reject(signal.reason));
            controller.abort(reason);
          }),
      },
    );
    await expect(pending).rejects.toBe(reason);
    expect(server.sent).toHaveLength(1);
  });

  it('by default is by a timer, which an abort ends too', async () => {
    server.answer({ status: 503 });
    const controller = new AbortController();
    const pending = createClient({
      credentials: scriptedKey,
      region: 'eu-central-1',
      service: 'notes',
      random: () => {
        // Just before the wait begins.
        queueMicrotask(() => controller.abort(new Error('changed my mind')));
        return 1;
      },
    }).fetch(server.origin, { signal: controller.signal });
    await expect(pending).rejects.toThrow('changed my mind');
  });

  it('stops for a client that has only failures, until something succeeds', async () => {
    const client = clientOf({ attempts: 2 });
    const fail = async () => {
      server.answer({ status: 503 }, { status: 503 });
      await client.fetch(server.origin);
      return server.sent.length;
    };
    const sent: number[] = [];
    for (let request = 0; request < 102; request += 1) sent.push(await fail());
    expect(sent.slice(0, 100).every((count) => count === 2)).toBe(true);
    expect(sent.slice(100)).toEqual([1, 1]);
    server.answer();
    for (let request = 0; request < 5; request += 1) await client.fetch(server.origin);
    expect(await fail()).toBe(2);
  });
});

describe('a time limit', () => {
  const immediately = async (milliseconds: number) => {
    slept.push(milliseconds);
  };

  it('ends an attempt without an answer, and the next is made', async () => {
    server.answer('hang');
    let waits = 0;
    const sleep = (milliseconds: number, signal?: AbortSignal) => {
      slept.push(milliseconds);
      waits += 1;
      // The first is the limit of the first attempt, the second the wait before the next.
      if (waits <= 2) return Promise.resolve();
      return new Promise<void>((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
      });
    };
    const response = await send({}, { timeoutMs: 1000, sleep });
    expect(response.status).toBe(200);
    expect(slept).toEqual([1000, 50, 1000]);
  });

  it('is a TimeoutError in the end', async () => {
    server.answer('hang', 'hang', 'hang');
    await expect(send({}, { timeoutMs: 1000, sleep: immediately })).rejects.toMatchObject({
      name: 'TimeoutError',
      message: 'no answer within 1000 ms',
    });
  });

  it('is not sent again when it may not be done twice', async () => {
    server.answer('hang');
    const pending = send({ method: 'POST' }, { timeoutMs: 1000, sleep: immediately });
    await expect(pending).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(slept).toEqual([1000]);
  });

  it('leaves the signal of the caller in force', async () => {
    server.answer('hang');
    const reason = new Error('changed my mind');
    const never = () => new Promise<void>(() => {});
    const controller = new AbortController();
    const pending = send({ signal: controller.signal }, { timeoutMs: 1000, sleep: never });
    controller.abort(reason);
    await expect(pending).rejects.toBe(reason);
  });
});

it.each([0, -1, 1.5, Number.NaN])('attempts or a limit of %s cannot be', (value) => {
  expect(() => clientOf({ attempts: value })).toThrow(RangeError);
  expect(() => clientOf({ timeoutMs: value })).toThrow(RangeError);
});
