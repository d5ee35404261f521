// What the gate remembers, for how long, and how much of it.
import { createGate, type GateOptions, type IncomingRequest } from '@ostiary/middleware';
import { readAccountFile } from '@ostiary/middleware/account-file';
import { signRequest } from '@ostiary/sigv4';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ACCOUNT_FILE, NOW, REGION } from './http/notes-app.js';
import { alice, bob, carol, type TestCredentials } from './http/signers.js';
import { notesService } from './notes-service.js';

const account = readAccountFile(ACCOUNT_FILE);

let elapsed = 1;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.spyOn(performance, 'now').mockImplementation(() => elapsed);
});
const pass = (milliseconds: number): void => {
  elapsed += milliseconds;
  vi.advanceTimersByTime(milliseconds);
};
afterEach(() => {
  vi.useRealTimers();
});

async function request(credentials: TestCredentials): Promise<IncomingRequest> {
  const headers = [['host', 'notes.example'] as const];
  const unsigned = { method: 'GET', path: '/notes/x', query: '', headers };
  const scope = { region: REGION, service: 'notes', date: NOW };
  const signed = await signRequest(unsigned, { credentials, ...scope });
  const connection = { remoteAddress: '127.0.0.1', isSecure: true };
  return { ...unsigned, ...signed, ...connection, readBody: async () => new Uint8Array() };
}

function countingGate(overrides: Partial<GateOptions> = {}) {
  const asked = { keys: 0, policies: 0 };
  const gate = createGate({
    service: notesService,
    region: REGION,
    accountId: account.accountId,
    signingKeys: async (query) => {
      asked.keys += 1;
      return account.signingKeys(query);
    },
    policies: async (principal) => {
      asked.policies += 1;
      return account.policies(principal);
    },
    cache: { maxEntries: 2, ttlMs: 1000 },
    now: () => NOW,
    onError: () => {},
    ...overrides,
  });
  const allows = async (credentials: TestCredentials): Promise<boolean> =>
    (await gate.authorize(await request(credentials))).allowed;
  return { asked, allows };
}

describe('the caches', () => {
  it('ask once for a caller until the time is over', async () => {
    const { asked, allows } = countingGate();
    for (let at = 0; at < 5; at++) expect(await allows(alice)).toBe(true);
    expect(asked).toEqual({ keys: 1, policies: 1 });
    pass(1001);
    expect(await allows(alice)).toBe(true);
    expect(asked).toEqual({ keys: 2, policies: 2 });
  });

  it('forget the least recently used', async () => {
    const { asked, allows } = countingGate();
    for (const caller of [alice, bob, alice, carol, alice]) await allows(caller);
    expect(asked).toEqual({ keys: 3, policies: 3 });
    await allows(bob);
    expect(asked).toEqual({ keys: 4, policies: 4 });
  });

  it('load the policies once for those who come together', async () => {
    const { asked, allows } = countingGate();
    const all = await Promise.all(Array.from({ length: 50 }, () => allows(alice)));
    expect(all).not.toContain(false);
    expect(asked.policies).toBe(1);
  });

  it('answer all who wait for a load that was pushed out', async () => {
    const { allows } = countingGate({ cache: { maxEntries: 1, ttlMs: 1000 } });
    expect(await Promise.all([alice, bob, carol, alice].map(allows))).not.toContain(false);
  });

  it('do not keep a failure, nor that a key is unknown or a principal gone', async () => {
    let isUp = false;
    const failing = countingGate({
      policies: async (principal) => {
        if (!isUp) throw new Error('down');
        return account.policies(principal);
      },
    });
    expect(await failing.allows(alice)).toBe(false);
    isUp = true;
    expect(await failing.allows(alice)).toBe(true);

    let isThere = false;
    const late = countingGate({
      signingKeys: async (query) => (isThere ? account.signingKeys(query) : undefined),
    });
    expect(await late.allows(alice)).toBe(false);
    isThere = true;
    expect(await late.allows(alice)).toBe(true);

    let isGone = true;
    const returning = countingGate({
      policies: async (principal) => (isGone ? undefined : account.policies(principal)),
    });
    expect(await returning.allows(alice)).toBe(false);
    isGone = false;
    expect(await returning.allows(alice)).toBe(true);
  });

  it('see that policies changed once the time is over', async () => {
    let isAllowed = true;
    const { allows } = countingGate({
      policies: async (principal) => {
        const found = await account.policies(principal);
        return found && (isAllowed ? found : { ...found, identity: [] });
      },
    });
    expect(await allows(alice)).toBe(true);
    isAllowed = false;
    pass(1001);
    expect(await allows(alice)).toBe(false);
  });

  it('forget everything at once when they hear of a change', async () => {
    let tell = (): void => {};
    const { asked, allows } = countingGate({
      watchChanges: (onChange) => {
        tell = onChange;
      },
    });
    await allows(alice);
    tell();
    expect(await allows(alice)).toBe(true);
    expect(asked).toEqual({ keys: 2, policies: 2 });
  });

  it('do not keep an answer that was on its way when the change came', async () => {
    let tell = (): void => {};
    const answers: (() => void)[] = [];
    const { asked, allows } = countingGate({
      watchChanges: (onChange) => {
        tell = onChange;
      },
      policies: async (principal) => {
        asked.policies += 1;
        await new Promise<void>((resolve) => answers.push(resolve));
        return account.policies(principal);
      },
    });
    const first = allows(alice);
    await vi.waitFor(() => expect(answers).toHaveLength(1));
    tell();
    answers.shift()?.();
    expect(await first).toBe(true);
    const second = allows(alice);
    await vi.waitFor(() => expect(answers).toHaveLength(1));
    answers.shift()?.();
    expect(await second).toBe(true);
    expect(asked.policies).toBe(2);
  });

  it('do not take a user who was made again for the one before', async () => {
    let userId = 'AIDABEFOREBEFOREBEFOR';
    const { asked, allows } = countingGate({
      cache: { maxEntries: 10, ttlMs: 1000 },
      signingKeys: async (query) => {
        const match = await account.signingKeys(query);
        if (match?.principal.principal.type !== 'User') return match;
        const { principal } = match.principal;
        return { ...match, principal: { ...match.principal, principal: { ...principal, userId } } };
      },
    });
    await allows(alice);
    userId = 'AIDAAFTERAFTERAFTERAF';
    pass(999);
    await allows(alice);
    expect(asked.policies).toBe(1);
    pass(2);
    await allows(alice);
    expect(asked.policies).toBe(2);
  });
});
