/** @file The receipt as a text file, in the reader's language. No account numbers, no amounts. */
import type { ErasureStep, Receipt } from '../../../shared/contract/erasure.ts';
import { countLeft, type Leftover, leftoversOf, stepsDone } from '../../../shared/domain/receipt.ts';
import ar from '../../../shared/locales/ar/erasure.json' with { type: 'json' };
import en from '../../../shared/locales/en/erasure.json' with { type: 'json' };

type Tree = { readonly [key: string]: string | Tree };
type Values = Readonly<Record<string, string | number>>;
const TEXTS: Readonly<Record<'ar' | 'en', Tree>> = { ar, en };

/** Bank words in a file: one line, no control characters or direction overrides (S6). */
const clean = (text: string) => text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ').slice(0, 80);

function createTexts(language: 'ar' | 'en') {
  const rules = new Intl.PluralRules(language);
  const find = (key: string): string | undefined => {
    let here: string | Tree | undefined = TEXTS[language];
    for (const part of key.split('.')) here = typeof here === 'object' ? here[part] : undefined;
    return typeof here === 'string' ? here : undefined;
  };
  return {
    find: (key: string, values: Values = {}): string | undefined => {
      const plural = typeof values.count === 'number' ? find(`${key}_${rules.select(values.count)}`) : undefined;
      return (plural ?? find(key))?.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => clean(String(values[name] ?? '')));
    },
  };
}

const time = (language: 'ar' | 'en', options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(`${language}-u-nu-latn-ca-gregory`, { timeZone: 'Asia/Riyadh', ...options });

export function receiptText(receipt: Receipt, language: 'ar' | 'en'): string {
  const texts = createTexts(language);
  const t = (key: string, values?: Values) => texts.find(key, values) ?? '';
  const clock = time(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  const day = time(language, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const bankOf = (step: ErasureStep) => clean((language === 'ar' ? step.bankNameAr : null) ?? step.bankName ?? '');
  const partyOf = ({ isPractice = false }: ErasureStep) => t(isPractice ? 'party.practice' : 'party.provider');
  const lineOf = (step: ErasureStep) => {
    const values = { party: partyOf(step), ...(step.count !== null && { count: step.count }) };
    const key = `step.${step.kind}_${step.outcome}`;
    const practice = step.isPractice ? texts.find(`${key}_practice`) : undefined;
    const words = [t(key, values), bankOf(step), texts.find(`${key}_note`, values), practice].filter((word) => word);
    return `${step.outcome === 'done' ? '[x]' : '[ ]'} ${clock.format(new Date(step.at))}  ${words.join(' · ')}`;
  };
  const leftovers = leftoversOf(receipt);
  const aboutStep = (what: Leftover['what'], step: ErasureStep) => {
    const date = step.endsAt === null ? '' : day.format(new Date(step.endsAt));
    return t(`leftover.${what}`, { bank: bankOf(step), date, party: partyOf(step) });
  };
  const leftLines = leftovers.map(({ steps, why, what, advice, after }) => {
    const [step] = steps;
    const parts = [
      why && t(`leftover.${why}`, { code: step.code ?? '', party: partyOf(step) }),
      ...steps.map((one) => aboutStep(what, one)),
      advice && t(`leftover.${advice}`),
      after && t(`leftover.${after}`, { party: partyOf(step) }),
    ];
    return `- ${parts.filter((part) => part).join(' ')}`;
  });
  const counts = t('receipt.stepsDone', { done: stepsDone(receipt), total: receipt.steps.length });
  return [
    t('receipt.title'),
    `${day.format(new Date(receipt.endedAt))}, ${clock.format(new Date(receipt.endedAt))} · ${t('receipt.number', { number: receipt.number })}`,
    '',
    `${counts} ${t('receipt.stepsDoneLabel')} · ${receipt.tracesFound} ${t('receipt.traces')} · ${countLeft(leftovers)} ${t('receipt.left')}`,
    ...(receipt.wasInterrupted ? [t('receipt.interrupted')] : []),
    '',
    ...receipt.steps.map(lineOf),
    '',
    ...(leftLines.length > 0 ? [t('leftover.title', { count: countLeft(leftovers) }), ...leftLines, ''] : []),
    t('receipt.untouched'),
    t('receipt.note'),
    '',
  ].join('\n');
}
