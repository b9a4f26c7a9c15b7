import { describe, expect, it } from 'vitest';
import type { Action } from '../../lib/actions.ts';
import { CLEAR_MATCH, findActions } from './find-actions.ts';

const action = (id: string, title: string, words = '', detail?: string): Action => ({
  id,
  group: 'go',
  title,
  words,
  ...(detail !== undefined && { detail }),
  run: () => undefined,
});
const ACTIONS = [
  action('transactions', 'Transactions', 'العمليات'),
  action('accounts', 'Accounts', 'الحسابات'),
  action('account', 'Open Current account', 'افتح الحساب الجاري 4821', 'Practice Bank'),
  action('dark', 'Theme: dark', 'السمة: داكن night mode black'),
  action('privacy', 'إخفاء المبالغ', 'Hide amounts'),
  action('renew', 'Renew Sample Bank', 'جدّد مصرف المثال'),
];
const found = (text: string) => findActions(text, ACTIONS).map((one) => one.action.id);

describe('finding an action', () => {
  it('meets every word of the text, wherever it stands', () => {
    expect(found('bank sample')).toEqual(['renew']);
    expect(found('open practice')).toEqual(['account']);
  });

  it('puts a title that begins with the text before one that only holds it', () => {
    expect(found('acc')).toEqual(['accounts', 'account']);
  });

  it('finds either language from either, with and without article, hamza and marks', () => {
    expect(found('عمليات')).toEqual(['transactions']);
    expect(found('العمليات')).toEqual(['transactions']);
    expect(found('اخفاء')).toEqual(['privacy']);
    expect(found('hide')).toEqual(['privacy']);
    expect(found('جدد')).toEqual(['renew']);
  });

  it('finds an account by its last digits in either kind of digits', () => {
    expect([found('4821'), found('٤٨٢١')]).toEqual([['account'], ['account']]);
  });

  it('finds by other words and by scattered letters, the latter as no clear match', () => {
    expect(found('night')).toEqual(['dark']);
    const scattered = findActions('trnsct', ACTIONS);
    expect(scattered.map((one) => [one.action.id, one.score < CLEAR_MATCH])).toEqual([['transactions', true]]);
  });

  it('finds nothing for a text that means nothing', () => {
    expect([found('zzz'), found('accounts zzz')]).toEqual([[], []]);
  });
});
