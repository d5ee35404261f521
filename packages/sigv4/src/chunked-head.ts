// What the headers of a request in chunks say of them.
import { type ChecksumName, checksumOfHeader } from './checksum.js';
import type { ChunkedPayload } from './chunked-payload.js';
import { SignatureError } from './errors.js';
import type { HeaderValues } from './header-values.js';

/** The chunks, as declared. */
export interface ChunkedHead {
  readonly checksum: ChecksumName | undefined;
  readonly decodedLength: number | undefined;
}

/**
 * Reads `x-amz-trailer` and `x-amz-decoded-content-length`. A trailer is one checksum, and is there
 * when the payload says so. Throws InvalidRequest, and where a length has to be declared
 * MissingContentLength.
 */
export function chunkedHead(
  headers: HeaderValues,
  { trailer }: ChunkedPayload,
  { needsLength }: { readonly needsLength: boolean },
): ChunkedHead {
  const declared = single(headers, 'x-amz-trailer');
  const checksum = declared === undefined ? undefined : checksumOfHeader(declared.toLowerCase());
  if (trailer ? checksum === undefined : declared !== undefined) {
    throw new SignatureError(
      'InvalidRequest',
      trailer
        ? 'expected `x-amz-trailer` to name one checksum, found something else'
        : 'expected no `x-amz-trailer` with this payload, found one',
    );
  }
  return { checksum, decodedLength: decodedLength(headers, needsLength) };
}

function decodedLength(headers: HeaderValues, needsLength: boolean): number | undefined {
  const declared = single(headers, 'x-amz-decoded-content-length');
  if (declared === undefined && !needsLength) return undefined;
  if (declared === undefined) {
    throw new SignatureError(
      'MissingContentLength',
      'expected the header `x-amz-decoded-content-length`, found none',
    );
  }
  const length = Number(declared);
  if (String(length) !== declared || !Number.isSafeInteger(length) || length < 0) {
    throw new SignatureError(
      'InvalidRequest',
      'expected `x-amz-decoded-content-length` to be a number of bytes, found something else',
    );
  }
  return length;
}

function single(headers: HeaderValues, name: string): string | undefined {
  const values = headers.get(name);
  if (values !== undefined && values.length > 1) {
    throw new SignatureError('InvalidRequest', `expected one \`${name}\` header, found more`);
  }
  return values?.[0]?.trim();
}
