// Credentials for the token of an identity provider, as Kubernetes mounts it.
import { assumeRoleWithWebIdentity } from './assume-role.js';
import type { CredentialProvider, ExpiringCredentials } from './credential-provider.js';
import { ClientError } from './errors.js';
import { type ProviderContext, type ProviderOptions, providerContext } from './provider-options.js';
import { refreshable } from './refreshable.js';

/**
 * Assumes `AWS_ROLE_ARN` with the token in `AWS_WEB_IDENTITY_TOKEN_FILE`, under the name in
 * `AWS_ROLE_SESSION_NAME` (AWS SDKs and Tools Reference Guide, "Assume role credential provider").
 * What is given is kept by `refreshable`, and the file read again for the next.
 *
 * The provider rejects with ClientError NoCredentials, PartialCredentials, ConfigNotFound or
 * CredentialRetrieval.
 */
export function fromTokenFile(options: ProviderOptions = {}): CredentialProvider {
  const context = providerContext(options);
  return refreshable(() => loadFromTokenFile(context), {
    name: 'AssumeRoleWithWebIdentity',
    now: context.runtime.now,
  });
}

/** What `fromTokenFile` fetches. */
export async function loadFromTokenFile(context: ProviderContext): Promise<ExpiringCredentials> {
  const {
    AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile,
    AWS_ROLE_ARN: roleArn,
    AWS_ROLE_SESSION_NAME: sessionName,
  } = context.environment;
  if (!tokenFile) {
    throw new ClientError(
      'NoCredentials',
      'expected the environment variable `AWS_WEB_IDENTITY_TOKEN_FILE`, found none',
    );
  }
  if (!roleArn) {
    throw new ClientError(
      'PartialCredentials',
      'expected the environment variable `AWS_ROLE_ARN` beside `AWS_WEB_IDENTITY_TOKEN_FILE`, found none',
    );
  }
  return assumeRoleWithWebIdentity({ roleArn, sessionName }, tokenFile, context);
}
