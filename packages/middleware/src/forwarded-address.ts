// The address in a forwarding header, which may have a port.
import ipaddr from 'ipaddr.js';

/** `203.0.113.7`, `203.0.113.7:443`, `[2001:db8::1]:443`, `2001:db8::1`; empty for anything else. */
export function toAddress(text: string): string {
  const [, bracketed, plain] = /^(?:\[([^\]]+)\]|(\d+\.\d+\.\d+\.\d+))(?::\w+)?$/.exec(text) ?? [];
  const address = bracketed ?? plain ?? text;
  return ipaddr.isValid(address) ? address : '';
}
