// Temporary credentials are renewed before they end, once for all who ask.
import { beforeEach, describe, expect, it } from 'vitest';
import { ClientError, type ExpiringCredentials, refreshable } from '../src/index.js';

const minute = 60_000;
let clock: number;
let loads: number;

beforeEach(() => {
  clock = Date.parse('2026-11-23T12:00:00Z');
  loads = 0;
});

const now = () => new Date(clock);

/** Gives `KEY1`, `KEY2`, …, each good for so long; fails when told to. */
function source(lifetimeMs: number | undefined = 60 * minute) {
  const state = { failing: false };
  const provider = refreshable(
    async (): Promise<ExpiringCredentials> => {
      loads += 1;
      if (state.failing) throw new Error('no answer');
      return {
        accessKeyId: `KEY${loads}`,
        secretAccessKey: 'secret',
        ...(lifetimeMs === undefined ? {} : { expiration: new Date(clock + lifetimeMs) }),
      };
    },
    { now },
  );
  const keyId = async () => (await provider()).accessKeyId;
  return { state, keyId, provider };
}

/** Lets what nobody waits for end. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

it('long-term credentials are asked for once', async () => {
  const provider = refreshable(async () => {
    loads += 1;
    return { accessKeyId: 'KEY', secretAccessKey: 'secret' };
  });
  await provider();
  await provider();
  expect(loads).toBe(1);
});

it.each([1, 2, 1000])('%i callers at once are one fetch', async (count) => {
  const { keyId } = source();
  const ask = () => Promise.all(Array.from({ length: count }, keyId));
  expect(new Set(await ask())).toEqual(new Set(['KEY1']));
  clock += 51 * minute;
  expect(new Set(await ask())).toEqual(new Set(['KEY2']));
  expect(loads).toBe(2);
});

describe.each([
  ['an hour', 60 * minute, 45 * minute, 50 * minute],
  ['twelve hours', 720 * minute, 705 * minute, 710 * minute],
  ['a quarter of an hour', 15 * minute, 11.25 * minute, 12.5 * minute],
])('credentials for %s', (_, lifetimeMs, earlyMs, mandatoryMs) => {
  it('are kept until they near their end', async () => {
    const { keyId } = source(lifetimeMs);
    await keyId();
    clock += earlyMs - 1;
    expect(await keyId()).toBe('KEY1');
    await settle();
    expect(loads).toBe(1);
  });

  it('are given while new ones are fetched, early enough', async () => {
    const { keyId } = source(lifetimeMs);
    await keyId();
    clock += earlyMs;
    expect(await keyId()).toBe('KEY1');
    await settle();
    expect(await keyId()).toBe('KEY2');
    expect(loads).toBe(2);
  });

  it('are waited for later than that', async () => {
    const { keyId } = source(lifetimeMs);
    await keyId();
    clock += mandatoryMs;
    expect(await keyId()).toBe('KEY2');
  });

  it.each(['earlyMs', 'mandatoryMs'])('that cannot be renewed are used on, from %s', async (at) => {
    const { keyId, state } = source(lifetimeMs);
    await keyId();
    state.failing = true;
    clock += at === 'earlyMs' ? earlyMs : mandatoryMs;
    expect(await keyId()).toBe('KEY1');
    await settle();
    expect(await keyId()).toBe('KEY1');
    expect(loads).toBe(2);

    clock += minute;
    expect(await keyId()).toBe('KEY1');
    await settle();
    expect(loads).toBe(3);

    clock += lifetimeMs;
    await expect(keyId()).rejects.toThrow('no answer');
    state.failing = false;
    expect(await keyId()).toBe('KEY5');
  });
});

it('a failure is told to all who waited, and the next caller asks again', async () => {
  const { keyId, state } = source();
  state.failing = true;
  const outcomes = await Promise.allSettled([keyId(), keyId(), keyId()]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(loads).toBe(1);
  state.failing = false;
  expect(await keyId()).toBe('KEY2');
});

it('what ends while it cannot be renewed is not given', async () => {
  let fail: (error: Error) => void = () => {};
  const given: Promise<ExpiringCredentials>[] = [
    Promise.resolve({
      accessKeyId: 'KEY1',
      secretAccessKey: 'secret',
      expiration: new Date(clock + 60 * minute),
    }),
    new Promise((_, reject) => {
      fail = reject;
    }),
  ];
  const provider = refreshable(() => given.shift() as Promise<ExpiringCredentials>, { now });
  await provider();
  clock += 59 * minute;
  const pending = provider();
  clock += minute;
  fail(new Error('no answer'));
  await expect(pending).rejects.toThrow('no answer');
});

it.each([0, -1, Number.NaN])('credentials that end in %s ms are refused', async (lifetimeMs) => {
  const error = await source(lifetimeMs)
    .provider()
    .catch((thrown: Error) => thrown);
  expect(error).toBeInstanceOf(ClientError);
  expect(error).toMatchObject({ code: 'CredentialRetrieval' });
  expect((error as Error).message).toMatch(/from the credential provider that are valid now/);
});
