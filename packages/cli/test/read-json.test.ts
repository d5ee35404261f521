// The fast reader takes what the strict one takes, and no more.
import { parseJson } from '@ostiary/policy';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readJson } from '../src/read-json.js';

/** JSON text with everything that the scan must not stumble over, and now and then a key twice. */
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('null', 'true', '-0', '0', '1.50', '1e3', '-12.5E-2', '12345678901234567890'),
    fc
      .constantFrom('"', '\\', '\\"', '\\\\', '{', ']', ':', 'a:b', '\n')
      .map((text) => JSON.stringify(text)),
    fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify(text)),
    fc.array(tie('json'), { maxLength: 4 }).map((items) => `[${items.join(' , ')}]`),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'b', '\\', '__proto__', '"', '0'), tie('json')), {
        maxLength: 4,
      })
      .map(
        (members) =>
          `{${members.map(([key, value]) => `${JSON.stringify(key)} : ${value}`).join(',\t')}}`,
      ),
  ),
}));

it('agrees with the strict reader about every text', () => {
  fc.assert(
    fc.property(json, fc.boolean(), (whole, isCut) => {
      const text = isCut ? whole.slice(0, -1) : whole;
      const strict = parseJson(text);
      const read = readJson(text);
      expect(read.ok).toBe(strict.ok);
      if (read.ok) expect(read.value).toEqual(JSON.parse(text));
      else if (!strict.ok) expect(read.issue).toEqual(strict.issues[0]);
    }),
    { numRuns: 2_000, seed: 20 },
  );
});

it('says when a number would not print as it was written', () => {
  const isExact = (text: string): unknown => {
    const read = readJson(text);
    return read.ok && read.isExact;
  };
  for (const text of ['[1, -1, 0.5]', '"1.0"', '{"1.0": 10}', '[]'])
    expect(isExact(text)).toBe(true);
  for (const text of ['1.0', '[1e2]', '-0', '12345678901234567890', '{"a": 1.10}']) {
    expect(isExact(text)).toBe(false);
  }
});

it('bounds nesting before it recurses', () => {
  const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  expect(readJson(nested(32)).ok).toBe(true);
  expect(readJson(nested(33))).toMatchObject({ ok: false, issue: { code: 'TOO_DEEP' } });
  expect(readJson(nested(200_000))).toMatchObject({ ok: false, issue: { code: 'TOO_DEEP' } });
});
