// The bytes of objects and parts, in files whose names say nothing of them.
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BodyCheck } from './body-checks.js';
import { S3Error } from './s3-error.js';

/** 5 GiB, the most that S3 takes at once (S3 User Guide, "Uploading objects"). */
const MAX_BYTES = 5 * 1024 ** 3;

/** As `randomUUID` makes them. */
const OWN_NAME = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A file that was written whole. */
export interface DataFile {
  readonly name: string;
  readonly size: number;
  /** In hex. */
  readonly md5: string;
}

export class DataFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /**
   * Writes a body. When it errors, as it does where it is not what was signed, or fails a check, nothing
   * stays.
   */
  async write(
    body: AsyncIterable<Uint8Array>,
    checks: readonly BodyCheck[] = [],
  ): Promise<DataFile> {
    const name = randomUUID();
    const path = join(this.#folder, name);
    const md5 = createHash('md5');
    let size = 0;
    const file = await open(path, 'wx');
    try {
      for await (const piece of body) {
        size += piece.length;
        if (size > MAX_BYTES) throw new S3Error('EntityTooLarge', 'an upload is at most 5 GiB');
        md5.update(piece);
        for (const check of checks) check.update(piece);
        await file.writeFile(piece);
      }
      for (const check of checks) await check.finish();
      await file.close();
    } catch (error) {
      await file.close();
      await rm(path);
      throw error;
    }
    return { name, size, md5: md5.digest('hex') };
  }

  /** A stream of a file, which is opened at once: it gives all of it even when it is deleted meanwhile. */
  read(
    name: string,
    range?: { readonly start: number; readonly end: number },
  ): AsyncIterable<Uint8Array> {
    const path = join(this.#folder, name);
    return createReadStream(path, { fd: openSync(path, 'r'), ...range });
  }

  delete(...names: readonly string[]): void {
    for (const name of names) rmSync(join(this.#folder, name), { force: true });
  }

  /** Deletes the remains of writes that were cut short, and nothing that was not written here. */
  keepOnly(known: ReadonlySet<string>): void {
    const own = readdirSync(this.#folder).filter((name) => OWN_NAME.test(name));
    this.delete(...own.filter((name) => !known.has(name)));
  }
}
