// A key as one text that sorts as the key does.
import type { Key } from './store.js';

const SEPARATOR = '\u0001';
const AFTER_SEPARATOR = '\u0002';

/** What fits an index of every database; PostgreSQL's has 2704 bytes. */
const MAX_BYTES = 2048;

/**
 * The text of a key. Texts compare by code point as keys do part by part, since no part holds a
 * character as low as what separates them.
 *
 * @throws TypeError when a part does, or holds half a surrogate pair, or the key is too long
 */
export function keyText(key: Key): string {
  for (const part of key) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    if (/[\u0000-\u0002\p{Surrogate}]/u.test(part)) {
      throw new TypeError('a part of a key holds a control character below U+0003 or half a pair');
    }
  }
  const text = key.map((part) => `${part}${SEPARATOR}`).join('');
  if (text.length * 3 > MAX_BYTES && Buffer.byteLength(text) > MAX_BYTES) {
    throw new TypeError(`a key is longer than ${MAX_BYTES} bytes`);
  }
  return text;
}

/** The text of the key that is the first part of another one, given the text of that. */
export function firstPart(text: string): string {
  return text.slice(0, text.indexOf(SEPARATOR) + 1);
}

/** What comes after the texts of all keys that begin with these parts, of which there is one or more. */
export function endOfPrefix(prefix: Key): string {
  return `${keyText(prefix).slice(0, -1)}${AFTER_SEPARATOR}`;
}
