// Credentials of the role of an EC2 instance.
import type { CredentialProvider, ExpiringCredentials } from './credential-provider.js';
import { endpointUrl } from './endpoint-url.js';
import { ClientError } from './errors.js';
import { fetchWithRetries } from './fetch-with-retries.js';
import { isRecord, issuedCredentials, retrievalFailed } from './issued-credentials.js';
import { parseJson } from './parse-json.js';
import { type ProviderContext, type ProviderOptions, providerContext } from './provider-options.js';
import { refreshable } from './refreshable.js';
import type { Settings } from './shared-config.js';
import { startOfBody } from './start-of-body.js';

const provider = {
  name: 'instance metadata',
  remedy: 'check the role of the instance, and its metadata options',
};
const documentLength = 65_536;
const rolePath = '/latest/meta-data/iam/security-credentials/';

const endpointByMode: ReadonlyMap<string, string> = new Map([
  ['ipv4', 'http://169.254.169.254'],
  ['ipv6', 'http://[fd00:ec2::254]'],
]);

/**
 * Asks the instance metadata service, version 2 alone (EC2 User Guide, "Use IMDSv2"; AWS SDKs and
 * Tools Reference Guide, "IMDS credential provider"): `AWS_EC2_METADATA_DISABLED`,
 * `AWS_EC2_METADATA_SERVICE_ENDPOINT` and `…_ENDPOINT_MODE`, or `ec2_metadata_service_endpoint` and
 * `…_endpoint_mode` in the profile, `AWS_METADATA_SERVICE_TIMEOUT` and `…_NUM_ATTEMPTS`. Version 1,
 * which needs no token and so can be asked through others, is never fallen back to. What is given
 * is kept by `refreshable`.
 *
 * The provider rejects with ClientError NoCredentials where there is no such service or role,
 * InvalidConfig or CredentialRetrieval.
 */
export function fromInstanceMetadata(options: ProviderOptions = {}): CredentialProvider {
  const context = providerContext(options);
  return refreshable(() => loadFromInstanceMetadata(context), {
    name: provider.name,
    now: context.runtime.now,
  });
}

/** What `fromInstanceMetadata` fetches. */
export async function loadFromInstanceMetadata(
  context: ProviderContext,
): Promise<ExpiringCredentials> {
  const ask = await asker(context);
  const token = await ask('/latest/api/token', {
    method: 'PUT',
    headers: { 'x-aws-ec2-metadata-token-ttl-seconds': '21600' },
  });
  const init = { headers: { 'x-aws-ec2-metadata-token': token } };
  const [role = ''] = (await ask(rolePath, init)).trim().split('\n');
  if (!/^[\w+=,.@-]+$/.test(role)) throw retrievalFailed(provider, 'no name of a role');
  const document = parseJson(await ask(rolePath + role, init));
  const code = isRecord(document) ? document.Code : undefined;
  if (code !== undefined && code !== 'Success') {
    throw retrievalFailed(provider, `that it could not issue any for the role \`${role}\``);
  }
  return issuedCredentials(document, {
    provider,
    tokenName: 'Token',
    required: ['token', 'expiration'],
  });
}

type Ask = (path: string, init: RequestInit) => Promise<string>;

async function asker({
  environment,
  runtime,
  loadConfig,
  profileName,
}: ProviderContext): Promise<Ask> {
  const disabled = environment.AWS_EC2_METADATA_DISABLED;
  if (disabled && disabled.toLowerCase() !== 'false') {
    throw nothing('that `AWS_EC2_METADATA_DISABLED` turns it off');
  }
  const settings = (await loadConfig()).findProfile(profileName)?.settings ?? {};
  const endpoint = endpointOf(environment, settings);
  const setting = {
    attempts: positive(environment.AWS_METADATA_SERVICE_NUM_ATTEMPTS, 1),
    timeoutMs: 1000 * positive(environment.AWS_METADATA_SERVICE_TIMEOUT, 1),
  };
  return async (path, init) => {
    const url = new URL(path, endpoint).href;
    const response = await fetchWithRetries(url, init, setting, runtime).catch((cause: unknown) => {
      throw nothing(`no answer from \`${endpoint}\``, cause);
    });
    if (response.status === 404 || (response.status === 403 && init.method === 'PUT')) {
      throw nothing(`no role, or that it is turned off, at \`${endpoint}\``);
    }
    if (response.status !== 200) throw retrievalFailed(provider, `status ${response.status}`);
    return startOfBody(response, documentLength);
  };
}

function endpointOf(environment: Settings, settings: Settings): string {
  const endpoint =
    environment.AWS_EC2_METADATA_SERVICE_ENDPOINT || settings.ec2_metadata_service_endpoint;
  if (endpoint) {
    const url = endpointUrl(endpoint);
    if (url !== undefined) return url.origin;
    throw invalid(
      '`AWS_EC2_METADATA_SERVICE_ENDPOINT` to be an http or https URL without a password',
    );
  }
  const mode =
    environment.AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE ||
    settings.ec2_metadata_service_endpoint_mode ||
    'IPv4';
  const byMode = endpointByMode.get(mode.toLowerCase());
  if (byMode !== undefined) return byMode;
  throw invalid('`AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE` to be `IPv4` or `IPv6`');
}

function positive(text: string | undefined, otherwise: number): number {
  if (!text) return otherwise;
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw invalid('`AWS_METADATA_SERVICE_TIMEOUT` and `…_NUM_ATTEMPTS` to be whole numbers above 0');
}

function invalid(expected: string): ClientError {
  return new ClientError('InvalidConfig', `expected ${expected}, found something else`);
}

function nothing(found: string, cause?: unknown): ClientError {
  return new ClientError(
    'NoCredentials',
    `expected a role from ${provider.name}, found ${found}`,
    cause === undefined ? undefined : { cause },
  );
}
