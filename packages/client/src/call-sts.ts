// Asking the security token service for credentials.
import type { Credentials } from '@ostiary/sigv4';
import { XMLParser } from 'fast-xml-parser';
import { createClient } from './create-client.js';
import type { ExpiringCredentials } from './credential-provider.js';
import { fetchWithRetries } from './fetch-with-retries.js';
import { isRecord, issuedCredentials, retrievalFailed } from './issued-credentials.js';
import type { ProviderContext } from './provider-options.js';
import { startOfBody } from './start-of-body.js';
import { stsSettings } from './sts-settings.js';

/** What is asked for. */
export interface StsCall {
  readonly action: 'AssumeRole' | 'AssumeRoleWithWebIdentity';
  /** Those without a value are left out. */
  readonly parameters: Readonly<Record<string, string | undefined>>;
  /** Who asks; undefined for an action that is not signed. */
  readonly credentials: Credentials | undefined;
  /** Texts that no message may repeat. */
  readonly secrets: readonly string[];
  /** Whether it may be asked twice. */
  readonly idempotent: boolean;
}

const setting = { attempts: 3, timeoutMs: 10_000 };
const documentLength = 262_144;

/**
 * Calls one action of the Query protocol (STS API Reference, "Actions") at the endpoint of
 * `stsSettings`. Throws ClientError CredentialRetrieval with the service's code and message, or
 * InvalidConfig.
 */
export async function callSts(
  call: StsCall,
  context: ProviderContext,
): Promise<ExpiringCredentials> {
  const { action, secrets } = call;
  const { endpoint, region } = await stsSettings(context);
  const provider = {
    name: `${action} at \`${new URL(endpoint).origin}\``,
    remedy: 'check that the endpoint is that of STS, and that it runs',
  };
  const response = await send(call, { endpoint, region }, context).catch((cause: unknown) => {
    throw retrievalFailed(provider, 'no answer', cause);
  });
  const document = parseXml(await startOfBody(response, documentLength));
  if (response.status !== 200) {
    const { found, remedy = provider.remedy } = errorOf(document, response.status);
    throw retrievalFailed({ ...provider, remedy }, withoutSecrets(found, secrets));
  }
  return issuedCredentials(
    memberOf(document, [`${action}Response`, `${action}Result`, 'Credentials']),
    { provider, tokenName: 'SessionToken', required: ['token', 'expiration'] },
  );
}

function send(
  { action, parameters, credentials, idempotent }: StsCall,
  { endpoint, region }: { readonly endpoint: string; readonly region: string },
  { runtime }: ProviderContext,
): Promise<Response> {
  const body = new URLSearchParams({ Action: action, Version: '2011-06-15' });
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) body.set(name, value);
  }
  const headers = {
    accept: 'text/xml, application/xml',
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
  };
  const init = { method: 'POST', headers, body: body.toString() };
  if (credentials === undefined) return fetchWithRetries(endpoint, init, setting, runtime);
  const client = createClient({
    ...runtime,
    ...setting,
    credentials,
    region,
    service: 'sts',
    idempotent,
  });
  return client.fetch(endpoint, init);
}

const parser = new XMLParser({ parseTagValue: false });

function parseXml(text: string): unknown {
  try {
    return parser.parse(text);
  } catch {
    return undefined;
  }
}

function memberOf(document: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    document,
  );
}

/** What to do about the errors that people meet (STS API Reference, "Common Errors" and "Actions"). */
const remedies: ReadonlyMap<string, string> = new Map([
  [
    'AccessDenied',
    'allow it in the trust policy of the role, and `sts:AssumeRole` in the policies of who assumes it',
  ],
  ['ExpiredToken', 'renew the credentials that assume the role'],
  ['ExpiredTokenException', 'renew the token that the identity provider writes'],
  ['IDPCommunicationError', 'check that the identity provider can be reached from STS'],
  ['InvalidClientTokenId', 'check the access key that assumes the role'],
  ['InvalidIdentityToken', 'check the token, and the identity provider that the role trusts'],
  ['SignatureDoesNotMatch', 'check the secret access key that assumes the role, and the clock'],
]);

interface StsError {
  readonly found: string;
  readonly remedy: string | undefined;
}

/** The code and the message, as the service says them. */
function errorOf(document: unknown, status: number): StsError {
  const code = memberOf(document, ['ErrorResponse', 'Error', 'Code']);
  const message = memberOf(document, ['ErrorResponse', 'Error', 'Message']);
  if (typeof code !== 'string') return { found: `status ${status}`, remedy: undefined };
  const words = typeof message === 'string' ? `: ${message.slice(0, 1000)}` : '';
  return { found: `\`${code}\`${words}`, remedy: remedies.get(code) ?? 'do as it says' };
}

/** A service in development may explain a signature by what was sent. */
function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .reduce((cleared, secret) => cleared.replaceAll(secret, '[secret]'), text);
}
