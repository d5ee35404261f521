// The migration that makes the table of the conformance suite.
import type { Migration } from '../sql/migration.js';

/** For stores that are told of their tables by migrations. */
export const THINGS_MIGRATION: Migration = {
  number: 1,
  name: 'things',
  tables: { things: { name: 'account', serial: 'deployment', group: 'account' } },
  counted: { things: ['group'] },
};
