// Which headers a signer signs.
import type { HeaderValues } from './header-values.js';
import type { HttpHeader } from './http-request.js';
import { isToken } from './token.js';

/**
 * Headers that a proxy or the HTTP client itself may add, change or drop on the way, so that
 * signing them would break good requests (the AWS SDKs leave the same ones unsigned).
 */
const changedOnTheWay: ReadonlySet<string> = new Set([
  'authorization',
  'cache-control',
  'connection',
  'expect',
  'from',
  'keep-alive',
  'max-forwards',
  'pragma',
  'referer',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'x-amzn-trace-id',
]);
const prefixesChangedOnTheWay = ['proxy-', 'sec-'] as const;

/**
 * Whether a header has to be signed: the host, so that a request cannot be sent to another, and
 * all that speak to AWS (IAM User Guide, "Create a signed AWS API request", SignedHeaders).
 */
export function mustBeSigned(name: string): boolean {
  // `startsWith` costs several times the comparison of a slice.
  return name === 'host' || name.slice(0, 6) === 'x-amz-';
}

/** Headers that signing sets, so that a signed request can be signed again. */
const ownHeaders: ReadonlySet<string> = new Set([
  'authorization',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-region-set',
  'x-amz-security-token',
]);

/** The headers without those that an earlier signature set. */
export function withoutOwnHeaders(headers: readonly HttpHeader[]): readonly HttpHeader[] {
  return headers.filter(([name]) => !ownHeaders.has(name.toLowerCase()));
}

/**
 * The names to sign, sorted: all but those changed on the way and those the caller leaves out.
 * Throws TypeError for a name that cannot be a header's, and where there is no `Host`.
 */
export function namesToSign(
  headers: HeaderValues,
  unsignedHeaders: readonly string[] = [],
): readonly string[] {
  checkHeaderNames(headers);
  const leftOut = new Set(unsignedHeaders.map((name) => name.toLowerCase()));
  return [...headers.keys()].filter((name) => mustBeSigned(name) || signs(name, leftOut)).sort();
}

function checkHeaderNames(headers: HeaderValues): void {
  for (const name of headers.keys()) {
    if (!isToken(name)) throw new TypeError(`expected a header name, found \`${name}\``);
  }
  if (!headers.has('host')) throw new TypeError('expected a `Host` header to sign, found none');
}

function signs(name: string, leftOut: ReadonlySet<string>): boolean {
  if (leftOut.has(name) || changedOnTheWay.has(name)) return false;
  return !prefixesChangedOnTheWay.some((prefix) => name.startsWith(prefix));
}
