// An account from its JSON text: identities with their policies, and the credentials they sign with.
import type { PrincipalPolicies } from '@ostiary/evaluator';
import {
  type AccountId,
  isAccountId,
  type JsonPath,
  type Parsed,
  type Principal,
  parseArn,
  parseJson,
} from '@ostiary/policy';
import { type AccountDetails, accountDetails } from './account-details.js';
import { readIdentities } from './account-identities.js';
import { AccountText } from './account-text.js';

/** What one access key stands for. */
export interface AccountCredential {
  readonly secretAccessKey: string;
  /** Temporary credentials are worth nothing without it. */
  readonly sessionToken: string | undefined;
  readonly expiration: Date | undefined;
  readonly principal: Principal;
}

/** An account, checked: everything in it that names something names something that is there. */
export interface Account {
  readonly accountId: AccountId;
  /** The active credentials, by access key id. */
  readonly credentials: ReadonlyMap<string, AccountCredential>;
  /** By the ARN of a user, or the id of a session. */
  readonly principals: ReadonlyMap<string, PrincipalPolicies>;
}

/**
 * Parses an account file. Every policy in it is parsed, attached or not, and every problem has its
 * place in the text.
 */
export function parseAccount(text: string, fileName: string): Parsed<Account> {
  const json = parseJson(text);
  if (!json.ok) return json;
  const source = new AccountText(text, fileName);
  const details = accountDetails.safeParse(JSON.parse(text));
  for (const issue of details.error?.issues ?? []) {
    const path = issue.path.filter((step) => typeof step !== 'symbol');
    if (issue.code !== 'unrecognized_keys') source.report(path, issue.message);
    else for (const key of issue.keys) source.report([...path, key], `no member is \`${key}\``);
  }
  const value = details.data && readAccount(details.data, source);
  if (value === undefined || source.issues.length > 0) return { ok: false, issues: source.issues };
  return { ok: true, value };
}

function readAccount(details: AccountDetails, source: AccountText): Account | undefined {
  const accountId = findAccountId(details);
  if (accountId === undefined) {
    source.report(
      pathOfFirstArn(details),
      'expected the ARN of a user or a role, with its account',
    );
    return undefined;
  }
  const { users, roles } = readIdentities(details, accountId, source);
  const credentials = new Map<string, AccountCredential>();
  const principals = new Map<string, PrincipalPolicies>();
  for (const { principal, policies } of users.values()) principals.set(principal.arn, policies);

  const keys = details.AccessKeys.map((each) => each.AccessKeyId);
  const sessions = details.Sessions.map((each) => each.Credentials.AccessKeyId);
  source.reportRepeats([...keys, ...sessions], (at) =>
    at < keys.length
      ? ['AccessKeys', at, 'AccessKeyId']
      : ['Sessions', at - keys.length, 'Credentials', 'AccessKeyId'],
  );

  for (const [at, key] of details.AccessKeys.entries()) {
    const user = users.get(key.UserName);
    if (user === undefined) {
      source.report(['AccessKeys', at, 'UserName'], `no user is \`${key.UserName}\``);
    } else if (key.Status === 'Active') {
      credentials.set(key.AccessKeyId, {
        secretAccessKey: key.SecretAccessKey,
        sessionToken: undefined,
        expiration: undefined,
        principal: user.principal,
      });
    }
  }

  for (const [at, { AssumedRoleUser, Credentials, Policy }] of details.Sessions.entries()) {
    const arn = parseArn(AssumedRoleUser.Arn);
    const [kind, roleName = '', sessionName = '', ...rest] = arn.ok
      ? arn.value.resource.split('/')
      : [];
    const role = roles.get(roleName);
    const isSession = arn.ok && arn.value.service === 'sts' && arn.value.accountId === accountId;
    const isWhole = kind === 'assumed-role' && sessionName !== '' && rest.length === 0;
    if (!isSession || !isWhole || role === undefined) {
      const message = 'expected `arn:aws:sts::account-id:assumed-role/role/session` of a role here';
      source.report(['Sessions', at, 'AssumedRoleUser', 'Arn'], message);
      continue;
    }
    const sessionId = Credentials.AccessKeyId;
    const session =
      Policy === undefined
        ? null
        : source.readPolicy('session policy', ['Sessions', at, 'Policy'], 'session');
    principals.set(sessionId, { ...role.policies, session });
    credentials.set(sessionId, {
      secretAccessKey: Credentials.SecretAccessKey,
      sessionToken: Credentials.SessionToken,
      expiration: new Date(Credentials.Expiration),
      principal: {
        type: 'AssumedRole',
        arn: arn.value.arn,
        accountId,
        roleArn: role.principal.arn,
        sessionName,
        sessionId,
        ...(role.principal.roleId !== undefined && { roleId: role.principal.roleId }),
      },
    });
  }
  return { accountId, credentials, principals };
}

function findAccountId({ UserDetailList, RoleDetailList }: AccountDetails): AccountId | undefined {
  const [first] = [...UserDetailList, ...RoleDetailList];
  const arn = parseArn(first?.Arn);
  return arn.ok && isAccountId(arn.value.accountId) ? arn.value.accountId : undefined;
}

function pathOfFirstArn({ UserDetailList, RoleDetailList }: AccountDetails): JsonPath {
  if (UserDetailList.length > 0) return ['UserDetailList', 0, 'Arn'];
  return RoleDetailList.length > 0 ? ['RoleDetailList', 0, 'Arn'] : [];
}
