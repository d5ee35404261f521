// Whether a text is an IP address or a CIDR block, in any spelling RFC 4632 and RFC 4291 allow.

/**
 * Whether `text` is an IPv4 or IPv6 address, alone or with a prefix length (`203.0.113.0/24`,
 * `2001:DB8::/32`). IPv4 is four decimal octets without leading zeros; zone ids are refused.
 */
export function isIpRange(text: string): boolean {
  const slash = text.indexOf('/');
  const address = slash === -1 ? text : text.slice(0, slash);
  const isFour = isIpv4(address);
  if (!isFour && !isIpv6(address)) return false;
  return slash === -1 || isDecimal(text.slice(slash + 1), isFour ? 32 : 128);
}

function isIpv4(text: string): boolean {
  const octets = text.split('.');
  return octets.length === 4 && octets.every((octet) => isDecimal(octet, 255));
}

function isIpv6(text: string): boolean {
  const gap = text.indexOf('::');
  if (gap === -1) return countGroups(text, true) === 8;
  return countGroups(text.slice(0, gap), false) + countGroups(text.slice(gap + 2), true) < 8;
}

/**
 * The 16-bit groups in one side of `::`, `NaN` when something is none; a dotted IPv4 address may end
 * the text and counts two.
 */
function countGroups(side: string, endsText: boolean): number {
  if (side === '') return 0;
  const groups = side.split(':');
  const dotted = endsText && isIpv4(side.slice(side.lastIndexOf(':') + 1));
  const hex = dotted ? groups.slice(0, -1) : groups;
  if (!hex.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return Number.NaN;
  return groups.length + (dotted ? 1 : 0);
}

function isDecimal(text: string, maximum: number): boolean {
  return /^(0|[1-9]\d{0,2})$/.test(text) && Number(text) <= maximum;
}
