import { describe, expect, it } from 'vitest';
import type { ErasureStep } from '../contract/erasure.ts';
import { countLeft, leftoversOf } from './receipt.ts';

const consent = (change: Partial<ErasureStep> = {}): ErasureStep => ({
  kind: 'consent',
  outcome: 'not_done',
  at: '2026-11-07T11:21:07.000Z',
  bankName: 'Sample Bank',
  bankNameAr: null,
  endsAt: '2027-11-07T09:00:00.000Z',
  count: null,
  code: 'bank_unavailable',
  ...change,
});
const leftOf = (level: 'everything' | 'connection', ...steps: ErasureStep[]) => leftoversOf({ level, tracesFound: 0, steps });

describe('what a receipt leaves to the person', () => {
  it('tells once of the banks of which the same is to be said, and still counts each', () => {
    const left = leftOf('everything', consent(), consent({ bankName: 'Practice Wallet' }), consent({ bankName: 'Other', code: 'offline' }));
    expect(left.map(({ steps, why }) => [steps.map(({ bankName }) => bankName), why])).toEqual([
      [['Sample Bank', 'Practice Wallet'], 'failed'],
      [['Other'], 'offline'],
    ]);
    expect(countLeft(left)).toBe(3);
  });

  it('sends nobody to the app of a bank that does not exist', () => {
    expect(leftOf('everything', consent({ isPractice: true }))).toEqual([]);
    const [one] = leftOf('connection', consent({ isPractice: true }));
    expect([one?.what, one?.advice, one?.after]).toEqual(['consentPractice', null, 'consentRetry']);
  });
});
