// Who calls, from the flat object that a case names it by.
import {
  type AccountId,
  type Arn,
  formatArn,
  isAccountId,
  type JsonPath,
  type Principal,
  parseArn,
} from '@ostiary/policy';
import { type Members, readMembers, readText, refuse } from './read-value.js';

/** The kinds of principal that a case can name. */
export const PRINCIPAL_TYPES: readonly Principal['type'][] = [
  'User',
  'Role',
  'AssumedRole',
  'FederatedUser',
  'Federated',
  'Root',
  'Service',
  'CanonicalUser',
  'Anonymous',
];

/** An ARN of a principal, understood. */
interface PrincipalArn {
  readonly arn: Arn;
  readonly partition: string;
  readonly accountId: AccountId;
  /** What stands after the kind: path and name, or name and session. */
  readonly name: string;
}

interface ArnFormat {
  readonly service: 'iam' | 'sts';
  readonly resource: RegExp;
  readonly example: string;
}

const USER: ArnFormat = {
  service: 'iam',
  resource: /^user\/(.*[^/])$/,
  example: 'arn:aws:iam::123456789012:user/NAME',
};
const ROLE: ArnFormat = {
  service: 'iam',
  resource: /^role\/(.*[^/])$/,
  example: 'arn:aws:iam::123456789012:role/NAME',
};
const ASSUMED_ROLE: ArnFormat = {
  service: 'sts',
  resource: /^assumed-role\/([^/]+\/[^/]+)$/,
  example: 'arn:aws:sts::123456789012:assumed-role/NAME/SESSION',
};
const FEDERATED_USER: ArnFormat = {
  service: 'sts',
  resource: /^federated-user\/([^/]+)$/,
  example: 'arn:aws:sts::123456789012:federated-user/NAME',
};
const PROVIDER: ArnFormat = {
  service: 'iam',
  resource: /^((?:saml|oidc)-provider\/.+)$/,
  example: 'arn:aws:iam::123456789012:oidc-provider/HOST',
};
const ROOT: ArnFormat = {
  service: 'iam',
  resource: /^(root)$/,
  example: 'arn:aws:iam::123456789012:root',
};

/**
 * Reads `{"type", "arn", "account"?, "roleArn"?, "userArn"?}`. `arn` is the name of a Service, the
 * id of a CanonicalUser, the ARN or host name of the provider of a Federated, and Anonymous has none.
 *
 * @throws CaseError when it names nobody
 */
export function parsePrincipal(value: unknown, path: JsonPath): Principal {
  const members = readMembers(value, path, ['type', 'arn', 'account', 'roleArn', 'userArn']);
  const type = PRINCIPAL_TYPES.find((each) => each === members.type);
  if (type === undefined) {
    return refuse([...path, 'type'], `one of ${PRINCIPAL_TYPES.join(', ')}`, members.type);
  }
  refuseForeign(members, path, type);
  switch (type) {
    case 'User': {
      const { arn, accountId, name } = readArn(members, path, USER);
      return { type, arn, accountId, userName: name.slice(name.lastIndexOf('/') + 1) };
    }
    case 'Role': {
      const { arn, accountId } = readArn(members, path, ROLE);
      return { type, arn, accountId };
    }
    case 'AssumedRole':
      return parseAssumedRole(members, path);
    case 'FederatedUser':
      return parseFederatedUser(members, path);
    case 'Federated':
      return parseFederated(members, path);
    case 'Root': {
      const { arn, accountId } = readArn(members, path, ROOT);
      return { type, arn, accountId };
    }
    case 'Service': {
      const name = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/i;
      const example = 'the name of a service, such as `notes.example.com`';
      return { type, service: readName(members, path, name, example) };
    }
    case 'CanonicalUser': {
      const canonicalId = readName(members, path, /^[a-z0-9]+$/i, 'a canonical user id');
      return { type, canonicalId };
    }
    case 'Anonymous':
      if (!isAbsent(members.arn)) refuse([...path, 'arn'], 'null for Anonymous', members.arn);
      return { type };
  }
}

/** Of a role without `roleArn` it is taken that it has no path. */
function parseAssumedRole(members: Members, path: JsonPath): Principal {
  const { arn, accountId, name, partition } = readArn(members, path, ASSUMED_ROLE);
  const [roleName = '', sessionName = ''] = name.split('/');
  const type = 'AssumedRole';
  if (isAbsent(members.roleArn)) {
    const resource = `role/${roleName}`;
    const roleArn = formatArn({ partition, service: 'iam', region: '', accountId, resource });
    return { type, arn, accountId, roleArn, sessionName };
  }
  const rolePath = [...path, 'roleArn'];
  const role = parsePrincipalArn(members.roleArn, rolePath, ROLE);
  if (role.accountId !== accountId || `/${role.name}`.endsWith(`/${roleName}`) === false) {
    refuse(rolePath, `the ARN of the role that \`${arn}\` is a session of`, role.arn);
  }
  return { type, arn, accountId, roleArn: role.arn, sessionName };
}

/** Without `userArn` the user is one without a name, whom no policy can mean. */
function parseFederatedUser(members: Members, path: JsonPath): Principal {
  const { arn, accountId, partition } = readArn(members, path, FEDERATED_USER);
  const type = 'FederatedUser';
  if (isAbsent(members.userArn)) {
    const nobody = { partition, service: 'iam', region: '', accountId, resource: 'user/' };
    return { type, arn, accountId, userArn: formatArn(nobody) };
  }
  const userPath = [...path, 'userArn'];
  const isRoot = String(members.userArn).endsWith(':root');
  const user = parsePrincipalArn(members.userArn, userPath, isRoot ? ROOT : USER);
  if (user.accountId !== accountId) {
    refuse(userPath, `a user of account ${accountId}, as \`${arn}\` is`, user.arn);
  }
  return { type, arn, accountId, userArn: user.arn };
}

/** A provider that is registered in no account goes by its host name. */
function parseFederated(members: Members, path: JsonPath): Principal {
  const type = 'Federated';
  if (String(members.arn).startsWith('arn:')) {
    const { arn, accountId } = readArn(members, path, PROVIDER);
    return { type, provider: arn, accountId };
  }
  refuseAccount(members, path, type);
  const host = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;
  const example = `an ARN such as \`${PROVIDER.example}\` or a host such as \`accounts.google.com\``;
  return { type, provider: readName(members, path, host, example) };
}

/** What is of another type of principal says that this one is a mistake. */
function refuseForeign(members: Members, path: JsonPath, type: Principal['type']): void {
  const owners: Readonly<Record<string, Principal['type']>> = {
    roleArn: 'AssumedRole',
    userArn: 'FederatedUser',
  };
  for (const [member, owner] of Object.entries(owners)) {
    if (type !== owner && !isAbsent(members[member])) {
      refuse([...path, member], `\`${member}\` with ${owner} alone`, members[member]);
    }
  }
  if (['Service', 'CanonicalUser', 'Anonymous'].includes(type)) refuseAccount(members, path, type);
}

function refuseAccount(members: Members, path: JsonPath, type: Principal['type']): void {
  if (isAbsent(members.account)) return;
  refuse([...path, 'account'], `no account, for ${type} belongs to none`, members.account);
}

function readArn(members: Members, path: JsonPath, format: ArnFormat): PrincipalArn {
  const found = parsePrincipalArn(members.arn, [...path, 'arn'], format);
  if (!isAbsent(members.account) && members.account !== found.accountId) {
    const expected = `\`${found.accountId}\`, the account of \`${found.arn}\``;
    refuse([...path, 'account'], expected, members.account);
  }
  return found;
}

function parsePrincipalArn(value: unknown, path: JsonPath, format: ArnFormat): PrincipalArn {
  const expected = `an ARN such as \`${format.example}\``;
  const parsed = parseArn(readText(value, path, expected));
  if (!parsed.ok) return refuse(path, expected, value);
  const { arn, partition, service, region, accountId, resource } = parsed.value;
  const name = format.resource.exec(resource)?.[1];
  const isOurs = service === format.service && region === '' && isAccountId(accountId);
  if (!isOurs || name === undefined) return refuse(path, expected, value);
  return { arn, partition, accountId, name };
}

function readName(members: Members, path: JsonPath, format: RegExp, expected: string): string {
  const name = readText(members.arn, [...path, 'arn'], expected);
  return format.test(name) ? name : refuse([...path, 'arn'], expected, name);
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
