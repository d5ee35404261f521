// The header Range (RFC 9110, section 14.2).
import { S3Error } from './s3-error.js';

/** Both ends count. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The range that is asked for; undefined for the whole, which several ranges get too, as from S3.
 *
 * @throws S3Error `InvalidRange` when no byte is in it
 */
export function readRange(header: string | undefined, size: number): ByteRange | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start <= end) return { start, end };
  throw new S3Error('InvalidRange', 'the requested range is not satisfiable');
}

/**
 * The header `x-amz-copy-source-range`, which has to lie within the source.
 *
 * @throws S3Error `InvalidArgument` or `InvalidRange`
 */
export function readCopyRange(header: string, size: number): ByteRange {
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(header) ?? [];
  const range = { start: Number(first), end: Number(last) };
  if (first === undefined || range.start > range.end) {
    throw new S3Error('InvalidArgument', 'the copy source range is not like bytes=first-last');
  }
  if (range.end < size) return range;
  throw new S3Error('InvalidRange', 'the copy source range is not within the source');
}
