/** @file What is typed into the rule dialog, and the draft it makes. */
import { RuleDraft } from '../../../shared/contract/rules.ts';
import { foldText } from '../../../shared/domain/fold.ts';
import { parseDecimal, toDecimalText } from '../../../shared/domain/money.ts';

export type RuleForm = {
  readonly text: string;
  readonly direction: RuleDraft['direction'];
  /** As typed. */
  readonly min: string;
  readonly max: string;
  readonly currency: string;
  readonly accountId: string | null;
  /** null until one is chosen. */
  readonly categoryId: number | null;
};

export const HOME_CURRENCY = 'SAR';

export const EMPTY_FORM: RuleForm = {
  text: '',
  direction: 'any',
  min: '',
  max: '',
  currency: HOME_CURRENCY,
  accountId: null,
  categoryId: null,
};

export function formOf(draft: RuleDraft): RuleForm {
  const { text, direction, accountId, categoryId } = draft;
  const currency = draft.currency ?? HOME_CURRENCY;
  const typed = (minor: number | null) => (minor === null ? '' : toDecimalText({ minor, currency }));
  return { text, direction, accountId, categoryId, min: typed(draft.minMinor), max: typed(draft.maxMinor), currency };
}

/** Both kinds of digits and separators. undefined = no amount. */
export function typedMinor(text: string, currency: string): number | undefined {
  const plain = foldText(text).replace(/[,\s]/g, '');
  return /^\d/.test(plain) ? parseDecimal(plain, currency) : undefined;
}

export type FormProblem = 'empty' | 'range' | 'amount' | 'tooLong' | 'category';
export type ReadForm =
  | { readonly draft: RuleDraft; readonly problem?: undefined }
  | { readonly draft?: undefined; readonly problem: FormProblem };

/** The draft a form makes, or what is missing. */
export function readForm({ min, max, currency, text, ...form }: RuleForm): ReadForm {
  const bounds = [min, max].map((typed) => (typed.trim() === '' ? null : typedMinor(typed, currency)));
  if (bounds.includes(undefined)) return { problem: 'amount' };
  const [minMinor = null, maxMinor = null] = bounds;
  const hasBounds = minMinor !== null || maxMinor !== null;
  const parsed = RuleDraft.safeParse({
    ...form,
    categoryId: form.categoryId ?? 0,
    text,
    minMinor,
    maxMinor,
    currency: hasBounds ? currency : null,
  });
  if (parsed.success) return form.categoryId === null ? { problem: 'category' } : { draft: parsed.data };
  if (text.trim().length > 200) return { problem: 'tooLong' };
  return { problem: parsed.error.issues.some((issue) => issue.path[0] === 'maxMinor') ? 'range' : 'empty' };
}
