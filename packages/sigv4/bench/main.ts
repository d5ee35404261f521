// `npm run bench -- --only verify`: what verifying a signature costs, against the floor and signers.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

// In the package, for the peers to be found from there.
const folder = mkdtempSync(fileURLToPath(new URL('../node_modules/.bench-', import.meta.url)));
const outfile = join(folder, 'measure.mjs');
try {
  // Takes the types away and nothing else: the loader that runs this file wraps each closure.
  await build({
    entryPoints: [fileURLToPath(new URL('measure.ts', import.meta.url))],
    ...{ outfile, bundle: true, platform: 'node', format: 'esm', target: 'es2022' },
    external: ['@smithy/*', '@aws-crypto/*', 'aws4'],
    logLevel: 'warning',
  });
  process.exitCode = await new Promise<number>((resolve) => {
    fork(outfile, [], { execArgv: [] }).on('close', (code) => resolve(code ?? 1));
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
