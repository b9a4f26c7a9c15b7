const QUOTES = /["“”«»]/gu;
const VOWEL_MARKS_AND_STRETCHING = /[\u064b-\u0652\u0670\u0640]/gu;

const plain = (text: string) =>
  text.normalize('NFKC').replace(QUOTES, '').replace(VOWEL_MARKS_AND_STRETCHING, '').replace(/\s+/gu, ' ').trim().toLowerCase();

/** Whether a person typed the phrase they were asked for; case, spacing, quotation marks and Arabic vowel marks do not count. */
export function isSamePhrase(typed: string, phrase: string): boolean {
  return plain(typed) === plain(phrase);
}
