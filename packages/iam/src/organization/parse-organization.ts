// The document of an organization, to what it says or to everything that is wrong with it.
import { type AccountId, isAccountId, type JsonNode } from '@ostiary/policy';
import { BUILT_IN, DEFAULT_ATTACHMENTS, FULL_ACCESS } from './built-in-control-policies.js';
import { DocumentReader, type OrganizationIssue } from './document-reader.js';
import type {
  Attachments,
  ControlPolicyType,
  MemberAccount,
  Organization,
  OrganizationalUnit,
  OrganizationNode,
} from './organization.js';
import { NAME, readControlPolicies } from './read-control-policies.js';

/** Longest document that is read, in characters. */
const MAX_ORGANIZATION_LENGTH = 524_288;

/** How deep units nest, how many there are, and how many policies of a type one place has (AWS Organizations User Guide, "Quotas"). */
const MAX_DEPTH = 5;
const MAX_UNITS = 1000;
const MAX_ATTACHED = 5;

/** An organization, or every issue of its document. */
export type ParsedOrganization =
  | { readonly ok: true; readonly value: Organization }
  | { readonly ok: false; readonly issues: readonly OrganizationIssue[] };

/**
 * Parses the document of an organization. Nothing is guessed and nothing is skipped: a name that is
 * not known, a policy that does not parse, an account that stands twice or is not there are issues.
 *
 * @param accounts - the accounts that there are; any at all when left out
 */
export function parseOrganization(
  text: string,
  accounts?: ReadonlySet<string>,
): ParsedOrganization {
  const reader = new DocumentReader(text);
  if (text.length > MAX_ORGANIZATION_LENGTH) {
    const found = `expected at most ${MAX_ORGANIZATION_LENGTH} characters, found ${text.length}`;
    reader.report({ path: [] }, found);
    return { ok: false, issues: reader.issues };
  }
  const node = reader.parse();
  const value =
    node && readOrganization(node, { reader, accounts, seen: new Map(), units: new Set() });
  return value === undefined || reader.issues.length > 0
    ? { ok: false, issues: reader.issues }
    : { ok: true, value };
}

/** What is known while the tree is read. */
interface Reading {
  readonly reader: DocumentReader;
  readonly accounts: ReadonlySet<string> | undefined;
  /** Where each account stands. */
  readonly seen: Map<string, string>;
  /** The names of the units so far. */
  readonly units: Set<string>;
}

type Policies = Organization['policies'];

function readOrganization(node: JsonNode, reading: Reading): Organization | undefined {
  const { reader } = reading;
  const names = { required: ['managementAccount', 'root'], optional: ['policies'] };
  const members = reader.members(node, 'an organization', names);
  const managementAccount = readAccountId(members.get('managementAccount'), reading);
  const policies = readPolicies(members.get('policies'), reader);
  const root = members.get('root');
  if (root === undefined) return undefined;
  const rootMembers = reader.members(root, 'the root', { required: [], optional: NODE_MEMBERS });
  const read = readNode(root, rootMembers, 0, { ...reading, policies });
  return managementAccount && { managementAccount, policies, root: read };
}

function readPolicies(node: JsonNode | undefined, reader: DocumentReader): Policies {
  const members =
    node === undefined
      ? new Map<string, JsonNode>()
      : reader.members(node, '`policies`', { required: [], optional: Object.keys(BUILT_IN) });
  const read = (type: ControlPolicyType) => readControlPolicies(members.get(type), type, reader);
  return { serviceControl: read('serviceControl'), resourceControl: read('resourceControl') };
}

interface TreeReading extends Reading {
  readonly policies: Policies;
}

/** The member that attaches policies of a type. */
const ATTACHING: Readonly<Record<ControlPolicyType, string>> = {
  serviceControl: 'serviceControlPolicies',
  resourceControl: 'resourceControlPolicies',
};

const NODE_MEMBERS = [...Object.values(ATTACHING), 'accounts', 'organizationalUnits'];

function readNode(
  node: JsonNode,
  members: ReadonlyMap<string, JsonNode>,
  depth: number,
  reading: TreeReading,
): OrganizationNode {
  const { reader } = reading;
  const units = reader.items(members.get('organizationalUnits'), 'organizational units');
  if (units.length > 0 && depth === MAX_DEPTH) {
    reader.report(node, `expected units at most ${MAX_DEPTH} deep below the root, found more`);
  }
  return {
    attached: readAttachments(members, reading),
    accounts: reader
      .items(members.get('accounts'), 'accounts')
      .flatMap((item) => readAccount(item, reading) ?? []),
    organizationalUnits:
      depth === MAX_DEPTH ? [] : units.flatMap((unit) => readUnit(unit, depth + 1, reading) ?? []),
  };
}

function readUnit(
  node: JsonNode,
  depth: number,
  reading: TreeReading,
): OrganizationalUnit | undefined {
  const { reader, units } = reading;
  const shape = { required: ['name'], optional: NODE_MEMBERS };
  const members = reader.members(node, 'an organizational unit', shape);
  const name = reader.string(members.get('name'), 'a name of 1 to 128 characters', NAME);
  if (name !== undefined && units.has(name)) {
    reader.report(node, `expected names of units that are free, but \`${name}\` stands twice`);
  }
  if (name !== undefined) units.add(name);
  if (units.size === MAX_UNITS + 1) {
    reader.report(node, `expected at most ${MAX_UNITS} organizational units, found more`);
  }
  const read = readNode(node, members, depth, reading);
  return name === undefined ? undefined : { name, ...read };
}

function readAccount(node: JsonNode, reading: TreeReading): MemberAccount | undefined {
  const { reader, seen } = reading;
  const shape = { required: ['id'], optional: Object.values(ATTACHING) };
  const members = reader.members(node, 'an account', shape);
  const attached = readAttachments(members, reading);
  const id = readAccountId(members.get('id'), reading);
  if (id === undefined) return undefined;
  const before = seen.get(id);
  if (before !== undefined) {
    const places = `expected each account once, but \`${id}\` stands at \`${before}\` too`;
    return reader.report(node, places);
  }
  seen.set(id, formatPath(node.path));
  return { id, attached };
}

function readAccountId(
  node: JsonNode | undefined,
  { reader, accounts }: Reading,
): AccountId | undefined {
  const id = reader.string(node, 'an account id of twelve digits', /^\d{12}$/);
  if (node === undefined || id === undefined || !isAccountId(id)) return undefined;
  if (accounts === undefined || accounts.has(id)) return id;
  return reader.report(node, `expected an account of the deployment, found \`${id}\``);
}

function readAttachments(
  members: ReadonlyMap<string, JsonNode>,
  reading: TreeReading,
): Attachments {
  const read = (type: ControlPolicyType) =>
    readAttached(members.get(ATTACHING[type]), type, reading);
  return { serviceControl: read('serviceControl'), resourceControl: read('resourceControl') };
}

function readAttached(
  node: JsonNode | undefined,
  type: ControlPolicyType,
  { reader, policies }: TreeReading,
): readonly string[] {
  if (node === undefined) return DEFAULT_ATTACHMENTS[type];
  // RCPFullAWSAccess cannot be detached, whether or not it is written down.
  const attached = new Set(type === 'resourceControl' ? [FULL_ACCESS[type]] : []);
  const written = new Set<string>();
  for (const item of reader.items(node, 'names of policies')) {
    const name = reader.string(item, 'the name of a policy', NAME);
    if (name === undefined) continue;
    if (written.has(name)) {
      reader.report(item, `expected each policy once, but \`${name}\` stands twice`);
    } else if (!policies[type].has(name)) {
      reader.report(item, `expected a policy under \`policies.${type}\`, found \`${name}\``);
    }
    written.add(name);
    attached.add(name);
  }
  if (attached.size === 0 && node.kind === 'array') {
    reader.report(
      node,
      `expected at least one policy, as AWS wants of each place, such as \`${FULL_ACCESS[type]}\`, found none`,
    );
  }
  if (attached.size > MAX_ATTACHED) {
    reader.report(node, `expected at most ${MAX_ATTACHED} policies, found ${attached.size}`);
  }
  return [...attached];
}

/** `root.accounts[0].id` */
export function formatPath(path: OrganizationIssue['path']): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}
