import { expect, it } from 'vitest';
import { periodDays, periodLabel, periodName, periodYear } from './period-text.ts';

const en = { language: 'en', numerals: 'latn', today: '2026-11-07' } as const;
const ar = { ...en, language: 'ar' } as const;
const NOVEMBER = { fromDay: '2026-11-01', toDay: '2026-11-30' };
const JUMADA = { fromDay: '2026-10-12', toDay: '2026-11-10' };
const SALARY = { fromDay: '2026-10-27', toDay: '2026-11-26' };

it('calls a month by its name and year, in its own calendar', () => {
  expect([periodName('gregorian', NOVEMBER, en), periodName('hijri', JUMADA, en)]).toEqual(['November 2026', 'Jumada I 1448']);
  expect([periodName('gregorian', NOVEMBER, ar), periodName('hijri', JUMADA, ar)]).toEqual(['نوفمبر 2026', 'جمادى الأولى 1448']);
});

it('never calls a salary month by a bare month, and leaves its year out only within six months', () => {
  expect([periodName('salary', SALARY, en), periodName('salary', SALARY, ar)]).toEqual(['27 Oct – 26 Nov', '27 أكتوبر – 26 نوفمبر']);
  expect(periodName('salary', { fromDay: '2025-10-27', toDay: '2025-11-26' }, en)).toBe('27 Oct – 26 Nov 2025');
  expect(periodName('salary', { fromDay: '2025-12-27', toDay: '2026-01-26' }, en)).toBe('27 Dec 2025 – 26 Jan 2026');
});

it('labels an axis as shortly as stays true', () => {
  expect([periodLabel('gregorian', NOVEMBER, en), periodLabel('hijri', JUMADA, en), periodLabel('salary', SALARY, en)]).toEqual([
    ['Nov'],
    ['Jumada I'],
    ['27 Oct –', '26 Nov'],
  ]);
  const pilgrimage = { fromDay: '2026-05-18', toDay: '2026-06-15' };
  expect([periodLabel('hijri', pilgrimage, en), periodLabel('hijri', JUMADA, ar)]).toEqual([
    ['Dhu', 'al-Hijjah'],
    ['جمادى', 'الأولى'],
  ]);
  expect([periodYear('gregorian', NOVEMBER, en), periodYear('hijri', JUMADA, en), periodYear('salary', SALARY, en)]).toEqual([
    '2026',
    '1448',
    '2026',
  ]);
});

it('tells its days in both calendars', () => {
  expect([periodDays(NOVEMBER, en), periodDays(JUMADA, en), periodDays(SALARY, en)]).toEqual([
    '1 – 30 Nov 2026 · 21 Jumada I – 20 Jumada II 1448',
    '12 Oct – 10 Nov 2026 · 1 – 30 Jumada I 1448',
    '27 Oct – 26 Nov 2026 · 16 Jumada I – 16 Jumada II 1448',
  ]);
  expect(periodDays({ fromDay: '2026-06-10', toDay: '2026-06-20' }, ar)).toBe('10 – 20 يونيو 2026 · 24 ذو الحجة 1447 – 5 محرم 1448');
});

it('keeps one kind of digits, isolated where they would change places', () => {
  expect(periodName('salary', SALARY, { ...en, numerals: 'arab' })).toBe('\u2068٢٧ Oct\u2069 – \u2068٢٦ Nov\u2069');
});
