// The headers of an upload: what is kept with the object, and what this store does not do.
import type { IncomingHttpHeaders } from 'node:http';
import type { ObjectRecord } from './object-store.js';
import { S3Error } from './s3-error.js';

/** Kept and given back (S3 User Guide, "Working with object metadata"). */
const KEPT = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];
const MAX_METADATA_BYTES = 2_048;
const META = 'x-amz-meta-';

/** What an `x-amz-…` header may be. One that is not named here asks for what is not done. */
const understood: Readonly<Record<string, RegExp>> = {
  'x-amz-acl': /^(private|bucket-owner-full-control)$/,
  'x-amz-checksum-algorithm': /./,
  'x-amz-checksum-mode': /./,
  'x-amz-checksum-type': /./,
  'x-amz-content-sha256': /./,
  'x-amz-copy-source': /./,
  'x-amz-copy-source-if-match': /./,
  'x-amz-copy-source-if-modified-since': /./,
  'x-amz-copy-source-if-none-match': /./,
  'x-amz-copy-source-if-unmodified-since': /./,
  'x-amz-copy-source-range': /./,
  'x-amz-date': /./,
  'x-amz-decoded-content-length': /./,
  'x-amz-metadata-directive': /^(COPY|REPLACE)$/,
  'x-amz-mp-object-size': /./,
  'x-amz-region-set': /./,
  'x-amz-sdk-checksum-algorithm': /./,
  'x-amz-security-token': /./,
  'x-amz-storage-class': /^STANDARD$/,
  // There are no tags to copy or to replace.
  'x-amz-tagging-directive': /^(COPY|REPLACE)$/,
  'x-amz-trailer': /./,
  'x-amz-user-agent': /./,
};

/** Checksums, metadata, and the parts of a signature in a query. */
const UNDERSTOOD_PREFIXES = ['x-amz-checksum-', META];
const SIGNATURE = ['algorithm', 'credential', 'date', 'expires', 'signature', 'signedheaders'];

/**
 * Refuses a request that asks in a header, or in a parameter of a presigned URL, for something that is not
 * done here: an encryption, a lock or a public ACL must not seem to have been taken.
 *
 * @throws S3Error `NotImplemented`
 */
export function refuseUnknown(headers: IncomingHttpHeaders, query: URLSearchParams): void {
  const parameters = [...query].map(([name, value]) => [name.toLowerCase(), value] as const);
  for (const [name, value] of parameters) {
    // The gate decides on a copy by its header, and so this store reads it nowhere else.
    if (name.startsWith('x-amz-copy-')) throw notImplemented(name);
    if (!SIGNATURE.includes(name.slice('x-amz-'.length))) checkUnderstood(name, value);
  }
  for (const [name, value] of Object.entries(headers)) checkUnderstood(name, String(value));
}

function checkUnderstood(name: string, value: string): void {
  if (!name.startsWith('x-amz-')) return;
  const pattern = Object.hasOwn(understood, name) ? understood[name] : undefined;
  if (pattern?.test(value)) return;
  if (pattern === undefined && UNDERSTOOD_PREFIXES.some((prefix) => name.startsWith(prefix)))
    return;
  throw notImplemented(name);
}

/**
 * What an upload says of its object. A presigned URL says it in its query.
 *
 * @throws S3Error `MetadataTooLarge`, or `InvalidArgument` when it could not be given back
 */
export function describeUpload(
  headers: IncomingHttpHeaders,
  query: URLSearchParams,
): Pick<ObjectRecord, 'headers' | 'metadata'> {
  const kept = KEPT.flatMap((name): [string, string][] => {
    const value = headers[name];
    return value === undefined ? [] : [[name, checkText(name, value)]];
  });
  const metadata = [...query, ...Object.entries(headers)].flatMap(
    ([name, value]): [string, string][] => {
      const lower = name.toLowerCase();
      return lower.startsWith(META) ? [[lower.slice(META.length), checkText(name, value)]] : [];
    },
  );
  if (
    metadata.reduce((sum, [name, value]) => sum + name.length + value.length, 0) >
    MAX_METADATA_BYTES
  ) {
    throw new S3Error('MetadataTooLarge', 'your metadata headers exceed the maximum size');
  }
  const type = { 'content-type': 'binary/octet-stream' };
  return {
    headers: { ...type, ...Object.fromEntries(kept) },
    metadata: Object.fromEntries(metadata),
  };
}

/**
 * A text that a query or a form may bring and that is answered in a header.
 *
 * @throws S3Error `InvalidArgument` when it is no name or text of a header
 */
export function checkText(name: string, value: unknown): string {
  const text = String(value);
  if (/^[\w-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(text)) return text;
  throw new S3Error('InvalidArgument', `${JSON.stringify(name)} is not a header and its text`);
}

function notImplemented(name: string): S3Error {
  return new S3Error('NotImplemented', `what ${name} asks for is not implemented`);
}
