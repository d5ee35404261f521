// What binds the resources of an account.
import type { ResourceControls } from '@ostiary/evaluator';
import type { AccountId } from '@ostiary/policy';
import { DEPLOYMENT, type Reader } from '../store.js';
import { ACCOUNTS } from '../tables/accounts.js';
import type { LoadOrganization } from './load-organization.js';

interface Source {
  readonly store: Reader;
  readonly loadOrganization: LoadOrganization;
}

/** The controls of an account; none for one that is not of the deployment, or without an organization. */
export async function resourceControlsOf(
  accountId: AccountId,
  { store, loadOrganization }: Source,
): Promise<ResourceControls> {
  const organization = await loadOrganization(store);
  if (organization === undefined) return {};
  const account = await store.get(ACCOUNTS, DEPLOYMENT, [accountId]);
  if (account === undefined) return {};
  const { organization: path, levels } = organization(accountId);
  return { organization: path, ...(levels && { resourceControl: levels.resourceControl }) };
}
