// What holds of kept credentials under every course of events.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ExpiringCredentials, refreshable } from '../src/index.js';

const minute = 60_000;

/** Time passes, somebody asks, or the fetch under way ends, well or not. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 30 * minute }) }),
  fc.record({ kind: fc.constant('ask' as const) }),
  fc.record({
    kind: fc.constant('end' as const),
    lifetimeMs: fc.option(fc.integer({ min: 1, max: 120 * minute }), { freq: 2 }),
  }),
);

/** Lets every promise that can go on do so. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

it('nobody is given credentials whose time was past when they asked, and one fetch is under way at most', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      let clock = Date.parse('2026-11-23T12:00:00Z');
      let waiting: Waiting | undefined;
      let underWay = 0;
      const provider = refreshable(
        async () => {
          underWay += 1;
          expect(underWay).toBe(1);
          waiting = withResolvers();
          try {
            return await waiting.promise;
          } finally {
            underWay -= 1;
            waiting = undefined;
          }
        },
        { now: () => new Date(clock) },
      );
      const asked: Promise<void>[] = [];
      for (const each of steps) {
        if (each.kind === 'pass') clock += each.ms;
        else if (each.kind === 'end') endWith(waiting, each.lifetimeMs, clock);
        else {
          const askedAt = clock;
          asked.push(
            provider().then(
              ({ expiration }) => expect(expiration?.getTime()).toBeGreaterThan(askedAt),
              (error: Error) => expect(error.message).toBe('no answer'),
            ),
          );
        }
        await settle();
      }
      endWith(waiting, null, clock);
      await Promise.all(asked);
    }),
    { numRuns: 200 },
  );
});

interface Waiting {
  readonly promise: Promise<ExpiringCredentials>;
  resolve(credentials: ExpiringCredentials): void;
  reject(error: Error): void;
}

function withResolvers(): Waiting {
  let resolve: Waiting['resolve'] = () => {};
  let reject: Waiting['reject'] = () => {};
  const promise = new Promise<ExpiringCredentials>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

function endWith(waiting: Waiting | undefined, lifetimeMs: number | null, clock: number): void {
  if (lifetimeMs === null) waiting?.reject(new Error('no answer'));
  else {
    const expiration = new Date(clock + lifetimeMs);
    waiting?.resolve({ accessKeyId: 'KEY', secretAccessKey: 'secret', expiration });
  }
}
