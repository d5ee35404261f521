// Documents with a fault in each line: telling all of them costs no more than reading the text.
import { expect, test } from 'vitest';
import { parsePolicy } from '../src/index.js';

test.each([
  ['statements that are none', `{"Statement":[\n${'1,\n'.repeat(40_000)}1]}`],
  ['keys said twice', `{${'\n"":1,'.repeat(18_000)}"a":1}`],
  ['actions that are none', `{"Statement":{"Action":[\n${'"",\n'.repeat(26_000)}""]}}`],
])('time grows with the text, not with text times faults: %s', (_, text) => {
  const start = performance.now();
  const parsed = parsePolicy(text);
  expect(parsed.ok ? 0 : parsed.issues.length).toBeGreaterThan(10_000);
  // Takes a tenth of a second; took eleven when each place was counted from the start of the text.
  expect(performance.now() - start).toBeLessThan(4000);
});
