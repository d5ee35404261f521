// Credentials as services issue them: a document with the four members that AWS's have.
import { SecretAccessKey } from '@ostiary/sigv4';
import type { ExpiringCredentials } from './credential-provider.js';
import { ClientError } from './errors.js';

/** Where credentials come from, as messages say it. */
export interface NamedProvider {
  readonly name: string;
  /** What to do when it gives none. */
  readonly remedy: string;
}

/** What the document comes from, and how it names the session token. */
export interface IssuedBy {
  readonly provider: NamedProvider;
  readonly tokenName: 'Token' | 'SessionToken';
  /** Members beside the key that have to be there. */
  readonly required: readonly ('token' | 'expiration')[];
}

/** Reads an object with `AccessKeyId`, `SecretAccessKey`, … Throws ClientError CredentialRetrieval. */
export function issuedCredentials(
  document: unknown,
  { provider, tokenName, required }: IssuedBy,
): ExpiringCredentials {
  const members: Readonly<Record<string, unknown>> = isRecord(document) ? document : {};
  const accessKeyId = textOf(members.AccessKeyId);
  const secret = textOf(members.SecretAccessKey);
  const sessionToken = textOf(members[tokenName]);
  const expiration = textOf(members.Expiration);
  const missing = [
    ...(accessKeyId === undefined ? ['AccessKeyId'] : []),
    ...(secret === undefined ? ['SecretAccessKey'] : []),
    ...(sessionToken === undefined && required.includes('token') ? [tokenName] : []),
    ...(expiration === undefined && required.includes('expiration') ? ['Expiration'] : []),
  ];
  if (accessKeyId === undefined || secret === undefined || missing.length > 0) {
    throw retrievalFailed(provider, `an answer without \`${missing.join('`, `')}\``);
  }
  return {
    accessKeyId,
    secretAccessKey: new SecretAccessKey(secret),
    ...(sessionToken === undefined ? {} : { sessionToken }),
    ...(expiration === undefined ? {} : { expiration: dateOf(expiration, provider) }),
  };
}

/** The error of a provider that is known and gave no credentials. */
export function retrievalFailed(
  { name, remedy }: NamedProvider,
  found: string,
  cause?: unknown,
): ClientError {
  return new ClientError(
    'CredentialRetrieval',
    `expected credentials from ${name}, found ${found}; ${remedy}`,
    cause === undefined ? undefined : { cause },
  );
}

/** Whether a value is an object with members. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function dateOf(text: string, provider: NamedProvider): Date {
  const date = new Date(text);
  if (!Number.isNaN(date.getTime())) return date;
  throw retrievalFailed(provider, 'an `Expiration` that is no date');
}
