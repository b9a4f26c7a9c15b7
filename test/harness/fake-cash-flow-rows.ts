import type { FlowSide, SalarySuggestion } from '../../shared/contract/cash-flow.ts';
import type { Output } from '../../shared/contract/index.ts';

type Seed = readonly [en: string, ar: string, count: number, minor: number, previous: number];

const PAID: readonly Seed[] = [
  ['Al Noor Real Estate', 'مؤسسة النور العقارية', 1, -2_900_00, -2_900_00],
  ['Corner Grocery', 'بقالة الزاوية', 9, -1_406_35, -1_210_00],
  ['Electricity bill', 'فاتورة الكهرباء', 1, -811_20, -902_40],
  ['Weekly Market', 'سوق الأسبوع', 4, -778_25, -801_00],
  ['Online Store 24', 'متجر إلكتروني 24', 3, -742_50, -1_310_00],
  ['Fuel Station 12', 'محطة الوقود 12', 8, -684_00, -702_00],
  ['Family Restaurant', 'مطعم العائلة', 5, -612_50, -655_00],
  ['Coffee Counter', 'ركن القهوة', 21, -512_75, -480_00],
];
const EARNED: readonly Seed[] = [
  ['Sample Company', 'شركة المثال', 1, 16_500_00, 16_500_00],
  ['Course fee refund', 'استرداد رسوم دورة', 1, 400_00, 0],
];

export function fakeMerchants(side: FlowSide, limit: number, language: 'en' | 'ar', isOdd: boolean): Output<'cashFlow.merchants'> {
  const seeds = (side === 'income' ? EARNED : PAID).slice(0, limit);
  const merchants = seeds.map(([en, ar, count, minor, previous]) => ({
    title: language === 'ar' ? ar : en,
    count,
    minor,
    previousMinor: previous,
    yearAgoMinor: Math.round(minor * 0.9),
  }));
  const odd = { title: '<img src=x onerror=alert(1)> \u202egnp.exe مؤسسة باسم طويل جدا لا يتسع له السطر', count: 2, minor: -900_00 };
  return {
    merchants: isOdd
      ? [{ ...odd, previousMinor: null, yearAgoMinor: null }, { ...odd, title: '', previousMinor: 0, yearAgoMinor: 0 }, ...merchants]
      : merchants,
    otherCount: side === 'income' ? 0 : 17,
    otherMinor: side === 'income' ? 0 : -1_766_80,
  };
}

export function fakeSalarySuggestion(language: 'en' | 'ar'): SalarySuggestion {
  const title = language === 'ar' ? 'راتب - شركة المثال' : 'Salary Sample Company';
  const days = [
    '2026-10-27',
    '2026-09-27',
    '2026-08-27',
    '2026-07-27',
    '2026-06-25',
    '2026-05-27',
    '2026-04-27',
    '2026-03-17',
    '2026-02-26',
  ];
  const regular: Readonly<Record<string, string>> = { '2026-03-17': '2026-03-26', '2026-09-27': '2026-09-27' };
  return {
    startDay: 27,
    weekendRule: 'before',
    overrides: [{ month: '2026-03', startOn: '2026-03-17' }],
    accountName: language === 'ar' ? 'الحساب الجاري' : 'Current account',
    seen: days.map((day) => ({
      day,
      title,
      regularDay: regular[day] ?? day,
      isRegular: regular[day] === undefined || regular[day] === day,
    })),
  };
}
