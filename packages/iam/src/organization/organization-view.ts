// What an organization means for each account: where it stands, and which policies bind it.
import type { NamedPolicy, OrganizationPath } from '@ostiary/evaluator';
import type { AccountId } from '@ostiary/policy';
import type { OrganizationDocument } from '../tables/organizations.js';
import { DEFAULT_ATTACHMENTS } from './built-in-control-policies.js';
import type {
  Attachments,
  ControlPolicyType,
  Organization,
  OrganizationNode,
} from './organization.js';

/** The levels above an account, root first, the account's own last. */
export type ControlLevels = readonly (readonly NamedPolicy[])[];

/** What binds an account. */
export interface AccountControls {
  readonly organization: OrganizationPath;
  /** Undefined for the management account, which no policy of the organization binds. */
  readonly levels: Readonly<Record<ControlPolicyType, ControlLevels>> | undefined;
}

/** Answers of each account of the deployment what binds it; the same objects each time. */
export type OrganizationView = (accountId: AccountId) => AccountControls;

/** What an organization means, worked out once. */
export function viewOrganization(
  organization: Organization,
  ids: Pick<OrganizationDocument, 'organizationId' | 'rootId' | 'unitIds'>,
): OrganizationView {
  const known = new Map<string, AccountControls>();
  const walk = (node: OrganizationNode, path: string, above: readonly Attachments[]): void => {
    const chain = [...above, node.attached];
    for (const { id, attached } of node.accounts) {
      known.set(id, controls(id, path, [...chain, attached]));
    }
    for (const unit of node.organizationalUnits) {
      walk(unit, `${path}${ids.unitIds[unit.name]}/`, chain);
    }
  };
  const controls = (id: string, path: string, chain: readonly Attachments[]): AccountControls => ({
    organization: { organizationId: ids.organizationId, path },
    levels:
      id === organization.managementAccount
        ? undefined
        : {
            serviceControl: levelsOf(organization, chain, 'serviceControl'),
            resourceControl: levelsOf(organization, chain, 'resourceControl'),
          },
  });
  const rootPath = `${ids.organizationId}/${ids.rootId}/`;
  walk(organization.root, rootPath, []);
  const unnamed = [organization.root.attached, DEFAULT_ATTACHMENTS];
  const inRoot = controls('', rootPath, unnamed);
  const { managementAccount } = organization;
  if (!known.has(managementAccount)) {
    known.set(managementAccount, controls(managementAccount, rootPath, unnamed));
  }
  return (accountId) => known.get(accountId) ?? inRoot;
}

function levelsOf(
  { policies }: Organization,
  chain: readonly Attachments[],
  type: ControlPolicyType,
): ControlLevels {
  return chain.map((attached) =>
    attached[type].map((name) => {
      const found = policies[type].get(name);
      if (found === undefined) throw new TypeError(`no policy \`${name}\` in the organization`);
      return { name, policy: found.policy };
    }),
  );
}
