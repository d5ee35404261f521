// What an OpenID Connect provider may have.
import { IamError } from './errors.js';
import type { FederationSettings } from './federation-settings.js';

const MAX_CLIENT_IDS = 100;
const MAX_THUMBPRINTS = 5;

/**
 * The URL of a provider without `https://`, as it stands in the ARN (IAM API Reference,
 * "CreateOpenIDConnectProvider": https, a path if any, no port and no query). A provider whose origin the
 * operator has named may have a port, and http.
 *
 * @throws IamError ValidationError
 */
export function checkProviderUrl(
  url: string,
  localIssuers: FederationSettings['localIssuers'],
): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const plain = url.replace(/^https?:\/\//i, '');
  const isPlain =
    parsed !== undefined &&
    [parsed.host, `${parsed.host}${parsed.pathname}`].includes(plain) &&
    ((parsed.protocol === 'https:' && parsed.port === '') || localIssuers.has(parsed.origin));
  if (!isPlain) throw new IamError('ValidationError', 'Invalid Open ID Connect Provider URL');
  return plain;
}

/**
 * Client ids, each of them once.
 *
 * @throws IamError LimitExceeded beyond 100
 */
export function checkClientIds(clientIds: readonly string[]): readonly string[] {
  const distinct = [...new Set(clientIds)];
  if (distinct.length > MAX_CLIENT_IDS) {
    throw new IamError(
      'LimitExceeded',
      `Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: ${MAX_CLIENT_IDS}`,
    );
  }
  return distinct;
}

/**
 * Thumbprints, in small letters.
 *
 * @throws IamError InvalidInput when they are too many or are none
 */
export function checkThumbprints(thumbprints: readonly string[]): readonly string[] {
  if (thumbprints.length > MAX_THUMBPRINTS) {
    throw new IamError('InvalidInput', 'Thumbprint list must contain fewer than 5 entries.');
  }
  const wrong = thumbprints.find((each) => !/^[0-9a-f]{40}$/i.test(each));
  if (wrong === undefined) return thumbprints.map((each) => each.toLowerCase());
  throw new IamError('InvalidInput', `expected 40 hexadecimal digits, found \`${wrong}\``);
}
