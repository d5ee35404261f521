// Waiting for a change: until there is one, or nobody waits any more.
import { expect, it } from 'vitest';
import { waitForChange } from '../src/change-watch.js';

/** A domain at revision 7 that changes when it is told to, from which on all decisions are altered. */
function openRevisions() {
  const listeners = new Set<() => void>();
  let revision = 7;
  let altered = 7;
  return {
    revision: async () => revision,
    alteredSince: async (after: number) => after < altered,
    watchDecisions: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change: () => {
      altered = revision += 1;
      for (const listener of listeners) listener();
    },
    issueSession: () => {
      revision += 1;
    },
    listeners,
  };
}

const open = () => new AbortController().signal;

it('answers at once who is behind, and who asks first', async () => {
  expect(await waitForChange(openRevisions(), 6, open())).toBe(7);
  expect(await waitForChange(openRevisions(), undefined, open())).toBe(7);
});

it('answers at the change who is not, and listens no longer', async () => {
  const revisions = openRevisions();
  const answer = waitForChange(revisions, 7, open());
  revisions.change();
  expect(await answer).toBe(8);
  expect(revisions.listeners.size).toBe(0);
});

it('answers what was asked with when no decision was altered, however often the state was', async () => {
  const revisions = openRevisions();
  revisions.issueSession();
  const closing = new AbortController();
  const answer = waitForChange(revisions, 7, closing.signal);
  closing.abort();
  expect(await answer).toBe(7);
  expect(revisions.listeners.size).toBe(0);
});

it('answers when the control plane ends, so that it need not wait for who waits', async () => {
  const closing = new AbortController();
  const answer = waitForChange(openRevisions(), 7, closing.signal);
  closing.abort();
  expect(await answer).toBe(7);
  expect(await waitForChange(openRevisions(), 7, closing.signal)).toBe(7);
});

it('fails when nobody can tell', async () => {
  const revisions = openRevisions();
  const alteredSince = async () => {
    throw new Error('the store is down');
  };
  await expect(waitForChange({ ...revisions, alteredSince }, 7, open())).rejects.toThrow('down');
  expect(revisions.listeners.size).toBe(0);
});
