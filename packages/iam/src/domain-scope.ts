// What everything in the domain works with that is not an operation.
import type { ManagedPolicyCatalog } from './managed-policy-catalog.js';
import type { LoadOrganization } from './organization/load-organization.js';
import type { Quotas } from './quotas.js';
import type { Secrets } from './secrets.js';
import type { Store } from './store.js';

/** The store of a control plane, and what it makes secrets, ARNs and times with. */
export interface DomainScope {
  readonly store: Store;
  readonly secrets: Secrets;
  /** `aws`, or the partition that the deployment's ARNs have. */
  readonly partition: string;
  readonly quotas: Quotas;
  /** The managed policies that belong to no account. */
  readonly managedPolicies: ManagedPolicyCatalog;
  readonly loadOrganization: LoadOrganization;
  readonly now: () => Date;
}
