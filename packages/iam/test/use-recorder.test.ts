// When keys were last used, as it is written.
import type { AccountId } from '@ostiary/policy';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../src/index.js';
import { LAST_USES } from '../src/tables/last-uses.js';
import { NOW, openIam } from './open-iam.js';

const accountId = '123456789012' as AccountId;
const use = { accountId, kind: 'access-key', id: 'AKIA1', service: 'notes', region: 'eu' } as const;

function openWithClock() {
  let time = NOW.getTime();
  const now = () => new Date(time);
  const store = createMemoryStore({ now });
  const iam = openIam({ store, now });
  const uses = () => store.read((reader) => reader.list(LAST_USES, { accountId }));
  return { iam, store, uses, pass: (seconds: number) => (time += seconds * 1000) };
}

describe('the last use of a key', () => {
  it('is written with its time, service and region', async () => {
    const { iam, uses } = openWithClock();
    await iam.recordUse(use);
    expect(await uses()).toEqual([{ ...use, date: '2026-11-24T12:00:00.000Z' }]);
  });

  it('is written again when a minute has passed, and not before', async () => {
    const { iam, store, uses, pass } = openWithClock();
    await iam.recordUse(use);
    pass(59);
    await iam.recordUse({ ...use, region: 'us' });
    expect(await store.changes(0, 10)).toHaveLength(1);
    pass(1);
    await iam.recordUse({ ...use, region: 'us' });
    expect(await uses()).toEqual([{ ...use, region: 'us', date: '2026-11-24T12:01:00.000Z' }]);
  });

  it('is written at once for another service, as the access advisor tells them apart', async () => {
    const { iam, uses, pass } = openWithClock();
    await iam.recordUse(use);
    pass(1);
    await iam.recordUse({ ...use, service: 'other' });
    expect(await uses()).toEqual([{ ...use, service: 'other', date: '2026-11-24T12:00:01.000Z' }]);
  });

  it('of many at once is written in few transactions', async () => {
    const { iam, store, uses } = openWithClock();
    const ids = Array.from({ length: 50 }, (_, at) => `AKIA${at}`);
    await Promise.all(ids.map((id) => iam.recordUse({ ...use, id })));
    expect((await uses()).map(({ id }) => id)).toEqual([...ids].sort());
    expect((await store.changes(0, 100)).length).toBeLessThan(3);
  });
});
