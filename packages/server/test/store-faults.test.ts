// A store that takes no writes: callers are told so and why, and everything else goes on.
import { randomBytes } from 'node:crypto';
import { createKeyRing, createMemoryStore, createSecrets, StoreError } from '@ostiary/iam';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ControlPlane, ROOT, startControlPlane } from './control-plane.js';
import { callRaw } from './raw-call.js';

const V = 'Version=2010-05-08';
const CREATE = `Action=CreateUser&${V}&UserName=bob`;

let fault: StoreError | undefined;
let plane: ControlPlane;
beforeEach(async () => {
  fault = undefined;
  const store = createMemoryStore();
  const transact: typeof store.transact = async (cause, work) => {
    if (fault !== undefined) throw fault;
    return store.transact(cause, work);
  };
  const secrets = createSecrets(createKeyRing([randomBytes(32)]));
  plane = await startControlPlane({ state: { store: { ...store, transact }, secrets } });
});
afterEach(() => plane.close());

describe('a store that is', () => {
  it.each([
    ['full', new StoreError('Full', 'secret-path'), /full/],
    ['read-only', new StoreError('ReadOnly', 'secret-path'), /cannot be changed/],
    ['overrun by others', new StoreError('Conflict', 'secret-path'), /try again/],
  ])(
    '%s refuses writes and lets reads go on, until it takes writes again',
    async (_, error, why) => {
      const call = (form: string) => callRaw(plane.url, ROOT, form);
      expect((await call(`Action=CreateUser&${V}&UserName=ann`)).status).toBe(200);
      fault = error;
      const refused = await call(CREATE);
      expect(refused).toMatchObject({ status: 503, code: 'ServiceUnavailable' });
      expect(refused.headers.get('retry-after')).toBe('1');
      expect(refused.body).toMatch(why);
      expect(refused.body).not.toContain('secret-path');
      expect((await call(`Action=GetUser&${V}&UserName=ann`)).status).toBe(200);
      expect((await call(`Action=GetUser&${V}&UserName=bob`)).code).toBe('NoSuchEntity');
      fault = undefined;
      expect((await call(CREATE)).status).toBe(200);
    },
  );
});
