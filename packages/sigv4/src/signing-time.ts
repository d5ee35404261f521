// The time a request says it was signed at.
import { formatAmzDate, parseAmzDate, parseDateHeader } from './amz-date.js';
import { SignatureError } from './errors.js';
import type { HeaderValues } from './header-values.js';

/** When a request was signed, by its own word. */
export interface SigningTime {
  readonly signedAt: Date;
  /** The same as it stands in the string to sign. */
  readonly amzDate: string;
}

/**
 * Reads `X-Amz-Date`, or when there is none the `Date` header, which must then be signed
 * (AWS General Reference, "Handling dates in Signature Version 4"). Throws IncompleteSignature.
 */
export function signingTime(headers: HeaderValues, signedHeaders: readonly string[]): SigningTime {
  const amzDate = onlyValue(headers, 'x-amz-date');
  if (amzDate !== undefined) return { signedAt: readDate(parseAmzDate(amzDate)), amzDate };
  const date = onlyValue(headers, 'date');
  if (date === undefined) {
    throw incomplete('expected an `X-Amz-Date` or `Date` header, found neither');
  }
  if (!signedHeaders.includes('date')) {
    throw incomplete(
      'expected the `Date` header to be signed where there is no `X-Amz-Date`, found it unsigned',
    );
  }
  const signedAt = readDate(parseDateHeader(date));
  return { signedAt, amzDate: formatAmzDate(signedAt) };
}

function onlyValue(headers: HeaderValues, name: string): string | undefined {
  const values = headers.get(name);
  if (values === undefined) return undefined;
  if (values.length > 1) throw incomplete(`expected one \`${name}\` header, found more`);
  return values[0]?.trim();
}

function readDate(parsed: Date | undefined): Date {
  if (parsed !== undefined) return parsed;
  throw incomplete('expected a date such as `20150830T123600Z`, found something else');
}

function incomplete(message: string): SignatureError {
  return new SignatureError('IncompleteSignature', message);
}
