// The checksums that a trailer can carry.
import { digest } from '#digest';
import { type Crc, crc32, crc64 } from './crc.js';

/** S3's names of the checksums of a payload, as in `x-amz-checksum-crc32c`. */
export type ChecksumName = 'crc32' | 'crc32c' | 'crc64nvme' | 'sha1' | 'sha256';

/** A checksum that takes bytes as they come. */
export interface Checksum {
  update(bytes: Uint8Array): void;
  digest(): Uint8Array | Promise<Uint8Array>;
}

/**
 * S3 User Guide, "Checking object integrity". The polynomials are those of CRC-32/ISO-HDLC,
 * CRC-32/ISCSI and CRC-64/NVME in the catalogue of parametrised CRC algorithms, reflected.
 */
const checksums: Readonly<Record<ChecksumName, () => Checksum>> = {
  crc32: lazy(() => crc32(0xedb8_8320)),
  crc32c: lazy(() => crc32(0x82f6_3b78)),
  crc64nvme: lazy(() => crc64(0x9a6c_9329_ac4b_c9b5n)),
  sha1: () => digest.hasher('SHA-1'),
  sha256: () => digest.hasher('SHA-256'),
};

const prefix = 'x-amz-checksum-';

/** The header that carries a checksum. */
export function checksumHeader(name: ChecksumName): string {
  return prefix + name;
}

/** The checksum that a header of that lower-case name carries, if one. */
export function checksumOfHeader(header: string): ChecksumName | undefined {
  const name = header.startsWith(prefix) ? header.slice(prefix.length) : '';
  return isChecksumName(name) ? name : undefined;
}

/** Starts a checksum. */
export function startChecksum(name: ChecksumName): Checksum {
  return checksums[name]();
}

/** The checksum as its header has it: base64 (RFC 4648, section 4). */
export async function checksumText(checksum: Checksum): Promise<string> {
  return btoa(String.fromCharCode(...(await checksum.digest())));
}

function isChecksumName(name: string): name is ChecksumName {
  return Object.hasOwn(checksums, name);
}

/** Tables are made when first needed. */
function lazy(make: () => () => Crc): () => Crc {
  let start: (() => Crc) | undefined;
  return () => {
    start ??= make();
    return start();
  };
}
