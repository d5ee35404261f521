// The README says what the package does: its example runs, its table lists all exports.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it, vi } from 'vitest';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

it.each(['index.ts', 'node.ts'])('the table lists every export of %s', (entry) => {
  const names = [...read(`../src/${entry}`).matchAll(/\{ (.*) \}/g)]
    .flatMap(([, list = '']) => list.split(', '))
    .map((name) => name.replace(/^type /, ''));
  expect(names.length).toBeGreaterThan(2);
  for (const name of names) expect(read('../README.md')).toContain(`\`${name}\``);
});

it('the example sends a signed request and prints the status', async () => {
  const [, example = ''] = /```ts\n([\s\S]*?)```/.exec(read('../README.md')) ?? [];
  const source = (entry: string) => fileURLToPath(new URL(`../src/${entry}`, import.meta.url));
  const { outputFiles } = await build({
    stdin: { contents: example, loader: 'ts', resolveDir: import.meta.dirname },
    alias: {
      '@ostiary/client/node': source('node.ts'),
      '@ostiary/client': source('index.ts'),
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    // What is bundled from CommonJS asks for Node's own modules by `require`.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire('/');",
    },
  });
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  const sent = vi.fn<typeof fetch>(async () => new Response(null, { status: 201 }));
  vi.stubGlobal('fetch', sent);
  const printed = vi.spyOn(console, 'log').mockImplementation(() => {});
  const text = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  await import(/* @vite-ignore */ `data:text/javascript;base64,${text}`);
  expect(printed.mock.calls).toEqual([[201]]);
  const [[url, init] = []] = sent.mock.calls;
  expect(url).toBe('https://notes.example/notes');
  expect(new Headers(init?.headers).get('authorization')).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\/\d{8}\/eu-central-1\/notes\//,
  );
});
