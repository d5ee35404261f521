// The README says what the package does: its table lists all exports.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

it.each(['index.ts', 'node.ts'])('the table lists every export of %s', (entry) => {
  const names = [...read(`../src/${entry}`).matchAll(/\{ (.*) \}/g)]
    .flatMap(([, list = '']) => list.split(', '))
    .map((name) => name.replace(/^type /, ''));
  expect(names.length).toBeGreaterThan(2);
  for (const name of names) expect(read('../README.md')).toContain(`\`${name}\``);
});
