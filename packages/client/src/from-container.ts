// Credentials from the endpoint that a container is given.
import { readFile } from 'node:fs/promises';
import type { CredentialProvider, ExpiringCredentials } from './credential-provider.js';
import { endpointUrl } from './endpoint-url.js';
import { ClientError } from './errors.js';
import { fetchWithRetries } from './fetch-with-retries.js';
import type { Environment } from './from-environment.js';
import { issuedCredentials, retrievalFailed } from './issued-credentials.js';
import { parseJson } from './parse-json.js';
import { type ProviderContext, type ProviderOptions, providerContext } from './provider-options.js';
import { refreshable } from './refreshable.js';
import { startOfBody } from './start-of-body.js';

const provider = {
  name: 'the container endpoint',
  remedy: 'check the address in `AWS_CONTAINER_CREDENTIALS_…_URI`, and the token beside it',
};
const setting = { attempts: 3, timeoutMs: 2000 };
const documentLength = 65_536;

/** Hosts that may be asked without TLS: Amazon ECS, and Amazon EKS by IPv4 and IPv6. */
const linkLocalHosts: ReadonlySet<string> = new Set([
  '169.254.170.2',
  '169.254.170.23',
  '[fd00:ec2::23]',
]);

/**
 * Asks the endpoint in `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` or `AWS_CONTAINER_CREDENTIALS_FULL_URI`,
 * with the token in `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE` or `AWS_CONTAINER_AUTHORIZATION_TOKEN`;
 * of each pair the first wins (AWS SDKs and Tools Reference Guide, "Container credential provider").
 * Without TLS only the machine itself and the hosts of ECS and EKS are asked. What is given is kept
 * by `refreshable`.
 *
 * The provider rejects with ClientError NoCredentials, InvalidConfig or CredentialRetrieval.
 */
export function fromContainer(options: ProviderOptions = {}): CredentialProvider {
  const context = providerContext(options);
  return refreshable(() => loadFromContainer(context), {
    name: provider.name,
    now: context.runtime.now,
  });
}

/** What `fromContainer` fetches. */
export async function loadFromContainer({
  environment,
  runtime,
}: ProviderContext): Promise<ExpiringCredentials> {
  const url = endpointOf(environment);
  const token = await tokenOf(environment);
  const headers = { accept: 'application/json', ...(token && { authorization: token }) };
  const response = await fetchWithRetries(url.href, { headers }, setting, runtime).catch(
    (cause: unknown) => {
      throw retrievalFailed(provider, `no answer from \`${url.origin}\``, cause);
    },
  );
  if (response.status !== 200) throw retrievalFailed(provider, `status ${response.status}`);
  return issuedCredentials(parseJson(await startOfBody(response, documentLength)), {
    provider,
    tokenName: 'Token',
    required: ['token', 'expiration'],
  });
}

function endpointOf(environment: Environment): URL {
  const relative = environment.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  const full = environment.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  if (!relative && !full) {
    throw new ClientError(
      'NoCredentials',
      'expected the environment variable `AWS_CONTAINER_CREDENTIALS_FULL_URI` or `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI`, found neither',
    );
  }
  const text = relative ? `http://169.254.170.2${relative}` : (full ?? '');
  const url = endpointUrl(text);
  if (url !== undefined && mayBeAsked(url)) return url;
  const name = relative ? 'RELATIVE' : 'FULL';
  throw new ClientError(
    'InvalidConfig',
    `expected \`AWS_CONTAINER_CREDENTIALS_${name}_URI\` to be https, or http on this machine or a host of ECS or EKS, found something else`,
  );
}

function mayBeAsked({ protocol, hostname }: URL): boolean {
  if (protocol === 'https:') return true;
  const isLoopback =
    hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
  return isLoopback || linkLocalHosts.has(hostname);
}

/** Read each time, since the file is renewed. */
async function tokenOf(environment: Environment): Promise<string | undefined> {
  const file = environment.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
  if (!file) return checkToken(environment.AWS_CONTAINER_AUTHORIZATION_TOKEN);
  try {
    return checkToken(await readFile(file, 'utf8'));
  } catch (cause) {
    if (cause instanceof ClientError) throw cause;
    throw new ClientError(
      'InvalidConfig',
      `expected a readable file \`${file}\`, which \`AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE\` names, found none`,
      { cause },
    );
  }
}

/** As a header it could start another one. */
function checkToken(token: string | undefined): string | undefined {
  const trimmed = token?.trim();
  if (trimmed === undefined || /^[\t\x20-\x7e]*$/.test(trimmed)) return trimmed;
  throw new ClientError(
    'InvalidConfig',
    'expected the authorization token of the container endpoint on one line of ASCII, found something else',
  );
}
