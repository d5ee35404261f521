// When users and roles last called each service.
import type { Row, Table } from '../store.js';

/** The last call of a service by a user or a role. */
export interface ServiceUse extends Row {
  /** The unique id of the user or role. */
  readonly entityId: string;
  /** As the credential scope names it: `notes`. */
  readonly service: string;
  readonly region: string;
  readonly date: string;
}

/** The last call of each, by entity and service. */
export const SERVICE_USES: Table<ServiceUse> = {
  name: 'service_uses',
  key: ({ entityId, service }) => [entityId, service],
  indexes: {},
};
