// The tests that `npm run mutation` runs again for each mutant: quick ones alone.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/{evaluator,policy}/test/**/*.test.ts'],
    exclude: [
      // Seconds of random cases each; what they find is worth an example elsewhere.
      'packages/evaluator/test/{differential,properties,totality}.test.ts',
      'packages/policy/test/{round-trip,totality}.test.ts',
      // Measures times, which mutated code does not keep.
      'packages/policy/test/many-faults.test.ts',
    ],
    setupFiles: ['scripts/limit-random-tests.ts'],
    testTimeout: 20_000,
    env: { TZ: 'UTC' },
  },
});
