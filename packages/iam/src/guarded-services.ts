// Guarded services: registration, and the bond between a service's name and its role.
import type { Principal } from '@ostiary/policy';
import type { SigningKeyMatch } from '@ostiary/sigv4';
import { type ChannelSigningKeyQuestion, channelSigningKey } from './channel-signing-key.js';
import { contributePolicies } from './contribute-policies.js';
import { readContributedPolicies } from './contributed-policy.js';
import type { DomainScope } from './domain-scope.js';
import { IamError } from './errors.js';
import type { OperationCaller } from './operation.js';
import type { ProvenPrincipal } from './proven-principal.js';
import { findReportedUses, type ReportedUse } from './reported-use.js';
import type { Writer } from './store.js';
import { type GuardedService, SERVICES } from './tables/services.js';
import type { UseRecorder } from './use-recorder.js';

/**
 * Names that are the control plane's own, of its actions and condition keys: no service may verify,
 * and so forge, requests to them, nor say what they mean.
 */
const OWN_NAMES: ReadonlySet<string> = new Set([
  ...['iam', 'sts', 'ostiary'],
  ...['account', 'organizations', 'aws'],
]);

/** Longest definition that is kept, in characters. */
const MAX_DEFINITION_LENGTH = 262_144;

/** What a service registers. */
export interface ServiceRegistration {
  readonly serviceName: string;
  /** Its actions, resource types, condition keys, routes and managed policies, as JSON. */
  readonly definition: string;
}

/** A service that has been registered. */
export interface RegisteredService extends ServiceRegistration {
  readonly registerDate: Date;
}

/** What guarded services may do. None of it asks for permission: whoever serves others does. */
export interface GuardedServices {
  /**
   * Registers a service for the role that calls, or renews what it registered before. From the first
   * registration on, the name belongs to that role and to no other. The managed policies in the
   * definition become those of the deployment: they are about the service's own actions alone.
   *
   * @throws IamError `AccessDenied` when the caller is no role session, or the name is another
   *   role's or the control plane's own; `ValidationError` for what no service can have;
   *   `MalformedPolicyDocument`, `EntityAlreadyExists` and `LimitExceeded` for its policies. It then
   *   has changed nothing
   */
  readonly register: (caller: OperationCaller, service: ServiceRegistration) => Promise<void>;
  /** All registered services of the caller's account, by name. */
  readonly list: (
    caller: Pick<OperationCaller, 'accountId'>,
  ) => Promise<readonly RegisteredService[]>;
  /**
   * Makes sure that the caller is a session of the role that the service is bound to.
   *
   * @throws IamError `AccessDenied` when it is not
   */
  readonly requireOwn: (principal: Principal, serviceName: string) => Promise<void>;
  /**
   * Answers whose key it is, for the service's own name and for about today.
   *
   * @throws IamError `AccessDenied` for any other
   */
  readonly signingKey: (
    question: ChannelSigningKeyQuestion,
  ) => Promise<SigningKeyMatch<ProvenPrincipal> | undefined>;
  /**
   * Notes in memory that keys were used to call the service, for GetAccessKeyLastUsed and the like, as
   * `recordUse` does for the control plane. A key that is unknown, inactive, over, or not of the
   * account that is named with it leaves no trace.
   *
   * @throws IamError `AccessDenied` when the caller is no session of the service's role
   */
  readonly recordUses: (
    principal: Principal,
    serviceName: string,
    uses: readonly ReportedUse[],
  ) => Promise<void>;
}

/** The guarded services of a deployment. */
export function guardedServices(scope: DomainScope, note: UseRecorder['note']): GuardedServices {
  return {
    register: (caller, service) => registerService(scope, caller, service),
    list: (caller) => listServices(scope, caller),
    requireOwn: (principal, serviceName) => requireOwnService(scope, principal, serviceName),
    signingKey: async (question) => {
      await requireOwnService(scope, question.principal, question.serviceName);
      return channelSigningKey(scope, question);
    },
    recordUses: async (principal, serviceName, uses) => {
      await requireOwnService(scope, principal, serviceName);
      for (const use of await findReportedUses(serviceName, uses, scope)) note(use);
    },
  };
}

async function registerService(
  scope: DomainScope,
  caller: OperationCaller,
  { serviceName, definition }: ServiceRegistration,
): Promise<void> {
  const roleId = roleIdOf(caller.principal);
  checkServiceName(serviceName);
  if (definition.length > MAX_DEFINITION_LENGTH) {
    throw new IamError(
      'ValidationError',
      `the definition of a service has at most ${MAX_DEFINITION_LENGTH} characters`,
    );
  }
  const { store, now, quotas } = scope;
  const contributed = readContributedPolicies(definition, serviceName, quotas);
  const { accountId, requestId, sourceIp, principal } = caller;
  const cause = {
    ...{ accountId, requestId, sourceIp, operation: 'RegisterService' },
    principal: 'arn' in principal ? principal.arn : principal.type,
  };
  await store.transact(cause, async (writer) => {
    const known = await writer.findAnywhere(SERVICES, 'serviceName', [serviceName]);
    if (known !== undefined && known.roleId !== roleId) throw boundToAnother(serviceName);
    const service: GuardedService = {
      ...{ accountId, serviceName, roleId, definition },
      registerDate: known?.registerDate ?? now().toISOString(),
    };
    await put(writer, known, service);
    await contributePolicies(serviceName, contributed, { ...scope, store: writer, now: now() });
  });
}

async function listServices(
  { store }: DomainScope,
  { accountId }: Pick<OperationCaller, 'accountId'>,
): Promise<readonly RegisteredService[]> {
  const services = await store.read((reader) => reader.list(SERVICES, { accountId }));
  return services.map(({ serviceName, definition, registerDate }) => ({
    ...{ serviceName, definition },
    registerDate: new Date(registerDate),
  }));
}

async function requireOwnService(
  { store }: DomainScope,
  principal: Principal,
  serviceName: string,
): Promise<void> {
  const roleId = roleIdOf(principal);
  checkServiceName(serviceName);
  const known = await store.read((reader) =>
    reader.findAnywhere(SERVICES, 'serviceName', [serviceName]),
  );
  if (known?.roleId !== roleId) throw boundToAnother(serviceName);
}

async function put(
  writer: Writer,
  known: GuardedService | undefined,
  service: GuardedService,
): Promise<void> {
  if (known === undefined) return writer.insert(SERVICES, service);
  if (known.definition !== service.definition) await writer.replace(SERVICES, service);
}

function roleIdOf(principal: Principal): string {
  if (principal.type === 'AssumedRole' && principal.roleId !== undefined) return principal.roleId;
  throw new IamError('AccessDenied', 'a guarded service calls as a session of its role');
}

function checkServiceName(serviceName: string): void {
  if (OWN_NAMES.has(serviceName)) {
    throw new IamError('AccessDenied', `the service \`${serviceName}\` is the control plane's own`);
  }
  if (!/^[a-z0-9-]{1,64}$/.test(serviceName)) {
    throw new IamError(
      'ValidationError',
      'a service name has 1 to 64 lower-case letters, digits and hyphens',
    );
  }
}

/** The same whether the name is free or another's: a role learns nothing of other services. */
function boundToAnother(serviceName: string): IamError {
  return new IamError(
    'AccessDenied',
    `the service \`${serviceName}\` is not registered by this role`,
  );
}
