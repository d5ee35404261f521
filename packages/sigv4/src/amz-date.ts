// The timestamp of a signature: ISO 8601 basic format, in UTC, to the second.

/** Formats a time as `YYYYMMDDTHHMMSSZ`, the value of `X-Amz-Date`. */
export function formatAmzDate(date: Date): string {
  const iso = date.toISOString();
  if (iso.length !== 24) throw new RangeError(`expected a year of four digits, found \`${iso}\``);
  const day = iso.slice(0, 4) + iso.slice(5, 7) + iso.slice(8, 10);
  return `${day}T${iso.slice(11, 13)}${iso.slice(14, 16)}${iso.slice(17, 19)}Z`;
}

/** Parses `YYYYMMDDTHHMMSSZ` and nothing else; undefined when the text is not such a time. */
export function parseAmzDate(text: string): Date | undefined {
  if (text.length !== 16) return undefined;
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  const time = `${text.slice(9, 11)}:${text.slice(11, 13)}:${text.slice(13, 15)}`;
  const iso = `${day}T${time}.000Z`;
  const date = new Date(iso);
  if (text[8] !== 'T' || text[15] !== 'Z' || Number.isNaN(date.getTime())) return undefined;
  // Printing it again refuses what Date is lenient about, such as the 31st of February.
  return date.toISOString() === iso ? date : undefined;
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
