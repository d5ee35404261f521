// Migration 2: lists under a path, and how often a policy is used, without reading all of an account.
import type { AddedIndexes, Migration } from './migration.js';

/** An order by path, then by name. */
function byPath(name: string, spelling: (text: string) => string): AddedIndexes {
  return {
    path: { scope: 'account', key: (row) => [String(row.path), spelling(String(row[name]))] },
  };
}

const lowerCase = (text: string) => text.toLowerCase();

/** Adds the order by path to what has one, and counts how policies are used. */
export const PATHS_MIGRATION: Migration = {
  number: 2,
  name: 'paths and counts',
  tables: {},
  indexes: {
    groups: byPath('groupName', lowerCase),
    instance_profiles: byPath('instanceProfileName', lowerCase),
    managed_policies: byPath('policyName', lowerCase),
    roles: byPath('roleName', lowerCase),
    server_certificates: byPath('certificateName', (text) => text),
    users: byPath('userName', lowerCase),
  },
  counted: { attachments: ['policy'], roles: ['boundary'], users: ['boundary'] },
};
