/** @file Transfers between the accounts of the pictures, in each state, changed and taken back in memory. */
import type { EventTopic } from '../../shared/contract/events.ts';
import type { Handlers } from '../../shared/contract/index.ts';
import type { Transfer, TransferLeg } from '../../shared/contract/transfers.ts';
import { AppError } from '../../shared/errors.ts';
import type { FakeUndo } from './fake-undo.ts';

export type TransferHandlers = Pick<Handlers, Extract<keyof Handlers, `transfers.${string}`>>;

const NAMES = {
  'a-4821': { en: 'Current account', ar: 'الحساب الجاري', bank: 'Practice Bank' },
  'a-7730': { en: 'Savings account', ar: 'حساب الادخار', bank: 'Practice Bank' },
  'a-9034': { en: 'Credit card', ar: 'البطاقة الائتمانية', bank: 'Practice Bank' },
  'a-1166': { en: 'Current account', ar: 'الحساب الجاري', bank: 'Sample Bank' },
} as const;
type Side = { readonly id: number; readonly account: keyof typeof NAMES; readonly day: string; readonly en: string; readonly ar: string };

function leg({ id, account, day, ...title }: Side, amountMinor: number, language: 'en' | 'ar'): TransferLeg {
  const { bank, ...name } = NAMES[account];
  return { id, accountId: account, accountName: name[language], bankName: bank, day, amountMinor, currency: 'SAR', title: title[language] };
}

function transfersIn(language: 'en' | 'ar'): Transfer[] {
  const pair = (id: number, state: Transfer['state'], out: Side, into: Side, sentMinor: number, feeMinor = 0): Transfer => ({
    id,
    state,
    out: leg(out, -sentMinor, language),
    into: leg(into, sentMinor - feeMinor, language),
    feeMinor,
    madeAt: '2026-11-05T11:05:00.000Z',
  });
  const toSavings = { en: 'To Savings account 7730', ar: 'إلى حساب الادخار 7730' };
  const fromCurrent = { en: 'From Current account', ar: 'من الحساب الجاري' };
  return [
    pair(
      6,
      'found',
      { id: 8, account: 'a-4821', day: '2026-11-04', ...toSavings },
      { id: 908, account: 'a-7730', day: '2026-11-04', ...fromCurrent },
      1_000_00,
    ),
    pair(
      5,
      'found',
      { id: 45, account: 'a-4821', day: '2026-10-29', en: 'Transfer SARIE 00-441', ar: 'تحويل سريع 00-441' },
      { id: 945, account: 'a-1166', day: '2026-10-30', en: 'Incoming transfer', ar: 'حوالة واردة' },
      2_501_15,
      1_15,
    ),
    pair(
      4,
      'found',
      { id: 60, account: 'a-4821', day: '2026-10-27', en: 'Card payment', ar: 'سداد البطاقة' },
      { id: 960, account: 'a-9034', day: '2026-10-28', en: 'Payment received', ar: 'استلام السداد' },
      4_200_00,
    ),
    pair(
      3,
      'confirmed',
      { id: 80, account: 'a-4821', day: '2026-10-04', ...toSavings },
      { id: 980, account: 'a-7730', day: '2026-10-04', ...fromCurrent },
      1_000_00,
    ),
    pair(
      2,
      'rejected',
      { id: 90, account: 'a-1166', day: '2026-09-20', en: 'Rent share', ar: 'نصيب الإيجار' },
      { id: 990, account: 'a-4821', day: '2026-09-20', en: 'Rent share', ar: 'نصيب الإيجار' },
      900_00,
    ),
  ];
}

type Deps = {
  readonly undo: FakeUndo;
  readonly emit: (topic: EventTopic) => void;
  readonly language: 'en' | 'ar';
  readonly isEmpty: boolean;
};

export function transferAnswers({ undo, emit, language, isEmpty }: Deps): TransferHandlers {
  let transfers = isEmpty ? [] : transfersIn(language);
  const change = (made: Transfer) => {
    const before = transfers;
    transfers = transfers.some(({ id }) => id === made.id)
      ? transfers.map((one) => (one.id === made.id ? made : one))
      : [made, ...transfers];
    emit('categories.changed');
    const undoToken = undo.add(() => {
      transfers = before;
      emit('categories.changed');
    });
    return { transfer: made, undoToken };
  };
  const setState = (id: number, state: Transfer['state']) => {
    const found = transfers.find((one) => one.id === id);
    if (!found) throw new AppError('not_found', 'no such transfer');
    return change({ ...found, state });
  };
  const count = (state: Transfer['state']) => transfers.filter((one) => one.state === state).length;
  const candidate = (id: number, amountMinor: number) =>
    leg({ id, account: 'a-7730', day: '2026-11-05', en: 'Incoming transfer', ar: 'حوالة واردة' }, amountMinor, language);
  return {
    'transfers.list': ({ state, before, limit }) => {
      const kept = transfers.filter((one) => (state === null || one.state === state) && (before === null || one.id < before));
      const shown = kept.slice(0, limit);
      return {
        transfers: shown,
        nextBefore: kept.length > limit ? (shown.at(-1)?.id ?? null) : null,
        counts: { found: count('found'), confirmed: count('confirmed'), rejected: count('rejected') },
      };
    },
    'transfers.of': ({ transactionId }) => transfers.find(({ out, into }) => out.id === transactionId || into.id === transactionId) ?? null,
    'transfers.candidates': () => [candidate(901, 1_000_00), candidate(902, 998_85)],
    'transfers.confirm': ({ id }) => setState(id, 'confirmed'),
    'transfers.reject': ({ id }) => setState(id, 'rejected'),
    'transfers.link': ({ oneId, otherId }) =>
      change({
        id: 7,
        state: 'confirmed',
        out: leg({ id: oneId, account: 'a-4821', day: '2026-11-04', en: 'Transfer', ar: 'حوالة' }, -1_000_00, language),
        into: candidate(otherId, 1_000_00),
        feeMinor: 0,
        madeAt: '2026-11-07T11:07:00.000Z',
      }),
  };
}
