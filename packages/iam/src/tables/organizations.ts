// The organization of the deployment: what it is, and the document that it was made by.
import type { Row, Table } from '../store.js';

/** Which organization stands; small, since it is read for every principal. */
export interface OrganizationHead extends Row {
  /** How many documents have been applied. */
  readonly revision: number;
  readonly applyDate: string;
}

/** What was applied, and the ids that policies and condition keys know its parts by. */
export interface OrganizationDocument extends Row {
  /** As it came. */
  readonly document: string;
  /** `o-exampleorgid`. */
  readonly organizationId: string;
  /** `r-exam`. */
  readonly rootId: string;
  /** `ou-exam-exampleou`, by the name of the unit; a unit that stays has its id for life. */
  readonly unitIds: Readonly<Record<string, string>>;
}

/** At most one, under the deployment. */
export const ORGANIZATIONS: Table<OrganizationHead> = {
  name: 'organizations',
  key: () => ['organization'],
  indexes: {},
};

/** At most one, under the deployment. */
export const ORGANIZATION_DOCUMENTS: Table<OrganizationDocument> = {
  name: 'organization_documents',
  key: () => ['organization'],
  indexes: {},
};
