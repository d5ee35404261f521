// A control plane with keys and policies in it, whose callers are proven and authorized as a server would do it.
import { randomBytes } from 'node:crypto';
import type { InputOf, OperationName, OutputOf } from '@ostiary/api';
import { compile, createRequestContext, evaluate, principalContext } from '@ostiary/evaluator';
import { type AccountId, type Arn, isArn } from '@ostiary/policy';
import type { FederationOptions } from '../src/federation-settings.js';
import {
  createKeyRing,
  createMemoryStore,
  createSecrets,
  type Iam,
  IamError,
} from '../src/index.js';
import type { OperationCaller } from '../src/operation.js';
import { INLINE_POLICIES } from '../src/tables/inline-policies.js';
import { NOW, openIam } from './open-iam.js';
import { proves, type SigningCredentials } from './who-signs.js';

/** An ARN that is one. */
export function arnOf(text: string): Arn {
  if (!isArn(text)) throw new Error(`\`${text}\` is no ARN`);
  return text;
}

/** The account of most tests, and one beside it. */
export const MAIN = '123456789012' as AccountId;
export const OTHER = '210987654321' as AccountId;

/** Opens a world with two accounts, and a clock that only moves when told. */
export async function openWorld(options: FederationOptions = {}) {
  let time = NOW.getTime();
  const now = () => new Date(time);
  const store = createMemoryStore({ now });
  const secrets = createSecrets(createKeyRing([randomBytes(32)]));
  const iam = openIam({ store, secrets, now, ...options });
  await iam.createAccount({ id: MAIN, name: 'main' });
  await iam.createAccount({ id: OTHER, name: 'other' });
  const cause = { operation: 'Test', requestId: 'test', principal: 'test' };

  const rootOf = (accountId: AccountId): OperationCaller => ({
    principal: { type: 'Root', arn: arnOf(`arn:aws:iam::${accountId}:root`), accountId },
    ...{ accountId, requestId: 'test', context: [] },
  });

  /** Gives a user or role an inline policy. */
  const allow = (accountId: AccountId, holderId: string, document: object) =>
    store.transact({ ...cause, accountId }, (writer) =>
      writer.insert(INLINE_POLICIES, {
        ...{ accountId, holderId, policyName: `p${randomBytes(4).toString('hex')}` },
        document: JSON.stringify(document),
      }),
    );

  /** A user with a long-term key. */
  const createUser = async (userName: string, accountId = MAIN) => {
    const { User } = await iam.execute('CreateUser', { UserName: userName }, rootOf(accountId));
    const userId = User?.UserId ?? '';
    const issued = await iam.execute('CreateAccessKey', { UserName: userName }, rootOf(accountId));
    const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } =
      issued.AccessKey ?? {};
    return { userId, key: { accessKeyId, secretAccessKey } };
  };

  /** A role with this trust policy. */
  const createRole = async (
    RoleName: string,
    trust: object,
    { accountId = MAIN, ...input }: Partial<InputOf<'CreateRole'>> & { accountId?: AccountId } = {},
  ) => {
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', ...trust });
    const create = { RoleName, AssumeRolePolicyDocument, ...input };
    const { Role } = await iam.execute('CreateRole', create, rootOf(accountId));
    return { roleId: Role?.RoleId ?? '', arn: Role?.Arn ?? '' };
  };

  /** Calls an operation as whoever has these credentials: proven, authorized, run. */
  const call = async <Name extends OperationName>(
    name: Name,
    input: InputOf<Name>,
    credentials: SigningCredentials,
  ): Promise<OutputOf<Name>> => {
    const { principal, context } = await proves(iam, credentials, now());
    const accountId = 'accountId' in principal ? (principal.accountId ?? MAIN) : MAIN;
    const { accessKeyId } = credentials;
    const caller = { principal, accountId, context, accessKeyId, requestId: 'test' };
    await authorize(iam, name, input, caller);
    return iam.execute(name, input, caller);
  };

  const pass = (seconds: number) => {
    time += seconds * 1000;
  };
  return { iam, store, secrets, now, pass, rootOf, allow, createUser, createRole, call };
}

/** Asks for every demand of an operation; throws AccessDenied as a gate would. */
async function authorize<Name extends OperationName>(
  iam: Iam,
  name: Name,
  input: InputOf<Name>,
  caller: OperationCaller,
): Promise<void> {
  const demands = await iam.demands(name, input, caller);
  if (demands === 'none') return;
  const bound = await iam.policies(caller.principal);
  if (bound === undefined) throw new IamError('AccessDenied', 'the principal is gone');
  for (const { action, resource, context, proven = [], tags = {}, policy } of demands) {
    const { outcome } = evaluate(
      {
        ...{ principal: caller.principal, action, resource },
        context: createRequestContext([
          ...context,
          ...[...bound.tags].map(([key, value]) => [`aws:PrincipalTag/${key}`, value] as const),
          ...Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value] as const),
          ...caller.context,
          ...proven,
          ...principalContext(caller.principal),
        ]),
      },
      {
        identity: compile(bound.identity, 'identity'),
        permissionsBoundary:
          bound.permissionsBoundary === null
            ? undefined
            : compile(bound.permissionsBoundary, 'permissionsBoundary'),
        session: bound.session === null ? undefined : compile(bound.session, 'session'),
        resource: policy && compile([policy], 'trust'),
      },
    );
    if (outcome !== 'allowed') throw new IamError('AccessDenied', `${action}: ${outcome}`);
  }
}

/** The credentials that an answer of STS holds. */
export function credentialsIn({ Credentials }: Pick<OutputOf<'AssumeRole'>, 'Credentials'>) {
  if (Credentials === undefined) throw new Error('no credentials in the answer');
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials;
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
}

/** A trust policy that lets a principal assume, tag and name. */
export function trusts(
  principal: string,
  { actions = ['sts:AssumeRole'], condition }: { actions?: string[]; condition?: object } = {},
) {
  return {
    Statement: {
      ...{ Effect: 'Allow', Principal: { AWS: principal }, Action: actions },
      ...(condition && { Condition: condition }),
    },
  };
}
