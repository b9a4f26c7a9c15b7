/** @file Regular payments: rent, utilities, school, help, fees. */
import type { DayContext } from './book.ts';
import { bill, cashWithdrawal, fee, PARTIES } from './words.ts';

/** Air conditioning: summer bills are about three times winter bills. */
const ELECTRICITY_MINOR = [160_00, 150_00, 190_00, 270_00, 410_00, 540_00, 610_00, 620_00, 520_00, 380_00, 240_00, 170_00];

export function postBills({ day, dayOfMonth, month, dice, book }: DayContext): void {
  const at = { hour: 9, minute: dice.int(0, 59) };
  const pay = (account: string, minor: number, words: Parameters<typeof book.post>[2]['words']) =>
    book.post(account, day, { minor: -minor, words, ...at });
  const billOf: Readonly<Record<number, () => void>> = {
    1: () => pay('current', 3_200_00, bill(PARTIES.landlord, 'rent', 'ar', 'Standing order')),
    2: () => pay('family', 287_50, bill(PARTIES.internet, 'internet', 'en')),
    4: () =>
      pay('family', (ELECTRICITY_MINOR[month - 1] ?? 300_00) + dice.int(-25_00, 25_00), bill(PARTIES.electricity, 'electricity', 'ar')),
    6: () => pay('family', 172_50, bill(PARTIES.mobile, 'mobile', 'ar')),
    8: () => pay('family', dice.int(58_00, 96_00), bill(PARTIES.water, 'water', 'ar')),
    12: () => pay('current', 150_00, bill(PARTIES.charity, 'charity', 'ar', 'Standing order')),
    15: () => pay('family', 17_25, fee('رسوم إدارة الحساب شاملة الضريبة - FEE')),
    20: () => {
      // No fees in the summer holidays.
      if (month !== 7 && month !== 8) pay('family', 850_00, bill(PARTIES.school, 'school', 'ar'));
    },
    25: () => pay('family', 1_200_00, bill(PARTIES.helper, 'helper', 'ar', 'Standing order')),
    28: () => pay('current', 500_00, cashWithdrawal('4821', 'ar')),
  };
  billOf[dayOfMonth]?.();
}
