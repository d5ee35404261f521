// Condition values as what they mean: numbers, instants, truth values, bytes.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findBoolean, findInstant, findNumber, isBase64 } from '../src/index.js';

const two = (value: number): string => String(value).padStart(2, '0');

describe('instants', () => {
  const day = fc.date({
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59Z'),
    noInvalidDate: true,
  });
  const zone = fc.oneof(
    fc.constant('Z'),
    fc
      .tuple(fc.constantFrom('+', '-'), fc.nat(23), fc.nat(59))
      .map(([sign, hours, minutes]) => `${sign}${two(hours)}:${two(minutes)}`),
  );

  test('a day and time with zone and milliseconds is the instant that Date.parse reads', () => {
    fc.assert(
      fc.property(day, zone, (date, offset) => {
        const text = date.toISOString().replace('Z', offset);
        expect(findInstant(text)).toBe(Date.parse(text));
      }),
    );
  });

  test('seconds and their fraction may be left out', () => {
    fc.assert(
      fc.property(day, zone, (date, offset) => {
        const minute = date.toISOString().slice(0, 16);
        expect(findInstant(`${minute}${offset}`)).toBe(Date.parse(`${minute}:00${offset}`));
        expect(findInstant(`${minute}:07${offset}`)).toBe(Date.parse(`${minute}:07${offset}`));
        expect(findInstant(`${minute}:07.5${offset}`)).toBe(
          Date.parse(`${minute}:07.500${offset}`),
        );
      }),
    );
  });

  test('a day, a month and a year are their first instant in UTC', () => {
    fc.assert(
      fc.property(day, (date) => {
        const text = date.toISOString();
        expect(findInstant(text.slice(0, 10))).toBe(Date.parse(text.slice(0, 10)));
        expect(findInstant(text.slice(0, 7))).toBe(Date.parse(`${text.slice(0, 7)}-01`));
        expect(findInstant(text.slice(0, 4))).toBe(Date.parse(`${text.slice(0, 4)}-01-01`));
      }),
    );
  });

  test('whole seconds since 1970 are the same instant as their date', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 253_402_300_799 }), (seconds) => {
        expect(findInstant(String(seconds))).toBe(seconds * 1000);
        expect(findInstant(String(seconds))).toBe(
          findInstant(new Date(seconds * 1000).toISOString()),
        );
      }),
    );
  });

  test('a fraction of a second is one number, written as a date or since 1970', () => {
    fc.assert(
      fc.property(fc.nat(999), fc.nat(59), (millisecond, second) => {
        const fraction = String(millisecond).padStart(3, '0');
        expect(findInstant(`1970-01-01T00:00:${two(second)}.${fraction}Z`)).toBe(
          second * 1000 + millisecond,
        );
        expect(findInstant(`${second}.${fraction}`)).toBe(second * 1000 + millisecond);
      }),
    );
  });

  test('years of four digits win over seconds, other lengths are seconds', () => {
    expect(findInstant('1970')).toBe(0);
    expect(findInstant('01970')).toBe(1_970_000);
    expect(findInstant('-292275054')).toBe(-292_275_054_000);
  });

  test('leap days stand where the calendar has them', () => {
    for (const leap of ['2024-02-29', '2000-02-29', '0400-02-29', '0000-02-29']) {
      expect(findInstant(leap)).toBe(Date.parse(leap));
    }
    for (const none of ['2023-02-29', '1900-02-29', '0100-02-29']) {
      expect(findInstant(none)).toBeUndefined();
    }
  });

  test.each([
    ['2023-02-30', '2023-04-31', '2023-00-10', '2023-13-01', '2023-01-00', '2023-01-32'],
    ['2023-01-01T24:00Z', '2023-01-01T10:60Z', '2023-01-01T10:00:60Z', '2023-01-01T10Z'],
    ['2023-01-01T10:00', '2023-01-01T10:00:00', '2023-01-01T10:00:00+0100', '2023-01-01Z'],
    ['2023-01-01T10:00+24:00', '2023-01-01T10:00+1:00', '2023-01-01 10:00Z', '2023-01-01T10:00z'],
    [
      '2023-1-1',
      '20230101T100000Z',
      '+002023-01-01',
      '2023-01-01T10:00:00.Z',
      '2023-01-01T10:00,5Z',
    ],
    ['', ' 2023', '2023 ', '2023-01-01T10:00Z\n', '1e9', '0x10', '1.', '.5', 'now', 'Infinity'],
    ['9'.repeat(400), '２０２３'],
  ])('what is no W3C date and no number of seconds is no instant: %s …', (...texts) => {
    for (const text of texts) expect(findInstant(text), text).toBeUndefined();
  });
});

describe('numbers', () => {
  test('every finite number is read from its own print', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(findNumber(String(number))).toBe(number === 0 ? 0 : number);
      }),
    );
  });

  test.each([
    ['10', 10],
    ['10.0', 10],
    ['-1.50', -1.5],
    ['+3', 3],
    ['.5', 0.5],
    ['.25', 0.25],
    ['5.', 5],
    ['007', 7],
    ['1e3', 1000],
  ])('%s is read', (text, number) => {
    expect(findNumber(text)).toBe(number);
  });

  test.each(['', ' ', ' 1', '1 ', '1,5', '1_000', '0x10', '1e', 'e1', '.', '+', '--1', '1e999'])(
    '`%s` is no number',
    (text) => {
      expect(findNumber(text)).toBeUndefined();
    },
  );

  test.each(['NaN', 'Infinity', '-Infinity', '１', '1n'])('`%s` is no number', (text) => {
    expect(findNumber(text)).toBeUndefined();
  });
});

describe('truth values', () => {
  test('case does not count', () => {
    for (const text of ['true', 'True', 'TRUE', 'tRuE']) expect(findBoolean(text)).toBe(true);
    for (const text of ['false', 'False', 'FALSE']) expect(findBoolean(text)).toBe(false);
  });

  test('nothing else is one', () => {
    for (const text of ['', '1', '0', 'yes', ' true', 'true ', 'falſe']) {
      expect(findBoolean(text), text).toBeUndefined();
    }
  });
});

describe('base64', () => {
  test('all that Node prints is base64', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(isBase64(Buffer.from(bytes).toString('base64'))).toBe(true);
      }),
    );
  });

  test('all that is base64 is read by a strict reader', () => {
    const character = fc.constantFrom(...'AQZaqz09+/=-_ \n');
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 12 }), (text) => {
        if (isBase64(text)) expect(() => atob(text)).not.toThrow();
        if (isBase64(text)) expect(text).toMatch(/^[^-_\s]*$/);
      }),
    );
  });

  test.each(['QQ', 'QQ=', 'Q===', '====', 'QQ==QQ==', '-_8=', 'QUI=\n', ' QUI='])(
    '`%s` is none',
    (text) => {
      expect(isBase64(text)).toBe(false);
    },
  );
});
