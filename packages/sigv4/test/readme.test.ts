// The README says what the package does: its example runs, its table lists all exports.
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { expect, it, vi } from 'vitest';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const readme = read('../README.md');

it('the example prints what the README claims', async () => {
  const [, example = ''] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
  const { outputFiles } = await build({
    stdin: {
      contents: example.replace('@ostiary/sigv4', '../src/index.ts'),
      loader: 'ts',
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  });
  const printed = vi.spyOn(console, 'log').mockImplementation(() => {});
  const text = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  await import(/* @vite-ignore */ `data:text/javascript;base64,${text}`);
  expect(printed.mock.calls).toEqual([['alice']]);
});

it('the table lists every export', () => {
  const names = [...read('../api.txt').matchAll(/^@ostiary\/sigv4: \S+ (\w+)/gm)];
  expect(names.length).toBeGreaterThan(15);
  for (const [, name] of names) expect(readme).toContain(`\`${name}\``);
});
