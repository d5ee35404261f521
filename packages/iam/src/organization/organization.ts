// An organization as its document describes it, understood.
import type { AccountId, Policy } from '@ostiary/policy';

/** The two types of policy that an organization attaches. */
export type ControlPolicyType = 'serviceControl' | 'resourceControl';

/** A policy that an organization can attach. */
export interface ControlPolicy {
  readonly name: string;
  readonly description: string | undefined;
  readonly policy: Policy;
  /** Its document without white space, as it is compared and counted. */
  readonly text: string;
}

/** What is attached to one place, by name. */
export type Attachments = Readonly<Record<ControlPolicyType, readonly string[]>>;

/** An account, and what is attached to it. */
export interface MemberAccount {
  readonly id: AccountId;
  readonly attached: Attachments;
}

/** The root or an organizational unit: what is attached to it, and what is in it. */
export interface OrganizationNode {
  readonly attached: Attachments;
  readonly accounts: readonly MemberAccount[];
  readonly organizationalUnits: readonly OrganizationalUnit[];
}

/** An organizational unit. */
export interface OrganizationalUnit extends OrganizationNode {
  /** Unique in the organization: it is what tells a unit that stays from a new one. */
  readonly name: string;
}

/** A whole organization. Whichever account it does not name is in its root. */
export interface Organization {
  readonly managementAccount: AccountId;
  /** Those of the document and those that are built in, by name. */
  readonly policies: Readonly<Record<ControlPolicyType, ReadonlyMap<string, ControlPolicy>>>;
  readonly root: OrganizationNode;
}

/** One place of the organization: the root, a unit or an account. */
export interface OrganizationPlace {
  readonly kind: 'root' | 'organizationalUnit' | 'account';
  /** `the root`, ``organizational unit `Workloads` ``, ``account `123456789012` ``. */
  readonly title: string;
  /** The title of what it is in; undefined for the root. */
  readonly parent: string | undefined;
  readonly attached: Attachments;
}

/** What the root is called in sentences. */
export const ROOT_TITLE: string = 'the root';

/** All places, each after what it is in. */
export function placesOf({ root }: Organization): readonly OrganizationPlace[] {
  const places: OrganizationPlace[] = [];
  const walk = (node: OrganizationNode, title: string): void => {
    for (const { id, attached } of node.accounts) {
      places.push({ kind: 'account', title: `account \`${id}\``, parent: title, attached });
    }
    for (const unit of node.organizationalUnits) {
      const unitTitle = `organizational unit \`${unit.name}\``;
      const { attached } = unit;
      places.push({ kind: 'organizationalUnit', title: unitTitle, parent: title, attached });
      walk(unit, unitTitle);
    }
  };
  const { attached } = root;
  places.push({ kind: 'root', title: ROOT_TITLE, parent: undefined, attached });
  walk(root, ROOT_TITLE);
  return places;
}
