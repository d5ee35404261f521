// A folder with the files of a test, for as long as the test file runs.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Makes the folder; the answer writes a file into it and gives its path. */
export function makeFolder(): (name: string, content: string | Uint8Array | object) => string {
  const folder = mkdtempSync(join(tmpdir(), 'ostiary-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name, content) => {
    const file = join(folder, name);
    const isRaw = typeof content === 'string' || content instanceof Uint8Array;
    writeFileSync(file, isRaw ? content : JSON.stringify(content, null, 2));
    return file;
  };
}
