// What an operation is: whose permission it needs, and what it does.
import type { InputOf, OperationName, OutputOf } from '@ostiary/api';
import type { NamedPolicy } from '@ostiary/evaluator';
import type { AccountId, Principal } from '@ostiary/policy';
import type { FederationSettings } from './federation-settings.js';
import type { GuessLimit } from './guess-limit.js';
import type { ManagedPolicyCatalog } from './managed-policy-catalog.js';
import type { OpenIdKeys } from './open-id-keys.js';
import type { LoadOrganization } from './organization/load-organization.js';
import type { Quotas } from './quotas.js';
import type { Secrets } from './secrets.js';
import type { Reader, Store, Writer } from './store.js';

/** Who calls an operation. */
export interface OperationCaller {
  readonly principal: Principal;
  /** The account that the operation is about: that of the principal. */
  readonly accountId: AccountId;
  readonly requestId: string;
  /** The key that signed, where one did. */
  readonly accessKeyId?: string | undefined;
  /** Condition keys that the proof of who is calling carries, such as `aws:MultiFactorAuthPresent`. */
  readonly context: readonly (readonly [key: string, value: string | readonly string[]])[];
  readonly sourceIp?: string | undefined;
}

/** One thing that policies must allow before an operation runs. */
export interface Demand {
  /** `iam:CreateUser` */
  readonly action: string;
  /** An ARN, or `*`. */
  readonly resource: string;
  /** Condition keys of the operation: `iam:PolicyARN`, `aws:RequestTag/…`, `iam:PassedToService`. */
  readonly context: readonly (readonly [key: string, value: string | readonly string[]])[];
  /** Condition keys that the call proves beyond its credentials; they count instead of what those say. */
  readonly proven?: Demand['context'] | undefined;
  /** Tags of the resource, for `aws:ResourceTag/…` and `iam:ResourceTag/…`. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** The resource's own policy: the trust policy of a role that is assumed. */
  readonly policy?: NamedPolicy | undefined;
  /** The account that owns the resource, where it is not in the ARN. */
  readonly accountId?: AccountId | undefined;
}

/** What every operation works with. */
export interface OperationScope {
  readonly caller: OperationCaller;
  readonly now: Date;
  /** `aws`, or the partition that the deployment's ARNs have. */
  readonly partition: string;
  readonly quotas: Quotas;
  /** The managed policies that belong to no account. */
  readonly managedPolicies: ManagedPolicyCatalog;
  readonly loadOrganization: LoadOrganization;
  readonly federation: FederationSettings;
  readonly secrets: Secrets;
  /** Keeps anybody from trying all codes of a device. */
  readonly guesses: GuessLimit;
}

/** What an operation that only reads works with. */
export interface ReadScope extends OperationScope {
  readonly store: Reader;
}

/** What an operation that writes works with. */
export interface WriteScope extends OperationScope {
  readonly store: Writer;
}

/** What an operation works with before its transaction: it reads in steps and holds nothing meanwhile. */
export interface PrepareScope extends OperationScope {
  readonly read: Store['read'];
  /** With which the tokens of OpenID Connect providers are verified. */
  readonly openIdKeys: OpenIdKeys;
}

interface OperationBase<Name extends OperationName> {
  readonly name: Name;
  /**
   * What must be allowed, one after the other. `none`: whoever is proven may (GetCallerIdentity).
   * Throws IamError where the input itself is at fault; a resource that is not there is demanded by
   * the ARN it would have, so that nobody learns by an error what exists.
   */
  readonly demands:
    | 'none'
    | ((input: InputOf<Name>, scope: ReadScope) => readonly Demand[] | Promise<readonly Demand[]>);
}

/** An operation that reads. */
export interface ReadOperation<Name extends OperationName> extends OperationBase<Name> {
  readonly access: 'read';
  readonly run: (input: InputOf<Name>, scope: ReadScope) => Promise<OutputOf<Name>>;
}

/** An operation that writes; `run` may be run again when two writes meet. */
export interface WriteOperation<Name extends OperationName> extends OperationBase<Name> {
  readonly access: 'write';
  readonly run: (input: InputOf<Name>, scope: WriteScope) => Promise<OutputOf<Name>>;
}

/**
 * An operation that writes after work that would hold a transaction too long, such as hashing a
 * password. What `prepare` answers runs in the transaction, and does not trust what was read before.
 */
export interface PreparedOperation<Name extends OperationName> extends OperationBase<Name> {
  readonly access: 'write';
  readonly prepare: (
    input: InputOf<Name>,
    scope: PrepareScope,
  ) => Promise<(scope: WriteScope) => Promise<OutputOf<Name>>>;
}

/** An operation of IAM or STS. */
export type Operation<Name extends OperationName> =
  | ReadOperation<Name>
  | WriteOperation<Name>
  | PreparedOperation<Name>;
