// Waiting for a change: until there is one, or nobody waits any more.
import { expect, it } from 'vitest';
import { waitForChange } from '../src/change-watch.js';

/** A domain at revision 7 that changes when it is told to. */
function openRevisions() {
  const listeners = new Set<(change: never) => void>();
  let revision = 7;
  return {
    revision: async () => revision,
    watch: (listener: (change: never) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change: () => {
      revision += 1;
      for (const listener of listeners) listener(undefined as never);
    },
    listeners,
  };
}

it('answers at once who is behind', async () => {
  const revisions = openRevisions();
  expect(await waitForChange(revisions, 6, new AbortController().signal)).toBe(7);
});

it('answers at the change who is not, and listens no longer', async () => {
  const revisions = openRevisions();
  const answer = waitForChange(revisions, 7, new AbortController().signal);
  revisions.change();
  expect(await answer).toBe(8);
  expect(revisions.listeners.size).toBe(0);
});

it('answers when the control plane ends, so that it need not wait for who waits', async () => {
  const closing = new AbortController();
  const answer = waitForChange(openRevisions(), 7, closing.signal);
  closing.abort();
  expect(await answer).toBe(7);
  expect(await waitForChange(openRevisions(), 7, closing.signal)).toBe(7);
});
