// Whole numbers as 32 bytes, the highest first.

/** The number that the bytes stand for. */
export function fromBigEndian(bytes: Uint8Array): bigint {
  let number = 0n;
  for (const byte of bytes) number = (number << 8n) | BigInt(byte);
  return number;
}

/** The number in 32 bytes. */
export function toBigEndian(number: bigint): Uint8Array {
  const bytes = new Uint8Array(32);
  for (let index = 31, rest = number; index >= 0; index--, rest >>= 8n) {
    bytes[index] = Number(rest & 0xffn);
  }
  return bytes;
}
