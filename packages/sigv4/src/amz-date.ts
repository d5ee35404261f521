// The timestamp of a signature: ISO 8601 basic format, in UTC, to the second.
import { rememberParsed } from './remember-parsed.js';

/** Formats a time as `YYYYMMDDTHHMMSSZ`, the value of `X-Amz-Date`. */
export function formatAmzDate(date: Date): string {
  const iso = date.toISOString();
  if (iso.length !== 24) throw new RangeError(`expected a year of four digits, found \`${iso}\``);
  const day = iso.slice(0, 4) + iso.slice(5, 7) + iso.slice(8, 10);
  return `${day}T${iso.slice(11, 13)}${iso.slice(14, 16)}${iso.slice(17, 19)}Z`;
}

/** Parses `YYYYMMDDTHHMMSSZ` and nothing else; undefined when the text is not such a time. */
export function parseAmzDate(text: string): Date | undefined {
  const milliseconds = parseMilliseconds(text);
  return milliseconds === undefined ? undefined : new Date(milliseconds);
}

/** The requests of one second have one text. What is remembered is a number: a date can be changed. */
const parseMilliseconds = rememberParsed((text) => {
  if (text.length !== 16 || text[8] !== 'T' || text[15] !== 'Z') return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 4, 6);
  const day = digits(text, 6, 8);
  const hour = digits(text, 9, 11);
  const minute = digits(text, 11, 13);
  const second = digits(text, 13, 15);
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // Date carries over what is too much, such as the 31st of February. It takes a year below 100 for
  // one of the twentieth century, so there is none.
  const isDay = year >= 100 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isDay && hour < 24 && minute < 60 && second < 60 ? date.getTime() : undefined;
});

/** NaN when one of the characters is no digit. */
function digits(text: string, start: number, end: number): number {
  let number = 0;
  for (let index = start; index < end; index++) {
    const digit = text.charCodeAt(index) - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

/**
 * Parses the `Date` header, which AWS reads when there is no `X-Amz-Date`: an IMF-fixdate
 * (RFC 9110, section 5.6.7) or ISO 8601 basic format
 * (AWS General Reference, "Handling dates in Signature Version 4").
 */
export function parseDateHeader(text: string): Date | undefined {
  if (text.length !== 29) return parseAmzDate(text);
  const date = new Date(text);
  return Number.isNaN(date.getTime()) || date.toUTCString() !== text ? undefined : date;
}
