// By what literal text each of many patterns can be found without trying it.
import { EMPTY_HASH, extendHash, isBoundary } from './text-hashes.js';
import type { TextPattern } from './text-pattern.js';

/** More patterns than this under one prefix, and they are told apart by their segments. */
const CROWDED = 8;

/** Prefixes of more lengths than this are not looked up: the rarest lengths go without. */
const MAX_PREFIX_LENGTHS = 48;

/** Keep the hashes of whole texts and of segments apart from those of prefixes. */
const WHOLE = 0x2545f491;
const SEGMENT = 0x5bd1e995;

/** What a pattern is found by. */
export interface Anchor {
  /** The hash of its literal text, marked with the kind of anchor. */
  readonly key: number;
  /** A `path` is a prefix that ends with a boundary. */
  readonly kind: 'whole' | 'path' | 'prefix' | 'segment';
  /** Of a path or prefix, in characters. */
  readonly length: number;
}

/** The key of a whole text, from its hash. */
export function wholeKey(hash: number): number {
  return hash ^ WHOLE;
}

/** The key of a segment, from its hash. */
export function segmentKey(hash: number): number {
  return hash ^ SEGMENT;
}

/**
 * How much literal text all patterns start with, up to a boundary: hashing it would tell none of
 * them apart. Those without literal text at their start do not count.
 */
export function sharedStart(patterns: readonly (TextPattern | undefined)[]): number {
  let shared: string | undefined;
  for (const pattern of patterns) {
    const start = pattern === undefined ? undefined : findStart(pattern);
    if (start === undefined) continue;
    shared ??= start.text.slice(0, start.length);
    if (shared.length > start.length) shared = shared.slice(0, start.length);
    while (start.text.lastIndexOf(shared, 0) !== 0) shared = shared.slice(0, -1);
  }
  let length = shared?.length ?? 0;
  while (length > 0 && !isBoundary(shared?.charCodeAt(length - 1) as number)) length -= 1;
  return length;
}

/**
 * An anchor for each pattern: its whole text when it has no wildcards, else its literal prefix; when
 * too many share that, the rarest segment that it has in full. Undefined for a pattern that has no
 * literal text to go by.
 *
 * @param from - where hashing begins, at most what {@link sharedStart} says
 */
export function chooseAnchors(
  patterns: readonly (TextPattern | undefined)[],
  from: number,
): readonly (Anchor | undefined)[] {
  const plain = patterns.map((pattern) =>
    pattern === undefined ? undefined : plainAnchor(pattern, from),
  );
  const crowds = countBy(plain.map((anchor) => anchor?.key));
  const crowdOf = (anchor: Anchor | undefined): number =>
    anchor === undefined || anchor.kind === 'whole' ? 0 : countOf(crowds, anchor.key);

  const segments = patterns.map((pattern, index) =>
    pattern !== undefined && crowdOf(plain[index]) > CROWDED
      ? literalSegments(pattern, from).map(segmentKey)
      : NO_SEGMENTS,
  );
  const rarity = countBy(segments.flat());
  const chosen = plain.map((anchor, index) => {
    const key = rarest(segments[index] as readonly number[], rarity);
    return key !== undefined && countOf(rarity, key) < crowdOf(anchor)
      ? { key, kind: 'segment' as const, length: 0 }
      : anchor;
  });
  return dropRareLengths(chosen);
}

const NO_SEGMENTS: readonly number[] = [];

/** The literal text that a pattern starts with: the first characters of a text. */
interface LiteralStart {
  readonly text: string;
  readonly length: number;
}

/** Undefined where the pattern starts with something else; a glob may have none of it. */
function findStart(pattern: TextPattern): LiteralStart | undefined {
  if (typeof pattern === 'string') return { text: pattern, length: pattern.length };
  switch (pattern.kind) {
    case 'any':
      return undefined;
    case 'exact':
      return { text: pattern.text, length: pattern.text.length };
    case 'glob':
      return { text: pattern.text, length: pattern.text.search(/[*?]/) };
    case 'template': {
      const [first] = pattern.parts;
      return first?.kind === 'literal'
        ? { text: first.text, length: first.text.length }
        : undefined;
    }
  }
}

function plainAnchor(pattern: TextPattern, from: number): Anchor | undefined {
  const start = findStart(pattern);
  if (start === undefined) return undefined;
  const { text, length } = start;
  const hash = hashText(text, from, length);
  if (typeof pattern !== 'string' && pattern.kind === 'exact')
    return { key: wholeKey(hash), kind: 'whole', length };
  const isPath = length > from && isBoundary(text.charCodeAt(length - 1));
  return { key: hash, kind: isPath ? 'path' : 'prefix', length };
}

function hashText(text: string, from: number, to: number): number {
  let hash = EMPTY_HASH;
  for (let at = from; at < to; at += 1) hash = extendHash(hash, text.charCodeAt(at));
  return hash;
}

const STAR = 42;
const QUESTION = 63;

/**
 * The hashes of the segments that a pattern has in full: between two boundaries, or a boundary and
 * an end of the text, without a wildcard. Whatever matches the pattern has the same segments. A
 * prefix has none that all of its crowd would not share.
 */
function literalSegments(pattern: TextPattern, from: number): readonly number[] {
  if (typeof pattern === 'string' || pattern.kind !== 'glob') return NO_SEGMENTS;
  const { text } = pattern;
  const found: number[] = [];
  let hash = EMPTY_HASH;
  let isLiteral = true;
  for (let at = from; at <= text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isEnd = at === text.length;
    if (isEnd || isBoundary(code)) {
      if (isLiteral && hash !== EMPTY_HASH) found.push(hash);
      hash = EMPTY_HASH;
      isLiteral = true;
    } else if (code === STAR || code === QUESTION) {
      isLiteral = false;
    } else {
      hash = extendHash(hash, code);
    }
  }
  return found;
}

function rarest(keys: readonly number[], counts: ReadonlyMap<number, number>): number | undefined {
  let found: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const key of keys) {
    const count = countOf(counts, key);
    if (count >= least) continue;
    found = key;
    least = count;
  }
  return found;
}

function countBy(keys: readonly (number | undefined)[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const key of keys) {
    if (key !== undefined) counts.set(key, countOf(counts, key) + 1);
  }
  return counts;
}

function countOf(counts: ReadonlyMap<number, number>, key: number): number {
  return counts.get(key) ?? 0;
}

function dropRareLengths(
  anchors: readonly (Anchor | undefined)[],
): readonly (Anchor | undefined)[] {
  const lengths = countBy(
    anchors.map((anchor) => (anchor?.kind === 'prefix' ? anchor.length : undefined)),
  );
  if (lengths.size <= MAX_PREFIX_LENGTHS) return anchors;
  const kept = new Set(
    [...lengths]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, MAX_PREFIX_LENGTHS)
      .map(([length]) => length),
  );
  return anchors.map((anchor) =>
    anchor?.kind === 'prefix' && !kept.has(anchor.length) ? undefined : anchor,
  );
}
