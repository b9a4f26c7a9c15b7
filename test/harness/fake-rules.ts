/** @file Three rules and what they would change, in memory. */
import type { EventTopic } from '../../shared/contract/events.ts';
import type { Handlers } from '../../shared/contract/index.ts';
import type { CategoryRule, RuleDraft, RulePreview } from '../../shared/contract/rules.ts';
import { AppError } from '../../shared/errors.ts';
import type { FakeUndo } from './fake-undo.ts';

export type RuleHandlers = Pick<Handlers, Extract<keyof Handlers, `rules.${string}`>>;

const ANY: RuleDraft = { text: '', direction: 'any', minMinor: null, maxMinor: null, currency: null, accountId: null, categoryId: 0 };
const rule = (id: number, draft: Partial<RuleDraft>, decidedCount: number, isActive = true): CategoryRule => ({
  ...ANY,
  ...draft,
  id,
  position: id,
  isActive,
  createdAt: '2026-10-01T09:00:00.000Z',
  decidedCount,
});
const RULES: Readonly<Record<'en' | 'ar', readonly CategoryRule[]>> = {
  en: [
    rule(1, { text: 'Coffee Counter', direction: 'out', categoryId: 303 }, 205),
    rule(2, { text: 'Fuel', minMinor: 20_00, maxMinor: 400_00, currency: 'SAR', accountId: 'a-9034', categoryId: 601 }, 96),
    rule(3, { text: 'Vet clinic', categoryId: 10_000 }, 0, false),
  ],
  ar: [
    rule(1, { text: 'ركن القهوة', direction: 'out', categoryId: 303 }, 205),
    rule(2, { text: 'محطة', minMinor: 20_00, maxMinor: 400_00, currency: 'SAR', accountId: 'a-9034', categoryId: 601 }, 96),
    rule(3, { text: 'عيادة بيطرية', categoryId: 10_000 }, 0, false),
  ],
};

function previewOf(draft: RuleDraft, language: 'en' | 'ar'): RulePreview {
  if (draft.text.includes('zzz')) return { fitting: 0, changing: 0, already: 0, kept: { person: 0, transfer: 0, rule: 0 }, rows: [] };
  const sample = (id: number, day: string, amountMinor: number) => ({
    id,
    day,
    title: language === 'ar' ? 'ركن القهوة' : 'Coffee Counter',
    accountName: language === 'ar' ? 'البطاقة الائتمانية' : 'Credit card',
    amountMinor,
    currency: 'SAR',
    fromCategoryId: id % 2 === 0 ? 302 : 0,
    toCategoryId: draft.categoryId,
  });
  return {
    fitting: 24,
    changing: 14,
    already: 5,
    kept: { person: 3, transfer: 1, rule: 1 },
    rows: [
      sample(1, '2026-11-07', -19_00),
      sample(2, '2026-11-04', -22_50),
      sample(3, '2026-10-30', -19_00),
      sample(4, '2026-10-21', -31_00),
    ],
  };
}

type Deps = {
  readonly undo: FakeUndo;
  readonly emit: (topic: EventTopic) => void;
  readonly language: 'en' | 'ar';
  readonly isEmpty: boolean;
};

export function ruleAnswers({ undo, emit, language, isEmpty }: Deps): RuleHandlers {
  let rules: readonly CategoryRule[] = isEmpty ? [] : RULES[language];
  const find = (id: number): CategoryRule => {
    const found = rules.find((one) => one.id === id);
    if (!found) throw new AppError('not_found', 'no such rule');
    return found;
  };
  const changed = (next: readonly CategoryRule[], changedCount: number) => {
    const before = rules;
    rules = next.map((one, index) => ({ ...one, position: index + 1 }));
    emit('categories.changed');
    const undoToken = undo.add(() => {
      rules = before;
      emit('categories.changed');
    });
    return { rules: [...rules], changedCount, undoToken };
  };
  return {
    'rules.list': () => [...rules],
    'rules.suggest': () => ({ ...ANY, text: language === 'ar' ? 'ركن القهوة' : 'Coffee Counter', direction: 'out', categoryId: 303 }),
    'rules.preview': ({ draft }) => previewOf(draft, language),
    'rules.create': ({ draft }) => changed([rule(rules.length + 1, draft, 14), ...rules], 14),
    'rules.update': ({ id, draft, isActive }) => {
      const updated = { ...find(id), ...draft, ...(isActive !== undefined && { isActive }) };
      return changed(
        rules.map((one) => (one.id === id ? updated : one)),
        14,
      );
    },
    'rules.remove': ({ id }) =>
      changed(
        rules.filter((one) => one !== find(id)),
        find(id).decidedCount,
      ),
    'rules.move': ({ id, position }) => changed(rules.filter((one) => one.id !== id).toSpliced(position - 1, 0, find(id)), 2),
  };
}
