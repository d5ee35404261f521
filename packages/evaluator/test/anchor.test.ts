// By which text each of many patterns is found.
import { describe, expect, it } from 'vitest';
import { type Anchor, chooseAnchors, segmentKey, sharedStart, wholeKey } from '../src/anchor.js';
import { TextHashes } from '../src/text-hashes.js';
import { compileTextPattern } from '../src/text-pattern.js';

/** Patterns up to this many stay under one prefix. */
const CROWD = 8;

/** Prefixes of so many lengths are looked up. */
const LENGTHS = 48;

function hashOf(text: string): number {
  const hashes = new TextHashes();
  hashes.read(text);
  return hashes.prefixes[text.length] ?? 0;
}

const whole = (text: string): Anchor => ({
  key: wholeKey(hashOf(text)),
  kind: 'whole',
  length: text.length,
});
const prefix = (text: string): Anchor => ({
  key: hashOf(text),
  kind: /[:/]$/.test(text) ? 'path' : 'prefix',
  length: text.length,
});
const segment = (text: string): Anchor => ({
  key: segmentKey(hashOf(text)),
  kind: 'segment',
  length: 0,
});

const rule = { wildcards: true, variables: true };

function anchorsOf(...texts: readonly string[]): readonly (Anchor | undefined)[] {
  return chooseAnchors(
    texts.map((text) => compileTextPattern(text, rule)),
    0,
  );
}

const times = <Made>(count: number, make: (at: number) => Made): readonly Made[] =>
  Array.from({ length: count }, (_, at) => make(at));

describe('a pattern alone', () => {
  it.each([
    ['arn:aws:docs:eu:1:doc/1', whole('arn:aws:docs:eu:1:doc/1')],
    ['arn:aws:docs:eu:1:doc/*', prefix('arn:aws:docs:eu:1:doc/')],
    ['arn:aws:docs:*:1:doc/*', prefix('arn:aws:docs:')],
    ['arn:aws:docs:eu:1:doc/?a*', prefix('arn:aws:docs:eu:1:doc/')],
    ['arn:aws:docs:e*u:1:doc', prefix('arn:aws:docs:e')],
    ['arn:aws:docs:eu:1:${aws:username}/a', prefix('arn:aws:docs:eu:1:')],
    ['*/a', prefix('')],
  ])('`%s` is found by what comes before its first wildcard or variable', (text, anchor) => {
    expect(anchorsOf(text)).toEqual([anchor]);
  });

  it.each(['*', '${aws:username}/a'])('`%s` has nothing to be found by', (text) => {
    expect(anchorsOf(text)).toEqual([undefined]);
  });
});

it('a pattern that keeps to the parts of an ARN is found by its literal start', () => {
  const rule = { wildcards: true, variables: true, arnSegments: true };
  const pattern = compileTextPattern('arn:aws:docs:e*u:1:doc', rule);
  expect(pattern).toMatchObject({ kind: 'template' });
  expect(chooseAnchors([pattern], 0)).toEqual([prefix('arn:aws:docs:e')]);
});

it('a clause without patterns has nothing to be found by', () => {
  expect(chooseAnchors([undefined], 0)).toEqual([undefined]);
});

describe('patterns that crowd under one prefix', () => {
  it('are found by the segment that tells them apart', () => {
    const texts = times(CROWD + 1, (at) => `a:*:doc/x${at}/*`);
    expect(anchorsOf(...texts)).toEqual(times(CROWD + 1, (at) => segment(`x${at}`)));
  });

  it('stay under the prefix as long as they are few', () => {
    const texts = times(CROWD, (at) => `a:*:doc/x${at}/*`);
    expect(anchorsOf(...texts)).toEqual(times(CROWD, () => prefix('a:')));
  });

  it('do not count those of other prefixes', () => {
    const texts = times(CROWD * 2, (at) => `${at % 2}:*:doc/x${at}/*`);
    expect(anchorsOf(...texts)).toEqual(times(CROWD * 2, (at) => prefix(`${at % 2}:`)));
  });

  it('leave those of other prefixes as they are', () => {
    const crowd = times(CROWD + 1, (at) => `a:*:doc/x${at}/*`);
    expect(anchorsOf(...crowd, 'b:*:doc/y').at(-1)).toEqual(prefix('b:'));
    expect(anchorsOf(...crowd, 'a:b:doc/y').at(-1)).toEqual(whole('a:b:doc/y'));
  });

  it('are found by the rarest of their segments, the first among equals', () => {
    const texts = times(CROWD + 4, (at) => `a:*:g${at % 2}:x${at}:y${at}:h${at % 3}`);
    expect(anchorsOf(...texts)).toEqual(times(CROWD + 4, (at) => segment(`x${at}`)));
  });

  it('are not told apart by segments that all of them share', () => {
    const texts = times(CROWD + 1, (at) => `a:*:doc:x${at}?`);
    expect(anchorsOf(...texts)).toEqual(times(CROWD + 1, () => prefix('a:')));
  });

  it('are found by a segment that ends the text', () => {
    const texts = times(CROWD + 1, (at) => `a:*:x${at}`);
    expect(anchorsOf(...texts)).toEqual(times(CROWD + 1, (at) => segment(`x${at}`)));
  });

  it('are not found by a segment that a wildcard continues, begins or holds', () => {
    const marks = ['x*', '*x', 'x*y', 'x?', '?x'];
    const texts = times(CROWD + 2, (at) => `a:*:${marks[at % 5]}:y${at % 5}`);
    expect(anchorsOf(...texts)).toEqual(times(CROWD + 2, (at) => segment(`y${at % 5}`)));
  });

  it('are found by no empty segment', () => {
    const texts = times(CROWD + 1, (at) => (at === 0 ? 'a:*::y' : 'a:*:y'));
    expect(anchorsOf(...texts)).toEqual(times(CROWD + 1, () => prefix('a:')));
  });

  it('are not found by what stands between the last boundary and a `*` at the end', () => {
    const texts = times(CROWD + 1, () => 'a:b/c*');
    expect(anchorsOf(...texts)).toEqual(times(CROWD + 1, () => prefix('a:b/c')));
    const others = times(CROWD, () => 'c:d');
    expect(anchorsOf(...texts, ...others).slice(0, 9)).toEqual(
      times(CROWD + 1, () => prefix('a:b/c')),
    );
  });

  it('stay there when they hold variables', () => {
    const texts = times(CROWD + 1, (at) => `a:b:doc/\${aws:username}/x${at}`);
    expect(anchorsOf(...texts)).toEqual(times(CROWD + 1, () => prefix('a:b:doc/')));
  });
});

describe('prefixes of many lengths', () => {
  const lengths = (count: number): readonly string[] => times(count, (at) => `${'x'.repeat(at)}*y`);

  it('are all looked up as long as they are few', () => {
    expect(anchorsOf(...lengths(LENGTHS))).not.toContain(undefined);
  });

  it('are not looked up where they are the rarest', () => {
    const texts = [...lengths(LENGTHS + 2), ...lengths(LENGTHS), 'x', 'x:y'];
    const anchors = anchorsOf(...texts);
    expect(anchors.flatMap((anchor, at) => (anchor === undefined ? [at] : []))).toEqual([
      LENGTHS,
      LENGTHS + 1,
    ]);
    expect(anchors.slice(-2)).toEqual([whole('x'), whole('x:y')]);
  });

  it('are not looked up where they are the rarest, whatever the order', () => {
    const texts = [...lengths(LENGTHS + 2), ...lengths(LENGTHS + 2).slice(2), '*'];
    const anchors = anchorsOf(...texts);
    expect(anchors.flatMap((anchor, at) => (anchor === undefined ? [at] : []))).toEqual([
      0,
      1,
      texts.length - 1,
    ]);
  });
});

describe('what patterns start with', () => {
  const startOf = (...texts: readonly string[]): string =>
    (texts[0] ?? '').slice(0, sharedStart(texts.map((text) => compileTextPattern(text, rule))));

  it.each([
    ['one pattern', ['a:b/c'], 'a:b/'],
    ['one that ends at a boundary', ['a:b/*'], 'a:b/'],
    ['some that part in a segment', ['a:b/cd', 'a:b/ce*', 'a:b/cd/e'], 'a:b/'],
    ['one within the other', ['a:b/c/d', 'a:b/c/*'], 'a:b/c/'],
    ['one shorter than the other', ['a:b/', 'a:b/c', 'a:b'], 'a:'],
    ['the first the shortest', ['a:', 'a:b/c'], 'a:'],
    ['nothing in common', ['a:b', 'b:b'], ''],
    ['no boundary', ['ab', 'ac'], ''],
    ['wildcards', ['a:b/*/c', 'a:b/?'], 'a:b/'],
    ['a wildcard at the start of one', ['a:b', '*:b'], ''],
    ['variables', ['a:b/${k}', 'a:b/c'], 'a:b/'],
    ['patterns of no literal start', ['a:b/c', '*', '${k}/c'], 'a:b/'],
    ['no pattern', [], ''],
  ])('is what they share: %s', (_, texts, start) => {
    expect(startOf(...texts)).toBe(start);
  });

  it('is not hashed', () => {
    const texts = ['a:b/c', 'a:b/c/*', 'a:b/*'];
    const patterns = texts.map((text) => compileTextPattern(text, rule));
    expect(chooseAnchors(patterns, 'a:b/'.length)).toEqual([
      { ...whole('c'), length: 5 },
      { ...prefix('c/'), length: 6 },
      { key: hashOf(''), kind: 'prefix', length: 4 },
    ]);
  });

  it('is not hashed in segments either', () => {
    const texts = times(CROWD + 1, (at) => `a:b/*/x${at}/*`);
    const patterns = texts.map((text) => compileTextPattern(text, rule));
    expect(chooseAnchors(patterns, 'a:b/'.length)).toEqual(
      times(CROWD + 1, (at) => segment(`x${at}`)),
    );
  });
});
