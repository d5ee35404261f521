// Random requests as they can stand on the wire.
import fc from 'fast-check';
import type { Credentials, HttpHeader, HttpRequest } from '../src/index.js';

const unreserved = 'abcXYZ019-._~';
const pathMarks = "!$&'()*+,;=:@";
const queryMarks = `${pathMarks.replace('&', '').replace('=', '')}/?`;

const pick = (characters: string) => fc.constantFrom(...characters);
const escapedByte = fc
  .integer({ min: 0, max: 0xff })
  .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`);
/** Escapes of whole characters, which even a decoder of text can read. */
const escapedCharacter = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 1 })
  .map((text) =>
    [...new TextEncoder().encode(text)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  );

const segment = fc.oneof(
  { weight: 6, arbitrary: joined(fc.oneof(pick(unreserved), pick(pathMarks), escapedCharacter)) },
  { weight: 1, arbitrary: fc.constantFrom('.', '..', '') },
);

/** Raw paths: any legal character, escapes, and segments to fold. */
const arbitraryPath: fc.Arbitrary<string> = fc
  .array(segment, { maxLength: 5 })
  .map((segments) => `/${segments.join('/')}`);

const queryText = joined(fc.oneof(pick(unreserved), pick(queryMarks), escapedCharacter));

/** Parameters, not decoded; now and then without `=`, or with a name twice. */
export const arbitraryQuery: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.tuple(queryText, queryText).map(([name, value]) => `${name}=${value}`),
      queryText,
      queryText.map((value) => `twice=${value}`),
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join('&'));

/** Queries with bytes that are no UTF-8. */
export const arbitraryByteQuery: fc.Arbitrary<string> = joined(
  fc.oneof(pick(`${unreserved}&=+`), escapedByte),
);

const printable = Array.from({ length: 0x5f }, (_, index) => String.fromCharCode(0x20 + index));
const headerValue = joined(fc.constantFrom(...printable, ' ', '\t'));

/** Headers under names that mean nothing to AWS or to a proxy, each once. */
const arbitraryHeaders: fc.Arbitrary<readonly HttpHeader[]> = fc.uniqueArray(
  fc.tuple(
    joined(pick('abcABC019-_')).map((name) => `X-My-${name}`),
    headerValue,
  ),
  { maxLength: 6, selector: ([name]) => name.toLowerCase() },
);

const arbitraryBody: fc.Arbitrary<Uint8Array> = fc.uint8Array({ maxLength: 64 });

export const arbitraryCredentials: fc.Arbitrary<Credentials> = fc.record(
  {
    accessKeyId: fc.string({ unit: pick('ABC019'), minLength: 1, maxLength: 20 }),
    secretAccessKey: fc.string({ minLength: 1, maxLength: 40 }),
    sessionToken: fc.string({ unit: pick('abcXYZ019+/='), minLength: 1, maxLength: 80 }),
  },
  { requiredKeys: ['accessKeyId', 'secretAccessKey'] },
);

export const arbitraryDate: fc.Arbitrary<Date> = fc.date({
  min: new Date('2000-01-01T00:00:00Z'),
  max: new Date('2099-12-31T23:59:59Z'),
  noInvalidDate: true,
});

/** A whole request; its headers hold a Host first. */
export const arbitraryRequest: fc.Arbitrary<HttpRequest> = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'HEAD'),
  path: arbitraryPath,
  query: arbitraryQuery,
  headers: arbitraryHeaders.map((headers): readonly HttpHeader[] => [
    ['Host', 'notes.example'],
    ...headers,
  ]),
  body: arbitraryBody,
});

function joined(unit: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.array(unit, { maxLength: 8 }).map((parts) => parts.join(''));
}
