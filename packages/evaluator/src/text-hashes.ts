// Every prefix and every segment of a text, hashed in one pass (FNV-1a, 32 bits).

const OFFSET = 0x811c9dc5 | 0;
const PRIME = 0x01000193;
const COLON = 58;
const SLASH = 47;

/** Longest text that is hashed; what is longer is found without its hashes. */
export const MAX_HASHED_LENGTH = 2048;

/** The hash of nothing. */
export const EMPTY_HASH: number = OFFSET;

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
  /** At `n` the hash of the first `n` characters. */
  readonly prefixes: Int32Array = new Int32Array(MAX_HASHED_LENGTH + 1);
  /** The hashes of the segments, in order. */
  readonly segments: Int32Array = new Int32Array(MAX_HASHED_LENGTH + 1);
  segmentCount = 0;
  length = 0;
  #text: string | undefined;

  /** Hashes `text`, unless it was the last one. At most {@link MAX_HASHED_LENGTH} characters. */
  read(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    this.length = text.length;
    let prefix = OFFSET;
    let segment = OFFSET;
    let segments = 0;
    this.prefixes[0] = prefix;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      prefix = extendHash(prefix, code);
      this.prefixes[at + 1] = prefix;
      if (isBoundary(code)) {
        this.segments[segments] = segment;
        segments += 1;
        segment = OFFSET;
      } else {
        segment = extendHash(segment, code);
      }
    }
    this.segments[segments] = segment;
    this.segmentCount = segments + 1;
  }
}
