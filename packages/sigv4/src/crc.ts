// Cyclic redundancy checks, bit-reflected, with all ones before and after.

/** A check that takes bytes as they come. */
export interface Crc {
  update(bytes: Uint8Array): void;
  /** The highest byte first. */
  digest(): Uint8Array;
}

/** A CRC of 32 bits by its reflected polynomial. */
export function crc32(polynomial: number): () => Crc {
  const table = Uint32Array.from({ length: 256 }, (_, byte) => {
    let rest = byte;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ polynomial : rest >>> 1;
    return rest;
  });
  return () => {
    let crc = 0xffff_ffff;
    return {
      update(bytes) {
        for (const byte of bytes) {
          crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] as number);
        }
      },
      digest: () => bigEndian(~crc),
    };
  };
}

/** A CRC of 64 bits by its reflected polynomial; in two halves, which are faster than a BigInt. */
export function crc64(polynomial: bigint): () => Crc {
  const high = new Uint32Array(256);
  const low = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let rest = BigInt(byte);
    for (let bit = 0; bit < 8; bit++) rest = rest & 1n ? (rest >> 1n) ^ polynomial : rest >> 1n;
    high[byte] = Number(rest >> 32n);
    low[byte] = Number(rest & 0xffff_ffffn);
  }
  return () => {
    let crcHigh = 0xffff_ffff;
    let crcLow = 0xffff_ffff;
    return {
      update(bytes) {
        for (const byte of bytes) {
          const at = (crcLow ^ byte) & 0xff;
          crcLow = ((crcLow >>> 8) | (crcHigh << 24)) ^ (low[at] as number);
          crcHigh = (crcHigh >>> 8) ^ (high[at] as number);
        }
      },
      digest: () => Uint8Array.of(...bigEndian(~crcHigh), ...bigEndian(~crcLow)),
    };
  };
}

function bigEndian(word: number): Uint8Array {
  return Uint8Array.of(word >>> 24, word >>> 16, word >>> 8, word);
}
