/** @file Money in: salary, savings profit, small gifts. */
import type { DayContext } from './book.ts';
import { PARTIES, personTransfer, profit, salary } from './words.ts';

const SALARY_MINOR = 16_500_00;
/** What each earlier year was short of the present salary. */
const RAISE_MINOR = 700_00;

/** Paid on the 27th of every month, also when that is a Friday or Saturday. */
export function postIncome({ day, dayOfMonth, month, dice, book, anchorDay }: DayContext): void {
  if (dayOfMonth === 27) {
    const yearsAgo = Math.max(0, Number(anchorDay.slice(0, 4)) - Number(day.slice(0, 4)));
    book.post('current', day, { minor: SALARY_MINOR - yearsAgo * RAISE_MINOR, words: salary(PARTIES.employer), hour: 6, minute: 5 });
  }
  if (dayOfMonth === 1 && month % 3 === 1) {
    const minor = Math.round(book.bookedBeforeMinor('savings', day) * 0.0042);
    if (minor > 0) book.post('savings', day, { minor, words: profit('توزيع أرباح حساب الادخار - PROFIT'), hour: 2, minute: 10 });
  }
  if (dayOfMonth === 18 && dice.chance(0.4)) {
    const minor = dice.int(1, 4) * 50_00;
    book.post('wallet', day, { minor, words: personTransfer('نورة', 'حوالة من نورة - قسمة العشاء'), hour: 21, minute: 15 });
  }
}
