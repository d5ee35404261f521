// The domain, put together over a store.
import type { InputOf, OperationName, OutputOf } from '@ostiary/api';
import { validateInput } from '@ostiary/api/validate-input';
import type { Decision, PolicyLookup, ResourceControlLookup } from '@ostiary/evaluator';
import type { SigningKeyLookup } from '@ostiary/sigv4';
import { type AccountSummary, createAccount, listAccounts, type NewAccount } from './accounts.js';
import { encodeAuthorizationMessage } from './authorization-message.js';
import type { BuiltInPolicy } from './built-in-policy.js';
import { checkCallingSession } from './calling-session.js';
import { alteredSince, altersDecisions } from './decision-changes.js';
import type { DomainScope } from './domain-scope.js';
import { IamError } from './errors.js';
import { type FederationOptions, readFederationOptions } from './federation-settings.js';
import { type GuardedServices, guardedServices } from './guarded-services.js';
import { createGuessLimit } from './guess-limit.js';
import { createManagedPolicyCatalog } from './managed-policy-catalog.js';
import { type AskIssuer, createOpenIdKeys } from './open-id-keys.js';
import type {
  Demand,
  Operation,
  OperationCaller,
  OperationScope,
  ReadScope,
  WriteScope,
} from './operation.js';
import { OPERATIONS } from './operations.js';
import { createOrganizationLoader } from './organization/load-organization.js';
import { type Organizations, organizations } from './organization/organizations.js';
import { policyLookup } from './policy-lookup.js';
import type { ProvenPrincipal } from './proven-principal.js';
import { DEFAULT_QUOTAS, type Quotas } from './quotas.js';
import { resourceControlLookup } from './resource-control-lookup.js';
import { revokeSessions, type SessionSelection, sweepSessions } from './revoke-sessions.js';
import {
  ensureRootAccessKey,
  type RootAccessKey,
  type RootAccessKeyRequest,
} from './root-access-key.js';
import type { Secrets } from './secrets.js';
import { signingKeyLookup } from './signing-key-lookup.js';
import type { Store } from './store.js';
import { sweepChanges } from './sweep-changes.js';
import { type CredentialUse, createUseRecorder } from './use-recorder.js';

/** What a control plane is made of. */
export interface IamOptions extends FederationOptions {
  readonly store: Store;
  readonly secrets: Secrets;
  /** The partition of its ARNs; `aws` by default. */
  readonly partition?: string;
  /** AWS's defaults where it names none. */
  readonly quotas?: Partial<Quotas>;
  /** Managed policies for all accounts besides the built-in ones, as services define them. */
  readonly managedPolicies?: readonly BuiltInPolicy[];
  /** The clock; the machine's own by default. */
  readonly now?: () => Date;
  /**
   * With what every identity provider is asked for its keys. By default those that are not local are asked by
   * https alone, and only at public addresses.
   */
  readonly fetch?: AskIssuer;
}

/** A control plane in process. */
export interface Iam {
  /** What must be allowed before an operation runs; `none` where whoever is proven may. */
  readonly demands: <Name extends OperationName>(
    name: Name,
    input: InputOf<Name>,
    caller: OperationCaller,
  ) => Promise<'none' | readonly Demand[]>;
  /**
   * Runs an operation without asking for permission: whoever serves others asks `demands` first, and
   * hands in what was allowed as `demanded`; a write that by then would demand something else is
   * refused with `ConcurrentModification`.
   *
   * @throws IamError with AWS's code when it is refused; it then has changed nothing
   */
  readonly execute: <Name extends OperationName>(
    name: Name,
    input: InputOf<Name>,
    caller: OperationCaller,
    demanded?: readonly Demand[],
  ) => Promise<OutputOf<Name>>;
  /**
   * Makes an empty account.
   *
   * @throws IamError `ValidationError` for an id or a name that none can have,
   *   `EntityAlreadyExists` for an id that is taken
   */
  readonly createAccount: (account: NewAccount) => Promise<AccountSummary>;
  /** All accounts, by id. */
  readonly listAccounts: () => Promise<readonly AccountSummary[]>;
  /**
   * Gives the root user of an account the key that the operator names, or makes one where it never
   * had any; says which, and shows the secret of a key that it made this once.
   *
   * @throws TypeError for half a key, or an id that no signature can name; IamError `NoSuchEntity`
   *   for an unknown account, `EntityAlreadyExists` when another user has a key of this id
   */
  readonly ensureRootAccessKey: (request: RootAccessKeyRequest) => Promise<RootAccessKey>;
  /** Answers gates whose key a request names: never the secret, but what verifies one scope. */
  readonly signingKeys: SigningKeyLookup<ProvenPrincipal>;
  /** Answers gates which policies bind a principal, and refuses those that are gone. */
  readonly policies: PolicyLookup;
  /** Answers gates which resource control policies bind the resources of an account. */
  readonly resourceControls: ResourceControlLookup;
  /** The organization of the deployment: its units, and the policies that bind its accounts. */
  readonly organizations: Organizations;
  /**
   * Ends sessions at once, all of a role or user or that of one access key; answers how many.
   *
   * @throws IamError `NoSuchEntity` when the principal or the session is not there
   */
  readonly revokeSessions: (selection: SessionSelection) => Promise<number>;
  /** Clears away the sessions that have expired, which nobody could use; answers how many. */
  readonly sweepSessions: () => Promise<number>;
  /**
   * Forgets the records of changes that are older than 90 days or beyond the newest million, but not the newest
   * 10,000; answers how many. Whoever watches and was further behind is told that it may have missed changes.
   *
   * @throws StoreError `ReadOnly` when the role of the database may not delete them
   */
  readonly sweepChanges: () => Promise<number>;
  /**
   * Encodes a refusal for DecodeAuthorizationMessage; undefined where nobody could decode it, since
   * the principal is of no account.
   */
  readonly encodeAuthorizationMessage: (decision: Decision) => string | undefined;
  /** Notes in memory that a signature of a key was verified, for GetAccessKeyLastUsed. */
  readonly recordUse: (use: CredentialUse) => void;
  /** Writes what was noted; to be called every minute or so. */
  readonly writeUses: () => Promise<void>;
  /** The services that ask the control plane on behalf of their gates. */
  readonly guardedServices: GuardedServices;
  /** The revision of the state: that of the last change; whoever keeps answers keeps them with it. */
  readonly revision: () => Promise<number>;
  /** Calls `listener` with each change from now on, as `watch` of a store does; returns how to stop that. */
  readonly watch: Store['watch'];
  /**
   * Calls `listener` with each change that alters what a gate may have been answered, and so with
   * none that only makes sessions or notes uses; returns how to stop that.
   */
  readonly watchDecisions: (listener: () => void) => () => void;
  /** Whether there was such a change after a revision; also when that cannot be told. */
  readonly alteredSince: (revision: number) => Promise<boolean>;
}

/**
 * Makes a control plane over a store.
 *
 * @example
 * ```ts
 * const iam = createIam({ store: createMemoryStore(), secrets });
 * await iam.execute('CreateUser', { UserName: 'alice' }, root);
 * ```
 */
export function createIam(options: IamOptions): Iam {
  const { store, secrets, partition = 'aws', now = () => new Date() } = options;
  const quotas = { ...DEFAULT_QUOTAS, ...options.quotas };
  const managedPolicies = createManagedPolicyCatalog(partition, options.managedPolicies);
  const loadOrganization = createOrganizationLoader();
  const federation = readFederationOptions(options);
  const domain: DomainScope = {
    ...{ store, secrets, partition, quotas, managedPolicies, loadOrganization, now },
  };
  const openIdKeys = createOpenIdKeys({
    ...{ fetch: options.fetch, localIssuers: federation.localIssuers, now },
  });
  const guesses = createGuessLimit();
  const uses = createUseRecorder(domain);
  const scopeFor = (caller: OperationCaller): OperationScope => ({
    ...{ caller, partition, quotas, managedPolicies, loadOrganization, secrets, guesses },
    ...{ federation, now: now() },
  });
  return {
    demands: async (name, input, caller) => {
      const { demands } = findOperation(name);
      refuseInvalid(name, input);
      return store.read(async (reader) => {
        await checkCallingSession(name, caller, reader);
        return demands === 'none'
          ? demands
          : demands(input, { ...scopeFor(caller), store: reader });
      });
    },
    execute: async (name, input, caller, demanded) => {
      const operation = findOperation(name);
      refuseInvalid(name, input);
      const scope = scopeFor(caller);
      if (operation.access === 'read') {
        return store.read((reader) => operation.run(input, { ...scope, store: reader }));
      }
      const { accountId, requestId, principal, sourceIp } = caller;
      const cause = {
        ...{ accountId, requestId, sourceIp, operation: name },
        principal: 'arn' in principal ? principal.arn : principal.type,
      };
      const run =
        'prepare' in operation
          ? await operation.prepare(input, { ...scope, read: store.read, openIdKeys })
          : (writeScope: WriteScope) => operation.run(input, writeScope);
      return store.transact(cause, async (writer) => {
        const writeScope = { ...scope, store: writer };
        await holdDemands(operation, input, writeScope, demanded);
        return run(writeScope);
      });
    },
    createAccount: (account) => createAccount(domain, account),
    listAccounts: () => listAccounts(domain),
    ensureRootAccessKey: (request) => ensureRootAccessKey(domain, request),
    signingKeys: signingKeyLookup(domain),
    policies: policyLookup(domain),
    resourceControls: resourceControlLookup(domain),
    organizations: organizations(domain),
    revokeSessions: (selection) => revokeSessions(domain, selection),
    sweepSessions: () => sweepSessions(domain),
    sweepChanges: () => sweepChanges(domain),
    encodeAuthorizationMessage: (decision) => encodeAuthorizationMessage(decision, secrets),
    recordUse: uses.note,
    writeUses: uses.write,
    guardedServices: guardedServices(domain, uses.note),
    revision: () => store.read(async ({ revision }) => revision),
    watch: store.watch,
    watchDecisions: (listener) =>
      store.watch((change) => {
        // Changes that cannot be told may have been any.
        if (change === undefined || altersDecisions(change)) listener();
      }),
    alteredSince: (revision) => alteredSince(revision, store),
  };
}

/**
 * What was allowed has to be what is done: between the two, a role can have been made again with
 * another trust policy, or a user with another path.
 */
async function holdDemands<Name extends OperationName>(
  { demands }: Operation<Name>,
  input: InputOf<Name>,
  scope: ReadScope,
  demanded: readonly Demand[] | undefined,
): Promise<void> {
  if (demanded === undefined || demands === 'none') return;
  if (JSON.stringify(await demands(input, scope)) === JSON.stringify(demanded)) return;
  throw new IamError(
    'ConcurrentModification',
    'what the request is about was changed while it was authorized, try again',
  );
}

function findOperation<Name extends OperationName>(name: Name): Operation<Name> {
  const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
  if (operation === undefined) {
    throw new IamError('InvalidAction', `Could not find operation ${name}`);
  }
  return operation;
}

/** Before anything is read: what AWS's model forbids, no operation has to look at. */
function refuseInvalid<Name extends OperationName>(name: Name, input: InputOf<Name>): void {
  const message = validateInput(name, input);
  if (message !== undefined) throw new IamError('ValidationError', message);
}
