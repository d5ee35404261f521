// IP addresses and CIDR blocks compared as numbers, so that every spelling of one is the same.
import { isIpRange } from '@ostiary/policy';
import ipaddr from 'ipaddr.js';
import { rememberLast } from './remember-last.js';

/** Whether an address lies in one block. */
export type IpRangeMatcher = (address: string) => boolean;

/** The bytes of an address, four or sixteen. */
type AddressBytes = readonly number[];

/**
 * Compiles a CIDR block, or an address as a block of one; undefined when the text is neither.
 * The families are apart: no IPv4 address lies in an IPv6 block. What is no address lies nowhere.
 */
export function compileIpRange(text: string): IpRangeMatcher | undefined {
  const [base = '', prefix] = text.split('/');
  const network = isIpRange(text) ? ipaddr.parse(base).toByteArray() : undefined;
  if (network === undefined) return undefined;
  const bits = prefix === undefined ? network.length * 8 : Number(prefix);
  return (address) => {
    const candidate = findAddress(address);
    return candidate?.length === network.length && hasSameStart(candidate, network, bits);
  };
}

const findAddress = rememberLast((text: string): AddressBytes | undefined =>
  isIpRange(text) && !text.includes('/') ? ipaddr.parse(text).toByteArray() : undefined,
);

/** Whether the first `bits` of two addresses are the same. */
function hasSameStart(a: AddressBytes, b: AddressBytes, bits: number): boolean {
  for (let byte = 0; byte * 8 < bits; byte += 1) {
    const differing = (a[byte] as number) ^ (b[byte] as number);
    const spare = Math.max(0, (byte + 1) * 8 - bits);
    if (differing >> spare !== 0) return false;
  }
  return true;
}
