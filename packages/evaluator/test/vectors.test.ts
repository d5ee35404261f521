// The conformance vectors, run.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../src/index.js';
import { describeDecision, type SimulatedCase, simulate } from './simulated-case.js';

interface Vector {
  readonly name: string;
  readonly source: string;
  readonly given: SimulatedCase;
  readonly expect: { readonly decision: string; readonly by?: unknown; readonly missing?: string };
}

const folder = new URL('../vectors/', import.meta.url);

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  describe(file, () => {
    const vectors = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as readonly Vector[];
    it.each(vectors)('$name', ({ given, source, expect: expected }) => {
      expect(source).not.toBe('');
      const { request, policies } = simulate(given);
      expect(describeDecision(evaluate(request, policies))).toMatchObject(expected);
    });
  });
}
