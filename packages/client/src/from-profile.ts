// Credentials by a profile in the files of the AWS CLI and SDKs.
import type { CredentialProvider } from './credential-provider.js';
import { profileCredentials } from './profile-credentials.js';
import { type ProviderOptions, providerContext } from './provider-options.js';
import { refreshable } from './refreshable.js';

/**
 * Gets the credentials of a profile: its access key, the role that it assumes (`role_arn` with
 * `source_profile`, `credential_source` or `web_identity_token_file`; `mfa_serial`, `external_id`,
 * `role_session_name`, `duration_seconds`), or what its `credential_process` prints (AWS SDKs and
 * Tools Reference Guide, "Shared config and credentials files"). What is found is kept by
 * `refreshable`, and the files are read again for the next.
 *
 * The provider rejects with ClientError ConfigNotFound, ProfileNotFound, NoCredentials,
 * PartialCredentials, InvalidConfig or CredentialRetrieval, and is then ready to be asked again.
 */
export function fromProfile(options: ProviderOptions = {}): CredentialProvider {
  const context = providerContext(options);
  return refreshable(() => profileCredentials(context), {
    name: `the profile \`${context.profileName}\``,
    now: context.runtime.now,
  });
}
