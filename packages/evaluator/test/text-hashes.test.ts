// Hashes of every prefix and segment, against the published values of FNV-1a.
import { describe, expect, it } from 'vitest';
import { MAX_HASHED_LENGTH, TextHashes } from '../src/text-hashes.js';

/** From "The FNV Non-Cryptographic Hash Algorithm" (draft-eastlake-fnv), test vectors of 32 bits. */
const FNV1A: Readonly<Record<string, number>> = {
  '': 0x811c9dc5,
  a: 0xe40c292c,
  f: 0xe30c2799,
  fo: 0x6222e842,
  foo: 0xa9f37ed7,
  foob: 0x3f5076ef,
  fooba: 0x39aaa18a,
  foobar: 0xbf9cf968,
};

const prefixesOf = (hashes: TextHashes, length: number): readonly number[] =>
  [...hashes.prefixes.subarray(0, length + 1)].map((hash) => hash >>> 0);
const segmentsOf = (hashes: TextHashes): readonly number[] =>
  [...hashes.segments.subarray(0, hashes.segmentCount)].map((hash) => hash >>> 0);

describe('the hashes of a text', () => {
  it('are those of FNV-1a for each prefix', () => {
    const hashes = new TextHashes();
    hashes.read('foobar');
    const prefixes = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'];
    expect(prefixesOf(hashes, 6)).toEqual(prefixes.map((prefix) => FNV1A[prefix]));
  });

  it('are those of what stands between colons and slashes for segments', () => {
    const hashes = new TextHashes();
    hashes.read('foo:a/:fo');
    expect(segmentsOf(hashes)).toEqual(['foo', 'a', '', 'fo'].map((segment) => FNV1A[segment]));
  });

  it('are those of the empty text before the first is read', () => {
    const hashes = new TextHashes();
    hashes.read('');
    expect(prefixesOf(hashes, 0)).toEqual([FNV1A['']]);
    expect(segmentsOf(hashes)).toEqual([FNV1A['']]);
  });

  it('are those of the text read last', () => {
    const hashes = new TextHashes();
    for (const text of ['foo:a/:fo', 'a', 'a', 'foobar', 'fo']) hashes.read(text);
    expect(prefixesOf(hashes, 2)).toEqual(['', 'f', 'fo'].map((prefix) => FNV1A[prefix]));
    expect(segmentsOf(hashes)).toEqual([FNV1A.fo]);
  });

  it('leave out the characters before the first that is read', () => {
    const hashes = new TextHashes();
    hashes.read('x:fo/foo');
    hashes.read('x:fo/foo', 2);
    expect([2, 3, 4].map((n) => (hashes.prefixes[n] ?? 0) >>> 0)).toEqual(
      ['', 'f', 'fo'].map((text) => FNV1A[text]),
    );
    expect(segmentsOf(hashes)).toEqual(['fo', 'foo'].map((segment) => FNV1A[segment]));
  });

  it('tell where segments end', () => {
    const hashes = new TextHashes();
    hashes.read('foo:a/:fo');
    expect([...hashes.ends.subarray(0, hashes.segmentCount - 1)]).toEqual([4, 6, 7]);
    hashes.read('foo:a/:fo', 4);
    expect([...hashes.ends.subarray(0, hashes.segmentCount - 1)]).toEqual([6, 7]);
  });

  it('have room for the longest text that is hashed', () => {
    const hashes = new TextHashes();
    hashes.read(':'.repeat(MAX_HASHED_LENGTH));
    expect(hashes.prefixes).toHaveLength(MAX_HASHED_LENGTH + 1);
    expect(segmentsOf(hashes)).toHaveLength(MAX_HASHED_LENGTH + 1);
    expect(new Set(segmentsOf(hashes))).toEqual(new Set([FNV1A['']]));
  });
});
