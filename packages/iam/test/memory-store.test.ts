// The store in memory passes the conformance suite.
import { describe, expect, it } from 'vitest';
import { createMemoryStore, DEPLOYMENT } from '../src/index.js';
import { STORE_CASES, THINGS } from '../src/testing.js';

describe('the store in memory', () => {
  for (const { name, run } of STORE_CASES) it(name, () => run(createMemoryStore()));

  it('takes the time of changes from its clock', async () => {
    const store = createMemoryStore({ now: () => new Date(0) });
    const accountId = DEPLOYMENT;
    await store.transact(
      { accountId, operation: 'Test', requestId: 'r', principal: 'ostiary' },
      (writer) => writer.insert(THINGS, { accountId, id: 'a', name: 'a' }),
    );
    expect((await store.changes(0, 1))[0]?.time).toBe('1970-01-01T00:00:00.000Z');
  });
});
