// A JSON text as plain values, fast, and nonetheless strict: what `JSON.parse` would drop is noticed.
import { type Issue, parseJson } from '@ostiary/policy';

/** A JSON text that was read. */
export interface ReadJson {
  readonly text: string;
  readonly value: unknown;
  /** Whether every number prints as it was written: `1.0` and a 20th digit do not. */
  readonly isExact: boolean;
}

/** What came of it: everything, or why not and what could be told nonetheless. */
export type JsonReading =
  | ({ readonly ok: true } & ReadJson)
  | { readonly ok: false; readonly value: unknown; readonly issue: Issue };

/**
 * Reads a text as `parseJson` of the policy package takes it, in a tenth of the time. That one is
 * asked only where this one is in doubt: about broken text, deep nesting and keys that stand twice.
 */
export function readJson(text: string): JsonReading {
  const value = parseLeniently(text);
  if (value !== undefined) {
    const scan = scanJson(text);
    if (scan.depth <= MAX_DEPTH && scan.keys === countKeys(value)) {
      return { ok: true, text, value, isExact: scan.isExact };
    }
  }
  const strict = parseJson(text);
  const issue = strict.ok ? undefined : strict.issues[0];
  return issue === undefined
    ? { ok: true, text, value, isExact: false }
    : { ok: false, value, issue };
}

/** Far more than a case needs, and few enough for everything that recurses. */
const MAX_DEPTH = 32;

function parseLeniently(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // `parseJson` says what is wrong with it.
    return undefined;
  }
}

interface JsonScan {
  readonly depth: number;
  readonly keys: number;
  readonly isExact: boolean;
}

const QUOTE = 34;
const COLON = 58;
const BACKSLASH = 92;

/** Counts what is outside the strings of a well-formed text. */
function scanJson(text: string): JsonScan {
  let open = 0;
  let depth = 0;
  let keys = 0;
  let isExact = true;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === COLON) keys += 1;
    else if (code === 0x7b || code === 0x5b) {
      open += 1;
      depth = Math.max(depth, open);
    } else if (code === 0x7d || code === 0x5d) open -= 1;
    else if (code === 0x2d || (code >= 0x30 && code <= 0x39)) {
      const number = /[\d.eE+-]+/y;
      number.lastIndex = at;
      const written = number.exec(text)?.[0] ?? '';
      isExact &&= String(Number(written)) === written;
      at += written.length - 1;
    }
  }
  return { depth, keys, isExact };
}

/** The place of the quote that ends the string which starts at `start`. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === BACKSLASH) before -= 1;
  return (at - before) % 2 === 0;
}

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const values = Object.values(value);
  const own = Array.isArray(value) ? 0 : values.length;
  return values.reduce((sum: number, each) => sum + countKeys(each), own);
}
