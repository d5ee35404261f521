// The README says what the package does: its table lists all exports.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

const entries = {
  'index.ts': /export (?:type )?\{([^}]*)\}/g,
  'express.ts': /export (?:async )?(?:function|interface) (\w+)/g,
  'koa.ts': /export (?:async )?(?:function|interface) (\w+)/g,
  'node.ts': /export (?:type|function) (\w+)/g,
  'decorators.ts': /export (?:type|function) (\w+)/g,
  'account-file.ts': /export (?:class|function|interface) (\w+)/g,
};

it.each(Object.entries(entries))('the table lists every export of %s', (entry, pattern) => {
  const names = [...read(`../src/${entry}`).matchAll(pattern)]
    .flatMap(([, list = '']) => list.split(','))
    .map((name) => name.trim().replace(/^type /, ''))
    .filter((name) => name !== '');
  expect(names.length).toBeGreaterThan(1);
  for (const name of names) expect(read('../README.md')).toContain(`\`${name}\``);
});
