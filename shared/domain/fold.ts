/**
 * @file Search folding: one function for what is stored and what is typed, so that `احمد` finds `أحمد`.
 * Lower-cases, strips Latin and Arabic diacritics and tatweel, unifies alef, yeh, teh marbuta and waw/yeh hamza
 * variants, turns Arabic-Indic digits into ASCII, drops bidi controls and collapses white space.
 */

const FOLDS: Readonly<Record<string, string>> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ئ: 'ي',
  ی: 'ي',
  ؤ: 'و',
  ة: 'ه',
  ک: 'ك',
  '٫': '.',
  '٬': ',',
  '،': ',',
};

const NEEDS_FOLDING = /[^ -@[-~]| {2}/;

export function foldText(text: string): string {
  if (!NEEDS_FOLDING.test(text)) return text.trim();
  const cleaned = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}\u0640\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ');
  return cleaned
    .replace(/[أإآٱىئیؤةک٫٬،٠-٩۰-۹]/g, (char) => {
      const code = char.charCodeAt(0);
      if (code >= 0x660 && code <= 0x669) return String(code - 0x660);
      if (code >= 0x6f0 && code <= 0x6f9) return String(code - 0x6f0);
      return FOLDS[char] ?? char;
    })
    .trim();
}
