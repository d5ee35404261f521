// Guarded services: those that ask the control plane on behalf of their gates.
import type { Row, Table } from '../store.js';

/** A guarded service, and the role that may ask for it. */
export interface GuardedService extends Row {
  /** As in credential scopes and ARNs, `notes`; one in the deployment. */
  readonly serviceName: string;
  /** `AROA…`: the role that registered the service; a role made again under its name is another. */
  readonly roleId: string;
  /** What the service says it is, as JSON. */
  readonly definition: string;
  readonly registerDate: string;
}

/** All guarded services, by name. */
export const SERVICES: Table<GuardedService, 'serviceName'> = {
  name: 'services',
  key: ({ serviceName }) => [serviceName],
  indexes: { serviceName: { scope: 'deployment', key: ({ serviceName }) => [serviceName] } },
};
