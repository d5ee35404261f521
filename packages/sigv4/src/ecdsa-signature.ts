// ECDSA signatures as SigV4A writes them: DER, in hexadecimal.
import { toHex } from './byte-string.js';

/** Writes r and s, 32 bytes each, as a DER sequence in lower-case hexadecimal (RFC 3279, 2.2.3). */
export function formatEcdsaSignature(signature: Uint8Array): string {
  const integers = derInteger(signature.subarray(0, 32)) + derInteger(signature.subarray(32));
  return `30${byteHex(integers.length / 2)}${integers}`;
}

/**
 * Reads what `formatEcdsaSignature` writes and nothing else: one signature has one spelling.
 * Undefined when the text is no such signature.
 */
export function parseEcdsaSignature(text: string): Uint8Array | undefined {
  if (text.length < 16 || text.length > 144) return undefined;
  const signature = new Uint8Array(64);
  let at = 4;
  for (const half of [signature.subarray(0, 32), signature.subarray(32)]) {
    const start = at + 4;
    at = start + 2 * Number.parseInt(text.slice(at + 2, start), 16);
    // The leading zeros of a short integer stay; a sign byte is cut off.
    const digits = text.slice(start, at).padStart(64, '0').slice(-64);
    for (let index = 0; index < 32; index++) {
      half[index] = Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16);
    }
  }
  // Lenient up to here: whatever was read has to be written as it stood.
  return formatEcdsaSignature(signature) === text ? signature : undefined;
}

/** The shortest form; a zero byte first where the highest bit would make it negative. */
function derInteger(bytes: Uint8Array): string {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const sign = (bytes[start] ?? 0) >= 0x80 ? '00' : '';
  const digits = sign + toHex(bytes.subarray(start));
  return `02${byteHex(digits.length / 2)}${digits}`;
}

function byteHex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
