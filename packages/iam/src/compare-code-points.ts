// The order of texts by code point.

/**
 * Negative when `a` comes before `b` by code point, as SQLite, PostgreSQL's collation "C" and UTF-8
 * itself have it. JavaScript's own `<` compares halves of surrogate pairs, which puts U+10000 before U+E000.
 */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above all that need none. */
function rank(codeUnit: number): number {
  return codeUnit >= 0xd800 && codeUnit <= 0xdfff ? codeUnit + 0x10000 : codeUnit;
}
