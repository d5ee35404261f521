// What the organization says of the account that owns a resource: the answer of the control plane.
import type { ResourceControlLookup } from '@ostiary/evaluator';
import type { DomainScope } from './domain-scope.js';
import { resourceControlsOf } from './organization/resource-controls.js';

/** Answers gates what binds the resources of an account; one that is not there is in no organization. */
export function resourceControlLookup({
  store,
  loadOrganization,
}: DomainScope): ResourceControlLookup {
  return (accountId) =>
    store.read((reader) => resourceControlsOf(accountId, { store: reader, loadOrganization }));
}
