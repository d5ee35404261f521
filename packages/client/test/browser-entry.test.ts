// The main entry is for browsers too, so its bundle reaches nothing of Node.
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

const bundle = (entry: string, minify = false) =>
  build({
    entryPoints: [fileURLToPath(new URL(`../src/${entry}`, import.meta.url))],
    bundle: true,
    minify,
    write: false,
    format: 'esm',
    platform: 'browser',
    logLevel: 'silent',
  });

it('the main entry can be bundled for a browser and holds nothing of Node', async () => {
  const { outputFiles } = await bundle('index.ts');
  expect(outputFiles[0]?.text).toContain('crypto.subtle');
  expect(outputFiles[0]?.text).not.toMatch(/node:|require\(|process\.|\bBuffer\b/);
});

it('a page that signs a fetch loads less than 8.5 kB for it', async () => {
  const { outputFiles } = await bundle('index.ts', true);
  expect(gzipSync(outputFiles[0]?.contents ?? '').length).toBeLessThan(8_500);
});

it('the entry for Node cannot, so such a bundle would be noticed', async () => {
  await expect(bundle('node.ts')).rejects.toThrowError(/node:/);
});
