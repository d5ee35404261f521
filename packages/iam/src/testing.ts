// @ostiary/iam/testing: what a store must do to be one.
import { ACCOUNT_CASES } from './testing/accounts.js';
import { CHANGE_CASES } from './testing/changes.js';
import { INDEX_CASES } from './testing/indexes.js';
import { KEY_CASES } from './testing/keys.js';
import { RANGE_CASES } from './testing/ranges.js';
import { ROW_CASES } from './testing/rows.js';
import type { StoreCase } from './testing/store-case.js';
import { TRANSACTION_CASES } from './testing/transactions.js';

export type { StoreCase } from './testing/store-case.js';
export { THINGS, type Thing } from './testing/things.js';
export { THINGS_MIGRATION } from './testing/things-migration.js';

/**
 * Everything that the port promises, as cases that throw where a store breaks it. Each wants an empty
 * store of its own, which it may close.
 *
 * @example
 * ```ts
 * describe('my store', () => {
 *   for (const { name, run } of STORE_CASES) {
 *     it(name, async () => {
 *       const store = await openMyStore();
 *       try {
 *         await run(store);
 *       } finally {
 *         await store.close();
 *       }
 *     });
 *   }
 * });
 * ```
 */
export const STORE_CASES: readonly StoreCase[] = [
  ...ROW_CASES,
  ...KEY_CASES,
  ...INDEX_CASES,
  ...RANGE_CASES,
  ...ACCOUNT_CASES,
  ...TRANSACTION_CASES,
  ...CHANGE_CASES,
];
