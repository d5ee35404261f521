// Every prefix and every segment of a text, hashed in one pass (FNV-1a, 32 bits).

const PRIME = 0x01000193;
const COLON = 58;
const SLASH = 47;

/** Longest text that is hashed; what is longer is found without its hashes. */
export const MAX_HASHED_LENGTH = 2048;

/** The hash of nothing. */
export const EMPTY_HASH: number = 0x811c9dc5 | 0;

/** A hash with one character code more. */
export function extendHash(hash: number, code: number): number {
  return Math.imul(hash ^ code, PRIME);
}

/** Whether a character separates segments: ARNs and paths are cut at `:` and `/`. */
export function isBoundary(code: number): boolean {
  return code === COLON || code === SLASH;
}

/** The hashes of one text at a time, in arrays that are used again and again. */
export class TextHashes {
  /** At `n` the hash of the characters from where it was read up to the first `n`. */
  readonly prefixes: Int32Array = new Int32Array(MAX_HASHED_LENGTH + 1);
  /** The hashes of the segments, in order. */
  readonly segments: Int32Array = new Int32Array(MAX_HASHED_LENGTH + 1);
  /** Where each segment but the last ends, its boundary included. */
  readonly ends: Int32Array = new Int32Array(MAX_HASHED_LENGTH + 1);
  segmentCount = 0;
  #text: string | undefined;
  #from = 0;

  /**
   * Hashes `text` without its first `from` characters, unless that was the last. At most
   * {@link MAX_HASHED_LENGTH} characters, and at least `from`.
   */
  read(text: string, from = 0): void {
    if (text === this.#text && from === this.#from) return;
    this.#text = text;
    this.#from = from;
    let prefix = EMPTY_HASH;
    let segment = EMPTY_HASH;
    let segments = 0;
    this.prefixes[from] = prefix;
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      prefix = extendHash(prefix, code);
      this.prefixes[at + 1] = prefix;
      if (isBoundary(code)) {
        this.segments[segments] = segment;
        this.ends[segments] = at + 1;
        segments += 1;
        segment = EMPTY_HASH;
      } else {
        segment = extendHash(segment, code);
      }
    }
    this.segments[segments] = segment;
    this.segmentCount = segments + 1;
  }
}
