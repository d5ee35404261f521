// Credentials from the first place that has them, in AWS's order.
import type { CredentialProvider, ExpiringCredentials } from './credential-provider.js';
import { ClientError } from './errors.js';
import { loadFromContainer } from './from-container.js';
import { readEnvironment } from './from-environment.js';
import { loadFromInstanceMetadata } from './from-instance-metadata.js';
import { loadFromTokenFile } from './from-token-file.js';
import { profileCredentials } from './profile-credentials.js';
import {
  type LoadCredentials,
  type ProviderContext,
  type ProviderOptions,
  providerContext,
} from './provider-options.js';
import { refreshable } from './refreshable.js';

/** The links of the chain, in order. */
const chain: readonly LoadCredentials[] = [
  fromEnvironmentUnlessGiven,
  profileCredentials,
  loadFromTokenFile,
  loadFromContainer,
  loadFromInstanceMetadata,
];

/**
 * Looks where AWS's tools look (AWS SDKs and Tools Reference Guide, "Understand the credential
 * provider chain", which leaves the order to each of them), in this order: the environment, unless
 * the option `profile` is given; the profile; a web identity token; the container endpoint;
 * instance metadata. What is found is kept by `refreshable`.
 *
 * A place that is not set up is passed over. One that is set up and gives nothing ends the search
 * with its error, rather than let another identity sign: here the chain is stricter than AWS's.
 *
 * The provider rejects with ClientError; NoCredentials says of each place what was missing there.
 *
 * @example
 * ```ts
 * import { createClient } from '@ostiary/client';
 * import { defaultProvider } from '@ostiary/client/node';
 *
 * export const notes = createClient({
 *   credentials: defaultProvider(),
 *   region: 'eu-central-1',
 *   service: 'notes',
 * });
 * ```
 */
export function defaultProvider(options: ProviderOptions = {}): CredentialProvider {
  const context = providerContext(options);
  return refreshable(() => firstOf(context), {
    name: 'the default provider',
    now: context.runtime.now,
  });
}

async function firstOf(context: ProviderContext): Promise<ExpiringCredentials> {
  const missing: string[] = [];
  for (const load of chain) {
    try {
      return await load(context);
    } catch (error) {
      if (!(error instanceof ClientError) || error.code !== 'NoCredentials') throw error;
      missing.push(error.message);
    }
  }
  const reasons = missing.map((message) => `\n- ${message}`).join('');
  throw new ClientError(
    'NoCredentials',
    `expected credentials in one of these places, found none; set one up:${reasons}`,
  );
}

function fromEnvironmentUnlessGiven(context: ProviderContext): ExpiringCredentials {
  const { environment, isProfileGiven, profileName } = context;
  if (!isProfileGiven) return readEnvironment(environment);
  throw new ClientError(
    'NoCredentials',
    `expected no option \`profile\` for the environment's access key to be read, found \`${profileName}\``,
  );
}
