// Programs that some tests need and a machine may lack.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The path of a program in PATH. Where there is none, says so in one line and gives undefined, on
 * which tests are skipped; throws when OSTIARY_REQUIRE_SERVICES is 1.
 */
export function outsideProgram(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const path = folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
  if (path !== undefined) return path;
  if (process.env.OSTIARY_REQUIRE_SERVICES === '1') {
    throw new Error(`expected ${name} to be installed, found none in PATH`);
  }
  console.log(`tests with ${name} skipped: none in PATH`);
  return undefined;
}
