// When and where credentials were last used; apart from them, so that use changes no credential.
import type { Row, Table } from '../store.js';

/** The last use of one access key or role. */
export interface LastUse extends Row {
  readonly kind: 'access-key' | 'role';
  /** The access key id, or the unique id of the role. */
  readonly id: string;
  readonly date: string;
  /** The service and region of the credential scope. */
  readonly service: string;
  readonly region: string;
}

/** The last use of each, by kind and id. */
export const LAST_USES: Table<LastUse> = {
  name: 'last_uses',
  key: ({ kind, id }) => [kind, id],
  indexes: {},
};
