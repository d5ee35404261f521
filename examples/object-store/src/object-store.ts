// Buckets and their objects, in files and remembered.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DataFiles } from './data-files.js';
import { compareKeys } from './list-page.js';
import { S3Error } from './s3-error.js';

/** What is kept of an object besides its bytes. */
export interface ObjectRecord {
  readonly key: string;
  readonly size: number;
  /** In quotes, as headers have it. */
  readonly etag: string;
  /** ISO 8601. */
  readonly lastModified: string;
  /** `content-type` and its like, as they were sent. */
  readonly headers: Readonly<Record<string, string>>;
  /** User metadata by name, without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The name of the file with its bytes. */
  readonly data: string;
}

export interface Bucket {
  readonly name: string;
  /** ISO 8601. */
  readonly created: string;
}

interface OpenBucket extends Bucket {
  readonly objects: Map<string, ObjectRecord>;
  sorted: readonly string[] | undefined;
}

/** S3 User Guide, "General purpose bucket naming rules". */
const BUCKET_NAME = /^(?=.{3,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const MAX_KEY_BYTES = 1_024;

/**
 * A key is never a path: an object's record is the file `SHA-256(key).json` in the folder of its bucket,
 * and its bytes are in a file of a random name.
 *
 * INVARIANT: a record appears by one rename, in the same tick as in memory, and names bytes that were
 * verified and written whole.
 */
export class ObjectStore {
  readonly data: DataFiles;
  readonly #folder: string;
  readonly #buckets = new Map<string, OpenBucket>();

  constructor(folder: string) {
    this.data = new DataFiles(join(folder, 'data'));
    this.#folder = join(folder, 'buckets');
    mkdirSync(this.#folder, { recursive: true });
    // A folder without the record of its bucket is of one that was never made.
    const names = readdirSync(this.#folder).filter((name) => existsSync(this.#bucketPath(name)));
    for (const name of names) this.#buckets.set(name, this.#load(name));
    const records = [...this.#buckets.values()].flatMap(({ objects }) => [...objects.values()]);
    this.data.keepOnly(new Set(records.map((record) => record.data)));
  }

  listBuckets(): readonly Bucket[] {
    return [...this.#buckets.values()].toSorted((a, b) => compareKeys(a.name, b.name));
  }

  createBucket(name: string): void {
    if (!BUCKET_NAME.test(name)) {
      throw new S3Error('InvalidBucketName', 'the specified bucket is not valid');
    }
    if (this.#buckets.has(name)) {
      throw new S3Error('BucketAlreadyOwnedByYou', 'you have this bucket already');
    }
    const created = new Date().toISOString();
    mkdirSync(join(this.#folder, name), { recursive: true });
    writeAtomically(this.#bucketPath(name), { created });
    this.#buckets.set(name, { name, created, objects: new Map(), sorted: undefined });
  }

  deleteBucket(name: string): void {
    if (this.#bucket(name).objects.size > 0) {
      throw new S3Error('BucketNotEmpty', 'the bucket you tried to delete is not empty');
    }
    rmSync(join(this.#folder, name), { recursive: true });
    this.#buckets.delete(name);
  }

  /** @throws S3Error `NoSuchBucket` */
  checkBucket(name: string): void {
    this.#bucket(name);
  }

  /** Keys in the order of listings. */
  listKeys(bucket: string): readonly string[] {
    const opened = this.#bucket(bucket);
    opened.sorted ??= [...opened.objects.keys()].toSorted(compareKeys);
    return opened.sorted;
  }

  findObject(bucket: string, key: string): ObjectRecord | undefined {
    return this.#bucket(bucket).objects.get(key);
  }

  /** @throws S3Error `NoSuchKey` */
  getObject(bucket: string, key: string): ObjectRecord {
    const found = this.findObject(bucket, key);
    if (found === undefined) throw new S3Error('NoSuchKey', 'the specified key does not exist');
    return found;
  }

  /** Puts an object whose bytes are written in the place of what was there. */
  putObject(bucket: string, record: ObjectRecord): void {
    const opened = this.#bucket(bucket);
    const before = opened.objects.get(record.key);
    writeAtomically(this.#recordPath(bucket, record.key), record);
    opened.objects.set(record.key, record);
    opened.sorted = undefined;
    if (before !== undefined) this.data.delete(before.data);
  }

  deleteObject(bucket: string, key: string): void {
    const opened = this.#bucket(bucket);
    const record = opened.objects.get(key);
    if (record === undefined) return;
    rmSync(this.#recordPath(bucket, key));
    opened.objects.delete(key);
    opened.sorted = undefined;
    this.data.delete(record.data);
  }

  #bucket(name: string): OpenBucket {
    const found = this.#buckets.get(name);
    if (found !== undefined) return found;
    throw new S3Error('NoSuchBucket', 'the specified bucket does not exist');
  }

  #bucketPath(name: string): string {
    return join(this.#folder, name, 'bucket.json');
  }

  #recordPath(bucket: string, key: string): string {
    const name = createHash('sha256').update(key).digest('hex');
    return join(this.#folder, bucket, `${name}.json`);
  }

  #load(name: string): OpenBucket {
    const folder = join(this.#folder, name);
    const { created }: Bucket = readJson(this.#bucketPath(name));
    const files = readdirSync(folder).filter((file) => /^[0-9a-f]{64}\.json$/.test(file));
    const records = files.map((file): ObjectRecord => readJson(join(folder, file)));
    const objects = new Map(records.map((record) => [record.key, record]));
    return { name, created, objects, sorted: undefined };
  }
}

/** @throws S3Error `KeyTooLongError` */
export function checkKey(key: string): void {
  if (Buffer.byteLength(key) <= MAX_KEY_BYTES) return;
  throw new S3Error('KeyTooLongError', 'your key is too long');
}

function writeAtomically(path: string, value: object): void {
  writeFileSync(`${path}.tmp`, JSON.stringify(value));
  renameSync(`${path}.tmp`, path);
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8'));
}
