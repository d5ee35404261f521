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
  const amzDate = headers.get('x-amz-date');
  if (amzDate !== undefined) return timeOf(amzDate, parseAmzDate);
  const date = headers.get('date');
  if (date === undefined) {
    throw incomplete('expected an `X-Amz-Date` or `Date` header, found neither');
  }
  if (!signedHeaders.includes('date')) {
    throw incomplete(
      'expected the `Date` header to be signed where there is no `X-Amz-Date`, found it unsigned',
    );
  }
  return timeOf(date, parseDateHeader);
}

function timeOf(values: readonly string[], parse: (text: string) => Date | undefined): SigningTime {
  const [text, ...others] = values;
  const signedAt = text === undefined || others.length > 0 ? undefined : parse(text.trim());
  if (signedAt === undefined) {
    throw incomplete('expected one date such as `20150830T123600Z`, found something else');
  }
  return { signedAt, amzDate: formatAmzDate(signedAt) };
}

function incomplete(message: string): SignatureError {
  return new SignatureError('IncompleteSignature', message);
}
