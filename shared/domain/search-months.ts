/** @file Names of Gregorian and Hijri months, in Arabic and English, as people type them; compared folded. */
import { foldText } from './fold.ts';

export type NamedMonth = {
  readonly calendar: 'gregorian' | 'hijri';
  /** 1–12 */
  readonly month: number;
  readonly words: readonly string[];
  /** Understood without a day or a year: what is also a word or a person's name is not. */
  readonly standsAlone: boolean;
};

const GREGORIAN = [
  ['January|jan|يناير', 'January|يناير'],
  ['February|feb|فبراير', 'February|فبراير'],
  ['March|mar|مارس', 'مارس'],
  ['April|apr|أبريل|إبريل|ابريل', 'April|أبريل'],
  ['May|مايو', 'مايو'],
  ['June|jun|يونيو|يونية', 'June|يونيو'],
  ['July|jul|يوليو|يولية', 'July|يوليو'],
  ['August|aug|أغسطس', 'August|أغسطس'],
  ['September|sep|sept|سبتمبر', 'September|سبتمبر'],
  ['October|oct|أكتوبر', 'October|أكتوبر'],
  ['November|nov|نوفمبر', 'November|نوفمبر'],
  ['December|dec|ديسمبر', 'December|ديسمبر'],
] as const;

const HIJRI = [
  ['Muharram|محرم|المحرم', ''],
  ['Safar|صفر', ''],
  ['Rabi I|Rabi al-Awwal|ربيع الأول|ربيع أول', 'ربيع الأول'],
  ['Rabi II|Rabi al-Thani|ربيع الآخر|ربيع الثاني|ربيع ثاني', 'ربيع الآخر|ربيع الثاني'],
  ['Jumada I|Jumada al-Ula|جمادى الأولى|جمادى الأول|جماد أول', 'جمادى الأولى'],
  ['Jumada II|Jumada al-Akhirah|جمادى الآخرة|جمادى الثانية|جماد ثاني', 'جمادى الآخرة|جمادى الثانية'],
  ['Rajab|رجب', ''],
  ["Shaban|Sha'ban|شعبان", ''],
  ['Ramadan|رمضان', 'Ramadan|رمضان'],
  ['Shawwal|شوال', ''],
  ['Dhu al-Qidah|Dhul-Qidah|ذو القعدة|ذي القعدة', 'ذو القعدة|ذي القعدة'],
  ['Dhu al-Hijjah|Dhul-Hijjah|ذو الحجة|ذي الحجة', 'ذو الحجة|ذي الحجة'],
] as const;

function named(calendar: NamedMonth['calendar'], table: readonly (readonly [string, string])[]): NamedMonth[] {
  return table.flatMap(([names, alone], index) => {
    const standing = new Set(alone.split('|').map(foldText));
    return names.split('|').map((name) => ({
      calendar,
      month: index + 1,
      words: foldText(name).split(' '),
      standsAlone: standing.has(foldText(name)),
    }));
  });
}

// Longest first: "Rabi II" begins like "Rabi I".
const MONTHS = [...named('gregorian', GREGORIAN), ...named('hijri', HIJRI)].toSorted((a, b) => b.words.length - a.words.length);

export function monthAt(words: readonly string[], at: number): NamedMonth | undefined {
  return MONTHS.find((month) => month.words.every((word, i) => words[at + i] === word));
}
