// The canonical header lines: folded values under lower-case names.
import { SignatureError } from './errors.js';
import type { HeaderValues } from './header-values.js';

/**
 * One line for each signed header, in the given order: `name:value\n`, the values of a repeated
 * header joined by commas (IAM User Guide, "Create a signed AWS API request", CanonicalHeaders).
 * Throws SignatureDoesNotMatch for a signed header that the request lacks.
 */
export function canonicalHeaders(headers: HeaderValues, signedHeaders: readonly string[]): string {
  let lines = '';
  for (const name of signedHeaders) {
    const values = headers.get(name);
    if (values === undefined) {
      throw new SignatureError(
        'SignatureDoesNotMatch',
        `expected the signed header \`${name}\`, found none in the request`,
      );
    }
    lines += `${name}:${foldedValues(values)}\n`;
  }
  return lines;
}

function foldedValues(values: readonly string[]): string {
  const value = values[0];
  return values.length === 1 && value !== undefined
    ? foldWhitespace(value)
    : values.map(foldWhitespace).join(',');
}

/**
 * Trims a value and makes each run of white space one space, inside quotes too, as the AWS
 * signing test suite has it. Only ASCII white space: other bytes may be part of a UTF-8 character.
 */
function foldWhitespace(value: string): string {
  if (isFolded(value)) return value;
  let folded = '';
  let start = 0; // of the word at hand
  for (let index = 0; index <= value.length; index++) {
    const code = index < value.length ? value.charCodeAt(index) : 0x20;
    if (code > 0xff) throw notBytes();
    if (code !== 0x20 && (code < 0x09 || code > 0x0d)) continue;
    if (index > start) folded += (folded === '' ? '' : ' ') + value.slice(start, index);
    start = index + 1;
  }
  return folded;
}

/** Whether a value is as it would be when folded, which most are. */
function isFolded(value: string): boolean {
  let previous = 0x20; // so that a space at the beginning counts as a second one
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index);
    if (code > 0xff || (code >= 0x09 && code <= 0x0d)) return false;
    if (code === 0x20 && previous === 0x20) return false;
    previous = code;
  }
  return previous !== 0x20 || value === '';
}

function notBytes(): SignatureError {
  return new SignatureError(
    'InvalidRequest',
    'expected header values of bytes, found a character above U+00FF',
  );
}
