// IP addresses and CIDR blocks compared as numbers, so that every spelling of one is the same.
import { isIpRange } from '@ostiary/policy';
import ipaddr from 'ipaddr.js';
import { rememberLast } from './remember-last.js';

/** Whether an address lies in one block. */
export type IpRangeMatcher = (address: string) => boolean;

/**
 * Compiles a CIDR block, or an address as a block of one; undefined when the text is neither.
 * The families are apart: no IPv4 address lies in an IPv6 block. What is no address lies nowhere.
 */
export function compileIpRange(text: string): IpRangeMatcher | undefined {
  const [base = '', prefix] = text.split('/');
  if (!isIpRange(text)) return undefined;
  const ipv4 = findIpv4(base);
  if (ipv4 !== undefined) return compileIpv4Range(ipv4, Number(prefix ?? 32));
  const network = ipaddr.parse(base).toByteArray();
  return compileIpv6Range(network, Number(prefix ?? 128));
}

function compileIpv4Range(network: number, bits: number): IpRangeMatcher {
  // A shift by 32 is none, so the empty prefix has its mask said.
  const mask = bits === 0 ? 0 : -1 << (32 - bits);
  return (address) => {
    const candidate = readIpv4(address);
    return candidate !== undefined && ((candidate ^ network) & mask) === 0;
  };
}

function compileIpv6Range(network: readonly number[], bits: number): IpRangeMatcher {
  return (address) => {
    const candidate = readIpv6(address);
    return candidate !== undefined && hasSameStart(candidate, network, bits);
  };
}

const readIpv4 = rememberLast(findIpv4);
const readIpv6 = rememberLast(findIpv6);

const ZERO = 48;
const DOT = 46;

/**
 * Four decimal octets without leading zeros, as 32 bits. Read character by character, so that a
 * decision leaves nothing behind.
 */
function findIpv4(text: string): number | undefined {
  let bits = 0;
  let octets = 0;
  let octet = -1;
  for (let at = 0; at <= text.length; at += 1) {
    const code = at === text.length ? DOT : text.charCodeAt(at);
    const digit = code - ZERO;
    if (code === DOT && octet !== -1) {
      bits = (bits << 8) | octet;
      octets += 1;
      octet = -1;
    } else if (digit >= 0 && digit <= 9 && octet !== 0) {
      octet = Math.max(0, octet) * 10 + digit;
      if (octet > 255) return undefined;
    } else {
      return undefined;
    }
  }
  return octets === 4 ? bits : undefined;
}

/** The sixteen bytes of an IPv6 address. */
function findIpv6(text: string): readonly number[] | undefined {
  return text.includes(':') && !text.includes('/') && isIpRange(text)
    ? ipaddr.parse(text).toByteArray()
    : undefined;
}

/** Whether the first `bits` of two addresses are the same. */
function hasSameStart(a: readonly number[], b: readonly number[], bits: number): boolean {
  for (let byte = 0; byte * 8 < bits; byte += 1) {
    const differing = (a[byte] as number) ^ (b[byte] as number);
    const spare = Math.max(0, (byte + 1) * 8 - bits);
    if (differing >> spare !== 0) return false;
  }
  return true;
}
