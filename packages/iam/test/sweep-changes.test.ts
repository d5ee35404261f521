// The log of changes is kept within its bounds, and who was behind it is told.
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../src/index.js';
import { sweepChanges } from '../src/sweep-changes.js';
import { alice, NOW, openIam } from './open-iam.js';

const DAY_MS = 86_400_000;

/** A store with a change a day, the last of them now. */
async function openWithDays(days: number) {
  let time = NOW.getTime() - days * DAY_MS;
  const now = () => new Date(time);
  const store = createMemoryStore({ now });
  const iam = openIam({ store, now });
  for (let day = 0; day < days; day += 1) {
    time += DAY_MS;
    await iam.execute('CreateUser', { UserName: `u${day}` }, alice);
  }
  const sweep = (keptDays: number, most: number, least: number) =>
    sweepChanges({ store, now }, { keptMs: keptDays * DAY_MS, most, least });
  const kept = async () => (await store.changes(0, 10_000)).map(({ revision }) => revision);
  return { store, iam, sweep, kept };
}

describe('the records of changes', () => {
  it.each([
    ['what is young', { keptDays: 3, most: 100, least: 0 }, [7, 8, 9, 10]],
    ['no more than the most', { keptDays: 100, most: 2, least: 0 }, [9, 10]],
    ['the newest, however old', { keptDays: 0, most: 100, least: 6 }, [5, 6, 7, 8, 9, 10]],
    ['all that is within the bounds', { keptDays: 10, most: 10, least: 0 }, undefined],
    ['always the last', { keptDays: -1, most: 0, least: 0 }, [10]],
  ])('are swept but for %s', async (_, { keptDays, most, least }, expected) => {
    const { sweep, kept, iam } = await openWithDays(10);
    const revisions = expected ?? (await kept());
    expect(await sweep(keptDays, most, least)).toBe(10 - revisions.length);
    expect(await kept()).toEqual(revisions);
    expect(await sweep(keptDays, most, least)).toBe(0);
    expect((await iam.execute('ListUsers', {}, alice)).Users).toHaveLength(10);
  });

  it('are swept in many batches', async () => {
    const { sweep, kept } = await openWithDays(1201);
    expect(await sweep(0, 2000, 0)).toBe(1200);
    expect(await kept()).toEqual([1201]);
  });

  it('are kept for ninety days where there are few', async () => {
    const { iam, kept } = await openWithDays(100);
    expect(await iam.sweepChanges()).toBe(0);
    expect(await kept()).toHaveLength(100);
  });

  it('are taken to have altered something where they are swept', async () => {
    const { store, iam, sweep } = await openWithDays(10);
    const use = { accountId: alice.accountId, kind: 'access-key', service: 'iam' } as const;
    const before = await iam.revision();
    for (const id of ['AKIA1', 'AKIA2', 'AKIA3']) {
      iam.recordUse({ ...use, id, region: 'x' });
      await iam.writeUses();
    }
    expect(await iam.revision()).toBe(before + 3);
    expect(await iam.alteredSince(before)).toBe(false);
    await sweep(-1, 100, 0);
    expect(await iam.alteredSince(before)).toBe(true);
    expect(await iam.alteredSince(before + 2)).toBe(false);
    expect(await store.changes(0, 10)).toHaveLength(1);
  });
});
