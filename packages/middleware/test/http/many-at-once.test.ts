// Many callers at once: nobody gets the answer of another.
import { setTimeout as wait } from 'node:timers';
import { readAccountFile } from '@ostiary/middleware/account-file';
import { afterEach, describe, expect, it } from 'vitest';
import { ACCOUNT_FILE, adapters, type RunningApp, startApp } from './notes-app.js';
import { sendExactly, signed } from './send.js';
import { alice, bob, carol, own, reader } from './signers.js';

const account = readAccountFile(ACCOUNT_FILE);

/** Answers in another order than it was asked. */
function late<Query, Answer>(lookup: (query: Query) => Answer | Promise<Answer>) {
  let asked = 0;
  return async (query: Query): Promise<Answer> => {
    asked += 1;
    const rounds = (asked * 7) % 5;
    await new Promise((resolve) => wait(resolve, rounds));
    return lookup(query);
  };
}

describe.each(adapters)('500 requests at once on $name', (adapter) => {
  let app: RunningApp;
  afterEach(() => app.close());

  it.each([10_000, 1])('are answered right with caches of %i', async (maxEntries) => {
    app = await startApp(adapter, {
      signingKeys: late(account.signingKeys),
      policies: late(account.policies),
      cache: { maxEntries, ttlMs: 60_000 },
    });
    const callers = [
      { credentials: alice, caller: 'user/alice' },
      { credentials: bob, caller: 'user/bob' },
      { credentials: carol, caller: 'user/carol' },
      { credentials: reader, caller: 'assumed-role/Reader/night-shift' },
    ];
    const answers = await Promise.all(
      Array.from({ length: 500 }, async (_each, at) => {
        const { credentials, caller } = callers[at % callers.length]!;
        const isForged = at % 3 === 0;
        const key = isForged ? { ...credentials, secretAccessKey: `forged ${at}` } : credentials;
        const target = at % 7 === 0 ? `/admin/${at}` : `/notes/${at}/${at}`;
        const request = await signed(app, { target }, { credentials: key, signer: own });
        const { status, text, headers } = await sendExactly(app, request);
        const expected = isForged || at % 7 === 0 ? 403 : 200;
        const code = isForged ? 'InvalidSignatureException' : 'AccessDeniedException';
        return expected === 200
          ? {
              status,
              expected,
              right: JSON.parse(text).caller.endsWith(caller) && text.includes(`"${at}"`),
            }
          : { status, expected, right: headers['x-amzn-errortype'] === code };
      }),
    );
    expect(answers.filter(({ status, expected, right }) => status !== expected || !right)).toEqual(
      [],
    );
    expect(new Set(app.records.map(({ requestID }) => requestID)).size).toBe(500);
  });
});
