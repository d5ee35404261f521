// What applying a document would change, in sentences for whoever has to answer for it.
import { BUILT_IN, DEFAULT_ATTACHMENTS } from './built-in-control-policies.js';
import {
  type ControlPolicy,
  type ControlPolicyType,
  type Organization,
  type OrganizationPlace,
  placesOf,
  ROOT_TITLE,
} from './organization.js';

/** One change, `attach`, `detach`, `move`, `add`, `remove` or `change`, in a sentence that begins with it. */
export type PlannedChange = string;

const TYPE_NAMES: Readonly<Record<ControlPolicyType, string>> = {
  serviceControl: 'service control policy',
  resourceControl: 'resource control policy',
};

const TYPES = ['serviceControl', 'resourceControl'] as const;

/** The changes from one organization, or none, to another, the policies first. */
export function planOrganization(
  from: Organization | undefined,
  to: Organization,
): readonly PlannedChange[] {
  return [
    ...(from === undefined
      ? [`add an organization with the management account \`${to.managementAccount}\``]
      : []),
    ...(from !== undefined && from.managementAccount !== to.managementAccount
      ? [
          `change the management account from \`${from.managementAccount}\` to \`${to.managementAccount}\``,
        ]
      : []),
    ...TYPES.flatMap((type) => planPolicies(type, from?.policies[type], to.policies[type])),
    ...planPlaces(from, to),
  ];
}

function planPolicies(
  type: ControlPolicyType,
  former: ReadonlyMap<string, ControlPolicy> | undefined,
  after: ReadonlyMap<string, ControlPolicy>,
): readonly PlannedChange[] {
  const before = former ?? new Map([[BUILT_IN[type].name, BUILT_IN[type]]]);
  const title = (name: string) => `${TYPE_NAMES[type]} \`${name}\``;
  const added = [...after.keys()].filter((name) => !before.has(name));
  const removed = [...before.keys()].filter((name) => !after.has(name));
  const changed = [...after.values()].flatMap((policy) => {
    const known = before.get(policy.name);
    if (known === undefined) return [];
    if (known.text !== policy.text) return [`change the document of ${title(policy.name)}`];
    return known.description === policy.description
      ? []
      : [`change the description of ${title(policy.name)}`];
  });
  return [
    ...added.map((name) => `add ${title(name)}`),
    ...changed,
    ...removed.map((name) => `remove ${title(name)}`),
  ];
}

function planPlaces(from: Organization | undefined, to: Organization): readonly PlannedChange[] {
  const before = new Map((from ? placesOf(from) : []).map((place) => [place.title, place]));
  const after = new Map(placesOf(to).map((place) => [place.title, place]));
  const gone = [...before.values()].filter(({ title }) => !after.has(title)).toReversed();
  return [
    ...[...after.values()].flatMap((place) => planPlace(before.get(place.title), place)),
    ...gone.flatMap((place) =>
      place.kind === 'account' ? planPlace(place, unnamed(place)) : [`remove ${place.title}`],
    ),
  ];
}

/** Where an account is that a document does not name. */
function unnamed({ kind, title }: OrganizationPlace): OrganizationPlace {
  return { kind, title, parent: ROOT_TITLE, attached: DEFAULT_ATTACHMENTS };
}

function planPlace(
  before: OrganizationPlace | undefined,
  after: OrganizationPlace,
): readonly PlannedChange[] {
  const { kind, title, parent } = after;
  const isNew = before === undefined && kind === 'organizationalUnit';
  const former = before ?? (isNew ? { ...after, attached: DEFAULT_ATTACHMENTS } : unnamed(after));
  return [
    ...(isNew ? [`add ${title} to ${parent}`] : []),
    ...(kind !== 'root' && former.parent !== parent
      ? [`move ${title} from ${former.parent} to ${parent}`]
      : []),
    ...TYPES.flatMap((type) => planAttachments(type, former, after)),
  ];
}

function planAttachments(
  type: ControlPolicyType,
  { attached: { [type]: before } }: OrganizationPlace,
  { title, attached: { [type]: after } }: OrganizationPlace,
): readonly PlannedChange[] {
  const policy = (name: string) => `${TYPE_NAMES[type]} \`${name}\``;
  return [
    ...after
      .filter((name) => !before.includes(name))
      .map((name) => `attach ${policy(name)} to ${title}`),
    ...before
      .filter((name) => !after.includes(name))
      .map((name) => `detach ${policy(name)} from ${title}`),
  ];
}
