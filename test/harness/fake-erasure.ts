/** @file Deleting, as the page sees it: counts of the visual reference, and receipts with one step the provider did not take. */
import type { ErasureCounts, ErasureStep, Receipt } from '../../shared/contract/erasure.ts';
import type { EventTopic } from '../../shared/contract/events.ts';
import type { Handlers } from '../../shared/contract/index.ts';

export const demoCounts: ErasureCounts = { connections: 3, accounts: 6, transactions: 14_206, keys: 7, backups: 4, files: 12 };

const stepAt = (second: number, step: Partial<ErasureStep> & Pick<ErasureStep, 'kind'>): ErasureStep => ({
  outcome: 'done',
  at: `2026-11-07T11:21:${String(second).padStart(2, '0')}.000Z`,
  bankName: null,
  bankNameAr: null,
  endsAt: null,
  count: null,
  code: null,
  ...step,
});

export const demoSteps: readonly ErasureStep[] = [
  stepAt(7, { kind: 'consent', bankName: 'Practice Bank', bankNameAr: 'مصرف التدريب' }),
  stepAt(8, { kind: 'consent', bankName: 'Practice Wallet', bankNameAr: 'محفظة التدريب' }),
  stepAt(39, {
    kind: 'consent',
    outcome: 'not_done',
    bankName: 'Sample Bank',
    bankNameAr: 'مصرف المثال',
    endsAt: '2026-11-16T20:59:59.000Z',
    code: 'offline',
  }),
  stepAt(40, { kind: 'keys', count: 7 }),
  stepAt(41, { kind: 'database' }),
  stepAt(42, { kind: 'files', count: 16 }),
  stepAt(58, { kind: 'search', count: 0 }),
];

export const demoReceipt: Receipt = {
  number: '7F3A-91C2',
  level: 'everything',
  startedAt: '2026-11-07T11:21:05.000Z',
  endedAt: '2026-11-07T11:21:58.000Z',
  steps: [...demoSteps],
  counts: demoCounts,
  tracesFound: 0,
  wasInterrupted: false,
};

/** One bank refused, one answer lost, the tokens revoked instead of the user deleted, and a keychain that lists nothing. */
export const partialReceipt: Receipt = {
  ...demoReceipt,
  steps: [
    ...demoSteps.slice(0, 1),
    stepAt(8, {
      kind: 'consent',
      outcome: 'not_done',
      bankName: 'Practice Wallet',
      bankNameAr: 'محفظة التدريب',
      endsAt: '2026-11-16T20:59:59.000Z',
      code: 'answer_lost',
    }),
    stepAt(9, { kind: 'revoke' }),
    stepAt(10, { kind: 'keys', outcome: 'not_done', count: 7, code: 'secret_store_failed' }),
    ...demoSteps.slice(4),
  ],
};

const removal = (level: 'account' | 'connection', steps: ErasureStep[]): Receipt => ({ ...demoReceipt, level, steps });

export function erasureAnswers(emit: (topic: EventTopic) => void): Partial<Handlers> {
  let receipt: Receipt | null = null;
  return {
    'erasure.preview': () => ({ ...demoCounts, otherEnvironments: 0 }),
    'erasure.previewAccount': () => ({ ...demoCounts, connections: 0, accounts: 1, transactions: 2_140 }),
    'erasure.previewConnection': () => ({ ...demoCounts, connections: 1, accounts: 3, transactions: 9_310 }),
    'erasure.forgetAccount': () => removal('account', [stepAt(7, { kind: 'account' }), stepAt(8, { kind: 'rows', count: 2_140 })]),
    'erasure.disconnect': ({ keepHistory }) =>
      removal('connection', [
        stepAt(7, { kind: 'consent', bankName: 'Practice Bank', bankNameAr: 'مصرف التدريب' }),
        stepAt(8, { kind: keepHistory ? 'history_kept' : 'rows' }),
      ]),
    'erasure.eraseEverything': () => {
      receipt = demoReceipt;
      emit('erasure.changed');
      return demoReceipt;
    },
    'erasure.receipt': () => ({ isRunning: false, steps: receipt?.steps ?? [], receipt }),
    'erasure.saveReceipt': () => ({ isSaved: true }),
    'erasure.dismissReceipt': () => {
      receipt = null;
      emit('erasure.changed');
      return { done: true };
    },
  };
}
