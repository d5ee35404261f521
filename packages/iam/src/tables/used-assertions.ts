// SAML assertions that were used, until nobody could use them again.
import type { Row, Table } from '../store.js';

/** One assertion of one provider. */
export interface UsedAssertion extends Row {
  readonly providerName: string;
  /** The `ID` that the provider gave it; a hash, since it may be long. */
  readonly assertionId: string;
  /** From when on it is too old anyway. */
  readonly expiration: string;
}

/** All used assertions by provider and id; by expiration, the oldest first. */
export const USED_ASSERTIONS: Table<UsedAssertion, 'expiration'> = {
  name: 'used_assertions',
  key: ({ providerName, assertionId }) => [providerName, assertionId],
  indexes: {
    expiration: {
      scope: 'account',
      key: ({ expiration, providerName, assertionId }) => [expiration, providerName, assertionId],
    },
  },
};
