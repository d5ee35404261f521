// The checksums that a caller sends beside its signature, checked while the body is written.
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { crc32 } from 'node:zlib';
import { AwsCrc32c } from '@aws-crypto/crc32c';
import { Crc64Nvme } from '@aws-sdk/crc64-nvme';
import { S3Error } from './s3-error.js';

/** A checksum in the making, and what it has to be in the end. */
export interface BodyCheck {
  readonly update: (bytes: Uint8Array) => void;
  /** @throws S3Error `BadDigest` */
  readonly finish: () => Promise<void>;
}

interface Checksum {
  readonly update: (bytes: Uint8Array) => void;
  readonly digest: () => Uint8Array | Promise<Uint8Array>;
}

/** Length in bytes and algorithm by header (S3 User Guide, "Checking object integrity"). */
const algorithms: Readonly<
  Record<string, { readonly bytes: number; readonly make: () => Checksum }>
> = {
  'content-md5': { bytes: 16, make: () => createHash('md5') },
  'x-amz-checksum-sha1': { bytes: 20, make: () => createHash('sha1') },
  'x-amz-checksum-sha256': { bytes: 32, make: () => createHash('sha256') },
  'x-amz-checksum-crc32': { bytes: 4, make: zlibCrc32 },
  'x-amz-checksum-crc32c': { bytes: 4, make: () => new AwsCrc32c() },
  'x-amz-checksum-crc64nvme': { bytes: 8, make: () => new Crc64Nvme() },
};

/**
 * The checks that the headers of an upload ask for. Those in a trailer the gate has made already.
 *
 * @throws S3Error `InvalidDigest` when one is no checksum of its kind
 */
export function bodyChecks(headers: IncomingHttpHeaders): readonly BodyCheck[] {
  return Object.entries(algorithms).flatMap(([name, { bytes, make }]) => {
    const wanted = headers[name];
    if (wanted === undefined) return [];
    const expected = Buffer.from(String(wanted), 'base64');
    if (expected.length !== bytes || expected.toString('base64') !== wanted) {
      throw new S3Error('InvalidDigest', `the ${name} you specified is not valid`);
    }
    const checksum = make();
    return [
      {
        update: (piece: Uint8Array) => void checksum.update(piece),
        finish: async () => {
          if (expected.equals(await checksum.digest())) return;
          throw new S3Error(
            'BadDigest',
            `the ${name} you specified did not match what we received`,
          );
        },
      },
    ];
  });
}

function zlibCrc32(): Checksum {
  let value = 0;
  return {
    update: (bytes) => {
      value = crc32(bytes, value);
    },
    digest: () => {
      const digest = Buffer.alloc(4);
      digest.writeUInt32BE(value);
      return digest;
    },
  };
}
