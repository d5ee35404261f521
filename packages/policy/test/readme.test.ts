// The README says what the package does: its example prints what it claims, its table lists all exports.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formatIssue, parsePolicy } from '../src/index.js';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const readme = read('../README.md');

test('the example prints what the README claims', () => {
  const text = /parsePolicy\('(.*)', \{/.exec(readme)?.[1];
  const claimed = [...readme.matchAll(/^\/\/ (policy\.json:.*)$/gm)].map(([, line]) => line);
  const parsed = parsePolicy(text, { policyType: 'identity' });
  const printed = parsed.ok ? [] : parsed.issues.map((issue) => formatIssue(issue, 'policy.json'));
  expect(printed).toEqual(claimed);
  expect(claimed).toHaveLength(3);
});

test('the table lists every export but the kinds of principal', () => {
  const names = [...read('../src/index.ts').matchAll(/^ {2}(?:type )?(\w+),$|\{ (.*) \}/gm)]
    .flatMap(([, one, several]) => (one ?? several ?? '').split(', '))
    .map((name) => name.replace(/^type /, ''))
    .filter((name) => !/[a-z]Principal$/.test(name) || name === 'formatPrincipal');
  expect(names.length).toBeGreaterThan(40);
  for (const name of names) expect(readme).toContain(`\`${name}\``);
});
