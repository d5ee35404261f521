// The key of an account's root user that the deployment gives it.
import type { AccountId } from '@ostiary/policy';
import { SecretAccessKey } from '@ostiary/sigv4';
import { createAccessKeyId, createSecretAccessKey } from './access-key-text.js';
import { deploymentCause } from './deployment-cause.js';
import type { DomainScope } from './domain-scope.js';
import { IamError } from './errors.js';
import { DEPLOYMENT, type Writer } from './store.js';
import { KeyTakenError } from './store-errors.js';
import { ACCESS_KEYS, type AccessKey, accessKeyOwner } from './tables/access-keys.js';
import { ACCOUNTS } from './tables/accounts.js';

/** The key to give, or none to have one made. */
export interface RootAccessKeyRequest {
  readonly accountId: AccountId;
  /** Any visible ASCII without `,` and `/`, at most 128 characters. */
  readonly accessKeyId?: string | undefined;
  /** Stands where the id does. */
  readonly secretAccessKey?: string | undefined;
}

/** What became of the root user's key. */
export type RootAccessKey =
  /** It was there as asked, or there was one before and none was asked for. */
  | { readonly outcome: 'kept'; readonly accessKeyId: string }
  /** The key that was given is now the root user's, and its first. */
  | { readonly outcome: 'given'; readonly accessKeyId: string }
  /** The key that was given took the place of the one before, which signs no more. */
  | { readonly outcome: 'replaced'; readonly accessKeyId: string; readonly former: string }
  /** One was made; its secret is shown here and never again. */
  | {
      readonly outcome: 'made';
      readonly accessKeyId: string;
      readonly secretAccessKey: SecretAccessKey;
    };

/**
 * Gives the root user of an account the key that the operator names, or makes one where it never
 * had any. A key that differs from the one given before replaces it; keys that the root user made
 * for itself stay. A made key that the root user deleted is not made again.
 *
 * @throws TypeError for half a key, or an id that no signature can name; IamError `NoSuchEntity`
 *   for an unknown account, `EntityAlreadyExists` when another user has a key of this id
 */
export async function ensureRootAccessKey(
  scope: DomainScope,
  { accountId, accessKeyId, secretAccessKey }: RootAccessKeyRequest,
): Promise<RootAccessKey> {
  const { store, secrets } = scope;
  const given = readGivenKey(accessKeyId, secretAccessKey);
  const cause = deploymentCause(accountId, 'EnsureRootAccessKey', secrets);
  return store.transact(cause, async (writer): Promise<RootAccessKey> => {
    const account = await writer.get(ACCOUNTS, DEPLOYMENT, [accountId]);
    if (account === undefined) {
      throw new IamError('NoSuchEntity', `Account ${accountId} cannot be found.`);
    }
    const former = account.rootAccessKeyId;
    if (given === undefined && former !== undefined) {
      return { outcome: 'kept', accessKeyId: former };
    }
    const key = given ?? {
      accessKeyId: createAccessKeyId('AKIA', secrets),
      secretAccessKey: createSecretAccessKey(secrets),
    };
    const stored = former && (await writer.get(ACCESS_KEYS, accountId, [former]));
    if (stored && former === key.accessKeyId && isSecretOf(stored, key.secretAccessKey, scope)) {
      return { outcome: 'kept', accessKeyId: former };
    }
    if (stored) await writer.remove(ACCESS_KEYS, stored);
    await insertRootKey(writer, accountId, key, scope);
    await writer.replace(ACCOUNTS, { ...account, rootAccessKeyId: key.accessKeyId });
    if (given === undefined) return { outcome: 'made', ...key };
    return former === undefined
      ? { outcome: 'given', accessKeyId: key.accessKeyId }
      : { outcome: 'replaced', accessKeyId: key.accessKeyId, former };
  });
}

interface RootKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: SecretAccessKey;
}

function readGivenKey(
  accessKeyId: string | undefined,
  secretAccessKey: string | undefined,
): RootKey | undefined {
  if (accessKeyId === undefined && secretAccessKey === undefined) return undefined;
  if (!accessKeyId || !secretAccessKey) {
    throw new TypeError(
      'expected a root access key id and its secret, found one without the other',
    );
  }
  if (!/^[!-+\-.0-~]{1,128}$/.test(accessKeyId)) {
    throw new TypeError(
      'expected a root access key id of 1 to 128 visible ASCII characters without `,` and `/`',
    );
  }
  return { accessKeyId, secretAccessKey: new SecretAccessKey(secretAccessKey) };
}

function isSecretOf(
  stored: AccessKey,
  secretAccessKey: SecretAccessKey,
  { secrets }: DomainScope,
): boolean {
  return secrets.open(stored.secret, accessKeyOwner(stored)) === secretAccessKey.reveal();
}

async function insertRootKey(
  writer: Writer,
  accountId: AccountId,
  { accessKeyId, secretAccessKey }: RootKey,
  { secrets, now }: DomainScope,
): Promise<void> {
  const secret = secrets.seal(secretAccessKey.reveal(), accessKeyOwner({ accountId, accessKeyId }));
  const createDate = now().toISOString();
  const status = 'Active';
  try {
    await writer.insert(ACCESS_KEYS, {
      ...{ accountId, accessKeyId, ownerId: accountId, status, createDate, secret },
    });
  } catch (error) {
    if (!(error instanceof KeyTakenError)) throw error;
    throw new IamError('EntityAlreadyExists', `An access key ${accessKeyId} already exists.`);
  }
}
