// IP addresses and CIDR blocks compared as numbers, so that every spelling of one is the same.
import { isIpRange } from '@ostiary/policy';
import ipaddr from 'ipaddr.js';

/** Whether an address lies in one block. */
export type IpRangeMatcher = (address: string) => boolean;

/**
 * Compiles a CIDR block, or an address as a block of one; undefined when the text is neither.
 * The families are apart: no IPv4 address lies in an IPv6 block. What is no address lies nowhere.
 */
export function compileIpRange(text: string): IpRangeMatcher | undefined {
  if (!isIpRange(text)) return undefined;
  const [base = '', prefix] = text.split('/');
  const network = ipaddr.parse(base);
  const length = Number(prefix ?? (network.kind() === 'ipv4' ? 32 : 128));
  return (address) => {
    if (address.includes('/') || !isIpRange(address)) return false;
    const candidate = ipaddr.parse(address);
    return candidate.kind() === network.kind() && candidate.match(network, length);
  };
}
