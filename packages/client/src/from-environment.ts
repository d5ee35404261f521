// Credentials from environment variables.
import { SecretAccessKey } from '@ostiary/sigv4';
import type { CredentialProvider, ExpiringCredentials } from './credential-provider.js';
import { ClientError } from './errors.js';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN` and, as `aws configure
 * export-credentials` prints it, `AWS_CREDENTIAL_EXPIRATION`, each time it is asked (AWS CLI User
 * Guide, "Environment variables to configure the AWS CLI"). An empty variable is an absent one. The
 * provider rejects with ClientError NoCredentials or PartialCredentials.
 */
export function fromEnvironment(environment: Environment = process.env): CredentialProvider {
  return async () => readEnvironment(environment);
}

/** What `fromEnvironment` reads. */
export function readEnvironment(environment: Environment): ExpiringCredentials {
  const accessKeyId = environment.AWS_ACCESS_KEY_ID;
  const secretAccessKey = environment.AWS_SECRET_ACCESS_KEY;
  const sessionToken = environment.AWS_SESSION_TOKEN;
  const expiration = environment.AWS_CREDENTIAL_EXPIRATION;
  if (!accessKeyId && !secretAccessKey) {
    throw new ClientError(
      'NoCredentials',
      'expected the environment variables `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, found neither',
    );
  }
  if (!accessKeyId || !secretAccessKey) {
    const missing = accessKeyId ? 'AWS_SECRET_ACCESS_KEY' : 'AWS_ACCESS_KEY_ID';
    throw new ClientError(
      'PartialCredentials',
      `expected the environment variable \`${missing}\` beside the other half of the key, found none`,
    );
  }
  return {
    accessKeyId,
    secretAccessKey: new SecretAccessKey(secretAccessKey),
    ...(sessionToken ? { sessionToken } : {}),
    ...(expiration ? { expiration: new Date(expiration) } : {}),
  };
}
