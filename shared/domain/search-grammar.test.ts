import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pieceAsText, readSearch, withoutPiece } from './search-grammar.ts';

/** A Saturday. */
const TODAY = '2026-11-07';

/** One line: the days or amounts a search means, then the text that is left. */
function meaningOf(typed: string): string {
  const { pieces, text } = readSearch(typed, TODAY);
  const said = pieces.map(({ meaning }) => {
    if (meaning.type === 'days') return `${meaning.fromDay ?? ''}..${meaning.toDay ?? ''}`;
    const bounds = meaning.bounds.map(({ op, value }) => op + value).join(' ');
    return [bounds, meaning.currency, meaning.direction].filter(Boolean).join(' ');
  });
  return [...said, ...(text === '' ? [] : [`“${text}”`])].join(' | ');
}

describe('amounts in a search', () => {
  it.each([
    ['>500', '>500'],
    ['> 500', '>500'],
    ['<=20', '<=20'],
    ['≥ 1,250.50', '>=1250.50'],
    ['>٥٠٠', '>500'],
    ['100-200', '>=100 <=200'],
    ['100..200', '>=100 <=200'],
    ['١٠٠–٢٠٠', '>=100 <=200'],
    ['120.50', '>=120.50 <=120.50'],
    ['١٢٠٫٥٠', '>=120.50 <=120.50'],
    ['1,250.00', '>=1250.00 <=1250.00'],
    ['-120.50', '>=120.50 <=120.50 out'],
    ['−117.50', '>=117.50 <=117.50 out'],
    ['+400.00', '>=400.00 <=400.00 in'],
    ['500 SAR', '>=500 <=500 SAR'],
    ['usd 59.99', '>=59.99 <=59.99 USD'],
    ['٥٠٠ ريال', '>=500 <=500 SAR'],
    ['>100 usd', '>100 USD'],
    ['over 500', '>500'],
    ['at most 20', '<=20'],
    ['between 100 and 200', '>=100 <=200'],
    ['أكثر من 500', '>500'],
    ['أقل من ٢٠', '<20'],
    ['لا يقل عن 50', '>=50'],
    ['بين 100 و 200 ريال', '>=100 <=200 SAR'],
    ['بين ١٠٠ و٢٠٠', '>=100 <=200'],
  ])('%s', (typed, meaning) => {
    expect(meaningOf(typed)).toBe(meaning);
  });

  it.each([
    '500',
    '4821',
    '00-441',
    '88-004417',
    '200-100',
    '1.2.3',
    'over the hill',
    '>',
    '12345678901234.50',
    'a>500',
    'between us',
    'SAR',
    '1,250',
  ])('leaves %s as text', (typed) => {
    expect(meaningOf(typed)).toBe(`“${typed}”`);
  });
});

describe('days in a search', () => {
  it.each([
    ['today', '2026-11-07..2026-11-07'],
    ['yesterday', '2026-11-06..2026-11-06'],
    ['أمس', '2026-11-06..2026-11-06'],
    ['this week', '2026-11-01..2026-11-07'],
    ['last week', '2026-10-25..2026-10-31'],
    ['الأسبوع الماضي', '2026-10-25..2026-10-31'],
    ['last month', '2026-10-01..2026-10-31'],
    ['الشهر الماضي', '2026-10-01..2026-10-31'],
    ['هذا الشهر', '2026-11-01..2026-11-30'],
    ['last year', '2025-01-01..2025-12-31'],
    ['السنة الماضية', '2025-01-01..2025-12-31'],
    ['last 30 days', '2026-10-09..2026-11-07'],
    ['آخر ٣ أشهر', '2026-08-08..2026-11-07'],
    ['آخر شهرين', '2026-09-08..2026-11-07'],
    ['2026-10', '2026-10-01..2026-10-31'],
    ['10/2026', '2026-10-01..2026-10-31'],
    ['2026-10-27', '2026-10-27..2026-10-27'],
    ['27/10/2026', '2026-10-27..2026-10-27'],
    ['27/10/26', '2026-10-27..2026-10-27'],
    ['27/10', '2026-10-27..2026-10-27'],
    ['27/12', '2025-12-27..2025-12-27'],
    ['٢٧/١٠/٢٠٢٦', '2026-10-27..2026-10-27'],
    ['October', '2026-10-01..2026-10-31'],
    ['December', '2025-12-01..2025-12-31'],
    ['oct 2025', '2025-10-01..2025-10-31'],
    ['27 oct', '2026-10-27..2026-10-27'],
    ['Oct 27 2026', '2026-10-27..2026-10-27'],
    ['٢٧ أكتوبر ٢٠٢٦', '2026-10-27..2026-10-27'],
    ['سبتمبر', '2026-09-01..2026-09-30'],
    ['year 2025', '2025-01-01..2025-12-31'],
    ['عام 2025', '2025-01-01..2025-12-31'],
    ['2026-09..2026-10', '2026-09-01..2026-10-31'],
    ['from 1 oct to 15 oct', '2026-10-01..2026-10-15'],
    ['2026-10-01 - 2026-10-15', '2026-10-01..2026-10-15'],
    ['من 1 أكتوبر إلى 15 أكتوبر', '2026-10-01..2026-10-15'],
    ['since october', '2026-10-01..'],
    ['منذ أكتوبر', '2026-10-01..'],
    ['before 2026-10', '..2026-09-30'],
    ['until yesterday', '..2026-11-06'],
    ['after 27/10/2026', '2026-10-28..'],
  ])('%s', (typed, meaning) => {
    expect(meaningOf(typed)).toBe(meaning);
  });

  it.each([
    // Umm al-Qura: 1 Ramadan 1447 is 18 February 2026, 1 Jumada I 1448 is 12 October 2026.
    ['رمضان', '2026-02-18..2026-03-19'],
    ['Ramadan 1447', '2026-02-18..2026-03-19'],
    ['رمضان ١٤٤٧ هـ', '2026-02-18..2026-03-19'],
    ['شهر شعبان', '2026-01-20..2026-02-17'],
    ['27 جمادى الأولى 1448', '2026-11-07..2026-11-07'],
    ['27/5/1448', '2026-11-07..2026-11-07'],
    ['Jumada I 1448', '2026-10-12..2026-11-10'],
    ['1448-05', '2026-10-12..2026-11-10'],
    ['1447هـ', '2025-06-26..2026-06-15'],
  ])('Hijri: %s', (typed, meaning) => {
    expect(meaningOf(typed)).toBe(meaning);
  });

  it.each(['2026', 'may', 'March', 'شعبان', 'رجب', '31/11/2026', '2026-13', '30 feb', 'last', 'oct', '1447', 'from Ali'])(
    'leaves %s as text',
    (typed) => {
      expect(meaningOf(typed)).toBe(`“${typed}”`);
    },
  );
});

describe('a search', () => {
  it('may say several things at once, in any order and language', () => {
    expect(meaningOf('بقالة >100 last month الزاوية')).toBe('>100 | 2026-10-01..2026-10-31 | “بقالة الزاوية”');
    expect(meaningOf('grocery 2026-10 -186.35')).toBe('2026-10-01..2026-10-31 | >=186.35 <=186.35 out | “grocery”');
  });

  it('takes what is in quotation marks as it is written', () => {
    expect(meaningOf('"last month" rent')).toBe('“last month rent”');
    expect(meaningOf('«120.50»')).toBe('“120.50”');
    expect(meaningOf('"open 120.50')).toBe('>=120.50 <=120.50 | “"open”');
    expect(meaningOf('a"b 5.50"')).toBe('“a"b 5.50"”');
  });

  it('gives a piece back: taken out, or as text that means nothing else', () => {
    const typed = 'rent  last month  >500';
    const [month, amount] = readSearch(typed, TODAY).pieces;
    if (!month || !amount) throw new Error('two pieces are typed');
    expect(withoutPiece(typed, month)).toBe('rent >500');
    expect(pieceAsText(typed, month)).toBe('rent "last month" >500');
    expect(meaningOf(pieceAsText(typed, amount))).toBe('2026-10-01..2026-10-31 | “rent >500”');
  });

  it('survives whatever is typed, and its pieces stand where they say', () => {
    const words = fc.constantFrom(
      '>500',
      'last',
      'month',
      '27/10',
      '"',
      'أكثر',
      'من',
      '120.50',
      'رمضان',
      '1447',
      'هـ',
      'x',
      '..',
      '٩٩٩٩٩/٩٩',
      '-',
    );
    const typed = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.array(words, { maxLength: 8 }).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const { pieces } = readSearch(text, TODAY);
        let last = 0;
        for (const piece of pieces) {
          expect(text.slice(piece.start, piece.end)).toBe(piece.text);
          expect(piece.start).toBeGreaterThanOrEqual(last);
          last = piece.end;
        }
      }),
    );
  });
});
