// Uploads in parts, between their beginning and their end.
import { createHash, randomUUID } from 'node:crypto';
import type { DataFile, DataFiles } from './data-files.js';
import { S3Error } from './s3-error.js';

/** Every part but the last (S3 User Guide, "Amazon S3 multipart upload limits"). */
const MIN_PART_BYTES = 5 * 1024 ** 2;
const MAX_PARTS = 10_000;

export interface Part extends DataFile {
  readonly number: number;
  /** ISO 8601. */
  readonly lastModified: string;
}

export interface Upload {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  /** ISO 8601. */
  readonly initiated: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly parts: Map<number, Part>;
}

/** Kept in memory: an upload that is not completed is forgotten when the service ends. */
export class MultipartUploads {
  readonly #data: DataFiles;
  readonly #uploads = new Map<string, Upload>();

  constructor(data: DataFiles) {
    this.#data = data;
  }

  begin(upload: Pick<Upload, 'bucket' | 'key' | 'headers' | 'metadata'>): Upload {
    const begun = {
      ...upload,
      id: randomUUID(),
      initiated: new Date().toISOString(),
      parts: new Map(),
    };
    this.#uploads.set(begun.id, begun);
    return begun;
  }

  /**
   * An upload by its id, for the object that it was begun for: an id that leaked opens no other key.
   *
   * @throws S3Error `NoSuchUpload`
   */
  get(id: string, bucket: string, key: string): Upload {
    const upload = this.#uploads.get(id);
    if (upload !== undefined && upload.bucket === bucket && upload.key === key) return upload;
    throw new S3Error('NoSuchUpload', 'the specified upload does not exist');
  }

  list(bucket: string): readonly Upload[] {
    return [...this.#uploads.values()].filter((upload) => upload.bucket === bucket);
  }

  /** Takes a part whose bytes are written, in the place of one of the same number. */
  putPart({ id, bucket, key }: Upload, number: number, file: DataFile): Part {
    const part = { ...file, number, lastModified: new Date().toISOString() };
    try {
      const { parts } = this.get(id, bucket, key);
      const before = parts.get(number);
      parts.set(number, part);
      if (before !== undefined) this.#data.delete(before.name);
      return part;
    } catch (error) {
      // It ended while the part came in.
      this.#data.delete(file.name);
      throw error;
    }
  }

  end({ id, parts }: Upload): void {
    this.#uploads.delete(id);
    this.#data.delete(...[...parts.values()].map(({ name }) => name));
  }
}

/** @throws S3Error `InvalidArgument` */
export function parsePartNumber(text: string): number {
  const number = Number(text);
  if (/^\d{1,5}$/.test(text) && number >= 1 && number <= MAX_PARTS) return number;
  throw new S3Error('InvalidArgument', `a part number is from 1 to ${MAX_PARTS}`);
}

/** The parts that a caller lists to complete an upload, in their order. */
export function chooseParts(
  { parts }: Upload,
  listed: readonly { readonly number: number; readonly etag: string }[],
): readonly Part[] {
  const chosen = listed.map(({ number, etag }, index) => {
    const before = listed[index - 1];
    if (before !== undefined && before.number >= number) {
      throw new S3Error('InvalidPartOrder', 'the list of parts was not in ascending order');
    }
    const part = parts.get(number);
    if (part === undefined || part.md5 !== etag.replace(/^"(.*)"$/, '$1')) {
      throw new S3Error('InvalidPart', `part ${number} was not found, or its ETag is another`);
    }
    return part;
  });
  if (chosen.length === 0) throw new S3Error('MalformedXML', 'an upload has at least one part');
  if (chosen.slice(0, -1).some(({ size }) => size < MIN_PART_BYTES)) {
    throw new S3Error('EntityTooSmall', 'every part but the last has at least 5 MiB');
  }
  return chosen;
}

/** The ETag of a whole: the MD5 of the MD5s, and how many there are. */
export function multipartEtag(parts: readonly Part[]): string {
  const hash = createHash('md5');
  for (const { md5 } of parts) hash.update(Buffer.from(md5, 'hex'));
  return `"${hash.digest('hex')}-${parts.length}"`;
}
