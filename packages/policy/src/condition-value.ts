// Condition values as what they mean: numbers, instants, truth values, bytes.

/** A number as AWS writes one: an integer or a decimal, with an optional sign and exponent. */
export function findNumber(text: string): number | undefined {
  if (!NUMBER.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/**
 * The instant that a date names, in milliseconds since 1970: one of the W3C profiles of ISO 8601
 * (year; year and month; a day; a day and a time with `Z` or an offset), or seconds since 1970
 * (IAM User Guide, "Date condition operators"). Four digits are a year.
 */
export function findInstant(text: string): number | undefined {
  // What nearly every request and policy holds, and no more is needed: no calendar, no parts.
  if (UTC_TIME.test(text)) return Date.parse(text);
  const iso = ISO_DATE.exec(text);
  if (iso === null) return findEpochSeconds(text);
  const [, year, month = '01', day = '01', hour, minute, second = '00', fraction, zone] = iso;
  const date = `${year}-${month}-${day}`;
  // A day that the month lacks is no date to some engines, and to others one of the next month.
  if (new Date(date).getUTCDate() !== Number(day)) return undefined;
  const time = hour === undefined ? '00:00:00Z' : `${hour}:${minute}:${second}${zone}`;
  return Date.parse(`${date}T${time}`) + Number(`0.${fraction ?? 0}e3`);
}

/** `true` or `false`, in any case. */
export function findBoolean(text: string): boolean | undefined {
  if (text === 'true') return true;
  if (text === 'false') return false;
  const lower = text.toLowerCase();
  if (lower === 'true') return true;
  return lower === 'false' ? false : undefined;
}

/** Whether `text` is base64 with its padding (RFC 4648 section 4). */
export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

// Each evaluation of a literal makes an object, so the expressions stand outside of the functions.
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

const ISO_DATE =
  /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d+))?)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d))?)?)?$/;

/** Seconds or milliseconds of a day that each year has. */
const UTC_TIME =
  /^\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z$/;

const EPOCH_SECONDS = /^[+-]?\d+(\.\d+)?$/;

function findEpochSeconds(text: string): number | undefined {
  if (!EPOCH_SECONDS.test(text)) return undefined;
  // An exponent, not a product: the nearest number of milliseconds, as for the fraction of a date.
  const milliseconds = Number(`${text}e3`);
  return Number.isFinite(milliseconds) ? milliseconds : undefined;
}
