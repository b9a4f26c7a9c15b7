import { describe, expect, it } from 'vitest';
import { ALL_SCREENS, showScreen } from '../../test/harness/all-screens.ts';
import { giveElementsSizes } from '../../test/harness/element-sizes.ts';

giveElementsSizes();

/** What others wrote or machines must read back: names, a bank's words, codes, key caps; and the sample of the digits. */
const NOT_OURS =
  /(?:Fuel Station|Online Store|To Savings account|محطة الوقود|متجر إلكتروني|إلى حساب الادخار|بطاقة تنتهي بـ) \d+|(?:مرجع|تحويل سريع) [\d-]+|SA\d\d(?: ?\d{4})+|\b\d{9}\b|•••• \d{4}|practice-\d+|ab12cd34|1,234\.50|https?:\S+|Digits: 123|الأرقام: 123/g;
const SPOKEN = ['aria-label', 'aria-valuetext', 'placeholder', 'data-exact'];

function latinDigits(): readonly string[] {
  const texts: string[] = [];
  for (const element of document.body.querySelectorAll('*')) {
    if (element.closest('kbd, code, pre, [data-copy=iban], [data-copy=number]')) continue;
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) texts.push(node.nodeValue ?? '');
    for (const name of SPOKEN) texts.push(element.getAttribute(name) ?? '');
  }
  return [...new Set(texts.filter((text) => /\d/.test(text.replace(NOT_OURS, ''))))];
}

describe.each(['en', 'ar'] as const)('Arabic-Indic digits (%s)', (language) => {
  it.each(Object.keys(ALL_SCREENS))('are the only ones on the screen: %s', async (name) => {
    await showScreen(name, { language, numerals: 'arab' });
    expect(latinDigits()).toEqual([]);
  });
});
