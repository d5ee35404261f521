// What is shared is shared while it is held, and forgotten after.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { WeakInterner } from '../src/weak-interner.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Tells the end of a value to whoever registered with it. */
const ends = new FinalizationRegistry<() => void>((tell) => tell());

/** Makes a value under `key` that nobody holds; the promise waits for its end. */
function makeUnheld(interner: WeakInterner<object>, key: string): Promise<void> {
  const value = interner.get(key, () => ({}));
  return new Promise((resolve) => ends.register(value, resolve));
}

/** Each registry is told in a turn of its own. */
async function allTold(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await nextTurn();
}

it('gives one value for a key while somebody holds it', () => {
  const interner = new WeakInterner<object>();
  const held = interner.get('key', () => ({}));
  collectGarbage();
  expect(interner.get('key', () => ({}))).toBe(held);
  expect(interner.get('other', () => ({}))).not.toBe(held);
});

it('makes the value again when the one before is gone', async () => {
  const interner = new WeakInterner<object>();
  const ended = makeUnheld(interner, 'key');
  await nextTurn();
  collectGarbage();
  await ended;
  await allTold();
  const again = {};
  expect(interner.get('key', () => again)).toBe(again);
});

it('keeps a value made again before the end of the one before was told', async () => {
  const interner = new WeakInterner<object>();
  const ended = makeUnheld(interner, 'key');
  await nextTurn();
  collectGarbage();
  const again = interner.get('key', () => ({ again: true }));
  expect(again).toEqual({ again: true });
  await ended;
  await allTold();
  expect(interner.get('key', () => ({}))).toBe(again);
});
