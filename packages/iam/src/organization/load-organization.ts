// The organization that stands, read from the store and kept for as long as it stands.
import { DEPLOYMENT, type Reader } from '../store.js';
import { ORGANIZATION_DOCUMENTS, ORGANIZATIONS } from '../tables/organizations.js';
import { type OrganizationView, viewOrganization } from './organization-view.js';
import { parseOrganization } from './parse-organization.js';

/** Which organization stands in this state; undefined without any. */
export type LoadOrganization = (store: Reader) => Promise<OrganizationView | undefined>;

interface Kept {
  readonly revision: number;
  readonly applyDate: string;
  readonly view: OrganizationView;
}

/**
 * Reads the organization each time as far as to know that it is still the same.
 *
 * A document that cannot be read any more is a failure, not an organization without policies.
 */
export function createOrganizationLoader(): LoadOrganization {
  let kept: Kept | undefined;
  return async (store) => {
    const head = await store.get(ORGANIZATIONS, DEPLOYMENT, KEY);
    if (head === undefined) return undefined;
    const { revision, applyDate } = head;
    if (kept?.revision === revision && kept.applyDate === applyDate) return kept.view;
    const row = await store.get(ORGANIZATION_DOCUMENTS, DEPLOYMENT, KEY);
    const parsed = row && parseOrganization(row.document);
    if (row === undefined || !parsed?.ok) {
      throw new TypeError('the document of the organization cannot be read');
    }
    const view = viewOrganization(parsed.value, row);
    kept = { revision, applyDate, view };
    return view;
  };
}

/** The key of the one organization. */
export const KEY: readonly [string] = ['organization'];
