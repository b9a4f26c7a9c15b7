import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, dayOf, instantOrNull, isTrue, labelText, parseTime, splitBankName } from './text.ts';

describe('R13 dates', () => {
  it.each([
    ['2018-04-01T00:00:00.000Z', '2018-04-01'],
    ['2024-08-29T09:36:33.079349+00:00', '2024-08-29'],
    ['2024-08-29T23:30:00Z', '2024-08-29'],
    ['2024-08-29T23:30:00.1234567890123Z', '2024-08-29'],
    ['2024-08-29', '2024-08-29'],
    ['2024-08-29 09:36', '2024-08-29'],
    ['2024-08-30T01:30:00+03:00', '2024-08-29'],
    ['2024-08-29T22:30:00-0300', '2024-08-30'],
    ['2024-02-29', '2024-02-29'],
    ['2024-02-29T10:00:00.5+18:00', '2024-02-28'],
    ['2024-08-29T11:36:33.079349+00:00', '2024-08-29'],
    ['2025-01-01t00:30:00z', '2025-01-01'],
    ['', null],
    [null, null],
    [undefined, null],
    ['  ', null],
  ])('R13 reads the UTC date part of %j', (text, day) => {
    expect(dayOf(text)).toBe(day);
  });

  it.each([
    ...['2023-02-29', '2023-02-29T00:00:00Z', '2024-13-01', '2024-00-10', '2024-01-32', '29.08.2024', '2024-8-29', 'yesterday'],
    ...[
      '2024-08-29T24:00:00Z',
      '2024-08-29T10:60:00Z',
      '2024-08-29T10:00:60Z',
      '2024-08-29T10:00:00+19:00',
      '0000-01-01',
      '0001-01-01',
      '0100-01-01T00:30:00+01:00',
    ],
    ...['20240829', '2024-08-29T', '2024-08-29Tx', '12024-08-29', '2024-08-29T10:00:00Zjunk', '9999-12-31T23:59:59-01:00'],
    1724889600000,
  ])('R13 refuses %j', (text) => {
    expect(dayOf(text)).toBeUndefined();
    expect(instantOrNull(text)).toBeNull();
  });

  it('R13 writes every instant the same way, so that text order is time order', () => {
    expect(instantOrNull('2024-08-29T09:36:33.079949+00:00')).toBe('2024-08-29T09:36:33.079Z');
    expect(instantOrNull('2024-08-29T12:36:33.5+03:00')).toBe('2024-08-29T09:36:33.500Z');
    expect(instantOrNull('2024-08-29')).toBe('2024-08-29T00:00:00.000Z');
  });
});

describe('R13 both ways of reading a timestamp', () => {
  it('R13 agree with each other and with the platform', () => {
    const time = fc.date({ min: new Date('0100-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });
    fc.assert(
      fc.property(time, fc.string({ unit: fc.constantFrom('0', '5', '9'), maxLength: 9 }), (date, digits) => {
        const iso = date.toISOString();
        expect(parseTime(iso)).toBe(date.getTime());
        expect([instantOrNull(iso), instantOrNull(`${iso.slice(0, -1)}${digits}+00:00`), instantOrNull(iso.replace('T', ' '))]).toEqual([
          iso,
          iso,
          iso,
        ]);
        expect(dayOf(iso)).toBe(iso.slice(0, 10));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('text', () => {
  it('removes control characters, keeps words apart and clips nothing', () => {
    expect(cleanText('  a\u0000b\r\nc\td\u009fe  ')).toBe('ab c de');
    expect(cleanText('متجر \ud800x')).toBe('متجر \ufffdx');
    expect(cleanText('x'.repeat(1_000_000))).toHaveLength(1_000_000);
    expect([cleanText(null), cleanText(undefined), cleanText(12)]).toEqual(['', '', '12']);
  });

  it('reads flags in their spellings', () => {
    expect([true, 'true', 'TRUE', 1, '1', 'yes'].map(isTrue)).toEqual(Array(6).fill(true));
    expect([false, 'false', 0, '0', '', null, undefined, 'no'].map(isTrue)).toEqual(Array(8).fill(false));
  });

  it.each([
    ['Example Bank / بنك المثال', 'Example Bank', 'بنك المثال'],
    ['بنك المثال/Example Bank', 'Example Bank', 'بنك المثال'],
    ['Example Bank', 'Example Bank', null],
    ['بنك المثال', 'بنك المثال', 'بنك المثال'],
    ['A/B Bank / بنك', 'A / B Bank', 'بنك'],
    ['/', '', null],
    [null, '', null],
  ])('splits the bank name %j', (text, name, nameAr) => {
    expect(splitBankName(text)).toEqual({ name, nameAr });
  });
});

it('S6 clips names that no list could show, never inside a character', () => {
  expect(labelText('ا'.repeat(200))).toHaveLength(200);
  expect(labelText('ا'.repeat(1_000_000))).toBe(`${'ا'.repeat(199)}…`);
  expect(labelText(`${'a'.repeat(198)}😀😀`)).toBe(`${'a'.repeat(198)}…`);
  expect(splitBankName('x'.repeat(1_000_000)).name).toHaveLength(200);
});
