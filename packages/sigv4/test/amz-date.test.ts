// The forms of a signature's timestamp.
import { expect, it } from 'vitest';
import { formatAmzDate, parseAmzDate, parseDateHeader } from '../src/amz-date.js';

const noon = new Date('2026-11-23T12:00:00Z');

it('a time is formatted to the second and parsed back', () => {
  expect(formatAmzDate(new Date('2026-11-23T12:00:00.999Z'))).toBe('20261123T120000Z');
  expect(parseAmzDate('20261123T120000Z')).toEqual(noon);
});

it.each([
  '',
  '20261123T120000',
  '20261123t120000z',
  '2026-11-23T12:00:00Z',
  '20260231T120000Z',
  '20261123T240000Z',
  '20261123T126000Z',
  '+0261123T120000Z',
  '2026112 T120000Z',
  '20261123T120000Z0',
])('%j is no ISO 8601 basic time', (text) => {
  expect(parseAmzDate(text)).toBeUndefined();
});

it('a Date header is read in both forms AWS reads', () => {
  expect(parseDateHeader('Mon, 23 Nov 2026 12:00:00 GMT')).toEqual(noon);
  expect(parseDateHeader('20261123T120000Z')).toEqual(noon);
});

it.each([
  'Tue, 23 Nov 2026 12:00:00 GMT',
  'Mon, 23 Nov 2026 12:00:00 CET',
  'Mon 23 Nov 2026 12:00:00  GMT',
  '2026-11-23T12:00:00.000+00:00',
  'yesterday',
])('%j is no Date header', (text) => {
  expect(parseDateHeader(text)).toBeUndefined();
});

it('a year that does not fit four digits is refused when signing', () => {
  expect(() => formatAmzDate(new Date(Date.UTC(12026, 0)))).toThrow(RangeError);
  expect(() => formatAmzDate(new Date(Number.NaN))).toThrow(RangeError);
});
