// Who called, and by which name, when the peer is a proxy that may speak for others.
import ipaddr from 'ipaddr.js';
import { GateError } from './errors.js';
import { toAddress } from './forwarded-address.js';
import { type ForwardedElement, parseForwarded } from './forwarded-header.js';
import { headerValues, type IncomingRequest, type RequestHead } from './incoming-request.js';

/** The proxies that are believed, and the headers in which they say for whom they ask. */
export interface TrustedProxies {
  /** Addresses and ranges: `127.0.0.1`, `10.0.0.0/8`, `fd00::/8`. */
  readonly addresses: readonly string[];
  /**
   * `X-Forwarded`, the default: `X-Forwarded-For`, `-Host`, `-Proto` and `-Prefix`. `Forwarded`: the
   * header of RFC 7239, which has no prefix. Only one, and the proxies have to set or strip each of
   * its headers: what a proxy hands on as it came is the caller's own word.
   */
  readonly headers?: 'X-Forwarded' | 'Forwarded';
}

/** Gives a request as the first proxy that is trusted saw it; any other as it is. */
export type ResolveProxies = (request: IncomingRequest) => IncomingRequest;

/** What the proxies say: an element for each, the nearest last, and the prefix of the path. */
interface Forwarding {
  readonly elements: readonly ForwardedElement[];
  readonly prefix: string;
}

/**
 * Reads forwarding headers from trusted peers alone. Of the addresses in them the caller's is the
 * right-most that is not trusted: whoever stands further left was not seen by any trusted proxy.
 * What the proxies say of host and protocol is taken from the same place, and decides
 * `aws:SourceIp`, `aws:SecureTransport`, and the host that has to be signed.
 *
 * @throws TypeError for an address that is none
 */
export function trustProxies({
  addresses,
  headers = 'X-Forwarded',
}: TrustedProxies): ResolveProxies {
  const isTrusted = trustedRanges(addresses);
  const read = { 'X-Forwarded': readXForwarded, Forwarded: readForwarded }[headers];
  if (read === undefined) {
    throw new TypeError(
      `\`trustedProxies.headers\` is \`X-Forwarded\` or \`Forwarded\`, found \`${headers}\``,
    );
  }
  return (request) => {
    if (!isTrusted(request.remoteAddress)) return request;
    const { elements, prefix } = read(request);
    const caller = callerOf(elements, isTrusted);
    const { address = request.remoteAddress, host, protocol } = caller ?? {};
    return {
      ...request,
      remoteAddress: address,
      isSecure: protocol === 'https',
      headers: host === undefined ? request.headers : withHost(request, host),
      ...(prefix !== '' && { signedPath: prefix + request.path }),
    };
  };
}

/** The element of the right-most address that is not trusted, or else the left-most there is. */
function callerOf(
  elements: readonly ForwardedElement[],
  isTrusted: (address: string) => boolean,
): ForwardedElement | undefined {
  return elements.findLast(({ address = '' }) => !isTrusted(address)) ?? elements[0];
}

function withHost({ headers }: RequestHead, host: string): RequestHead['headers'] {
  return [['host', host], ...headers.filter(([name]) => name.toLowerCase() !== 'host')];
}

function readForwarded(request: RequestHead): Forwarding {
  return { elements: parseForwarded(headerValues(request, 'forwarded').join(',')), prefix: '' };
}

/**
 * `X-Forwarded-For` has an address for each proxy. The others have a value for each too, or one alone
 * where proxies replace what the one before said; the right-most values belong together.
 */
function readXForwarded(request: RequestHead): Forwarding {
  const addresses = listOf(request, 'x-forwarded-for');
  const hosts = listOf(request, 'x-forwarded-host');
  const protocols = listOf(request, 'x-forwarded-proto');
  const count = Math.max(addresses.length, 1);
  const elements = Array.from({ length: count }, (_, at) => {
    const fromRight = count - at;
    const address = addresses.at(-fromRight);
    return {
      // Where nobody says for whom a proxy asks it asks for itself; a name is no address.
      ...(address !== undefined && { address: toAddress(address) }),
      host: valueAt(hosts, fromRight),
      protocol: valueAt(protocols, fromRight)?.toLowerCase(),
    };
  });
  return { elements, prefix: toPrefix(listOf(request, 'x-forwarded-prefix')) };
}

function listOf(request: RequestHead, name: string): readonly string[] {
  const values = headerValues(request, name).flatMap((each) => each.split(','));
  return values.map((each) => each.trim()).filter((each) => each !== '');
}

function valueAt(list: readonly string[], fromRight: number): string | undefined {
  return list.at(-fromRight) ?? list[0];
}

function toPrefix(prefixes: readonly string[]): string {
  const [prefix = '', another] = prefixes;
  if (
    another === undefined &&
    /^(\/[\w\-.~]+)*\/?$/.test(prefix) &&
    !/\/\.\.?(\/|$)/.test(prefix)
  ) {
    return prefix.replace(/\/$/, '');
  }
  throw new GateError('InvalidRequest', 'expected `X-Forwarded-Prefix` to be one plain path');
}

function trustedRanges(addresses: readonly string[]): (address: string) => boolean {
  const ranges = addresses.map((text) => {
    if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
    if (!(ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text))) {
      throw new TypeError(`\`trustedProxies\` are addresses and ranges, found \`${text}\``);
    }
    const address = ipaddr.process(text);
    const bits = address.kind() === 'ipv4' ? 32 : 128;
    return [address, bits] satisfies [ipaddr.IPv4 | ipaddr.IPv6, number];
  });
  return (text) => {
    if (!ipaddr.isValid(text)) return false;
    const address = ipaddr.process(text);
    return ranges.some(([range, bits]) => {
      return range.kind() === address.kind() && address.match(range, bits);
    });
  };
}
