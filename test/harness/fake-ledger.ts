/**
 * @file The household of the visual README as answers to the data operations, for component tests and the page's preview.
 * The store itself is tested elsewhere; here figures are fixed so that pictures can be compared.
 */
import type { Account, AccountDetail } from '../../shared/contract/accounts.ts';
import type { EventTopic } from '../../shared/contract/events.ts';
import type { Handlers } from '../../shared/contract/index.ts';
import type { Overview, OverviewRange } from '../../shared/contract/overview.ts';
import { addDays } from '../../shared/domain/dates.ts';
import { foldText } from '../../shared/domain/fold.ts';
import { AppError } from '../../shared/errors.ts';
import { fakeAccounts, LEDGER_TODAY } from './fake-ledger-accounts.ts';
import { accountHistory, fakeMonth, netHistory, sparkline } from './fake-ledger-history.ts';
import { aFakeDetail, fakeRows, type LedgerRow } from './fake-ledger-rows.ts';
import { createFakeUndo } from './fake-undo.ts';

export type FakeLedgerOptions = {
  readonly language?: 'en' | 'ar';
  /** `empty`: no bank yet. `importing`: the first import runs. `old`: every bank failed since yesterday. */
  readonly state?: 'ready' | 'empty' | 'importing' | 'old';
  /** Rows in the ledger, at least the eleven of the pictures. */
  readonly transactions?: number;
  /** Account without a known balance, hidden account, unreadable items and hostile texts as well. */
  readonly isOdd?: boolean;
};

export type LedgerHandlers = Pick<
  Handlers,
  | 'overview.get'
  | 'accounts.list'
  | 'accounts.get'
  | 'accounts.update'
  | 'accounts.move'
  | 'transactions.page'
  | 'transactions.count'
  | 'transactions.get'
>;

const RANGE_DAYS = { '3m': 92, '12m': 365, all: 730 } as const;

/** @param undo remembers what was moved @param emit tells the page */
export function createFakeLedger(
  options: FakeLedgerOptions = {},
  undo = createFakeUndo(),
  emit: (topic: EventTopic) => void = () => {},
): LedgerHandlers {
  const state = options.state ?? 'ready';
  const accounts = state === 'empty' ? [] : fakeAccounts({ language: options.language ?? 'en', state, isOdd: options.isOdd ?? false });
  const rows =
    state === 'empty'
      ? []
      : fakeRows(accounts, { language: options.language ?? 'en', count: options.transactions ?? 400, isOdd: options.isOdd ?? false });
  const find = (id: string): Account => {
    const account = accounts.find((candidate) => candidate.id === id);
    if (!account) throw new AppError('not_found', 'no such account');
    return account;
  };
  const matching = (filter: { search: string; accountIds: readonly string[] }) => rows.filter((row) => matches(row, filter));

  return {
    'overview.get': ({ range }) => overviewOf(accounts, rows, historyOf(range)),
    'accounts.list': ({ includeHidden }) => accounts.filter((account) => includeHidden || !account.isHidden),
    'accounts.get': ({ id, days }) => detailOf(find(id), days),
    'accounts.move': ({ ids, beforeId }) => {
      const before = [...accounts];
      const moved = ids.map(find);
      const others = accounts.filter((account) => !moved.includes(account));
      const at = beforeId === null ? others.length : others.indexOf(find(beforeId));
      accounts.splice(0, accounts.length, ...others.toSpliced(at, 0, ...moved));
      const undoToken = undo.add(() => {
        accounts.splice(0, accounts.length, ...before);
        emit('accounts.changed');
      });
      return { undoToken };
    },
    'accounts.update': ({ id, name, isHidden, isArchived }) => {
      const account = find(id);
      if (isArchived !== undefined) Object.assign(account, { isArchived, archivedBy: isArchived ? 'person' : null });
      if (name !== undefined) account.name = name || account.bankLabel;
      if (isHidden !== undefined) account.isHidden = isHidden;
      return account;
    },
    'transactions.page': ({ cursor, limit, ...filter }) => {
      const kept = matching(filter);
      const start = cursor === null ? 0 : kept.findIndex((row) => String(row.id) === cursor) + 1;
      const page = kept.slice(start, start + limit);
      const days = new Set(page.map((row) => row.day));
      return {
        rows: page,
        daySums: [...days].flatMap((day) => daySums(kept, day)),
        nextCursor: start + limit < kept.length ? String(page.at(-1)?.id) : null,
      };
    },
    'transactions.count': (filter) => ({ matching: matching(filter).length, total: rows.length }),
    'transactions.get': ({ id }) => {
      const row = rows.find((candidate) => candidate.id === id);
      if (!row) throw new AppError('not_found', 'no such transaction');
      return aFakeDetail(row);
    },
  };
}

function historyOf(range: OverviewRange): Overview['history'] {
  if (typeof range === 'string') return netHistory(RANGE_DAYS[range]);
  return netHistory(RANGE_DAYS.all).filter(({ day }) => day >= range.fromDay && day <= range.toDay);
}

function matches(row: LedgerRow, filter: { search: string; accountIds: readonly string[] }): boolean {
  if (filter.accountIds.length > 0 && !filter.accountIds.includes(row.accountId)) return false;
  return foldText(`${row.title} ${row.detail}`).includes(foldText(filter.search));
}

function daySums(rows: readonly LedgerRow[], day: string) {
  const booked = rows.filter((row) => row.day === day && !row.isPending);
  const groups = Map.groupBy(booked, (row) => row.currency);
  return [...groups].map(([currency, members]) => ({
    day,
    currency,
    sumMinor: members.reduce((sum, row) => sum + row.amountMinor, 0),
    count: members.length,
  }));
}

function detailOf(account: Account, days: number): AccountDetail {
  const digits = account.numberLast4 ?? '0000';
  const isCard = account.ibanLast4 === null;
  return {
    ...account,
    iban: isCard ? null : `SA00990000000012345${digits}0`.slice(0, 20) + digits,
    accountNumber: isCard ? `•••• ${digits}` : `12345${digits}`,
    bic: isCard ? null : 'PRACSARI',
    providerStatusMessage: null,
    firstBookedOn: account.bookedCount === 0 ? null : '2024-11-08',
    lastBookedOn: account.bookedCount === 0 ? null : LEDGER_TODAY,
    bookedInMinor: 396_000_00,
    bookedOutMinor: -351_204_75,
    history: account.balanceMinor === null ? [] : accountHistory(account.balanceMinor, Math.min(days, 730)),
    proof: proofOf(account),
    statistics: account.bookedCount === 0 ? null : statisticsOf(account),
  };
}

function statisticsOf({ kind }: Account): AccountDetail['statistics'] {
  const isCard = kind === 'credit_card';
  return {
    months: 12,
    fromDay: '2025-11-01',
    toDay: '2026-10-31',
    count: 1_184,
    averageInMinor: isCard ? 3_150_00 : 16_500_00,
    averageOutMinor: isCard ? -3_412_40 : -14_633_53,
    largestIn: { id: 93, day: '2026-10-27', title: isCard ? 'Card payment' : 'Salary', amountMinor: isCard ? 4_200_00 : 16_500_00 },
    largestOut: { id: 8, day: '2026-09-27', title: 'Al Noor Real Estate · rent', amountMinor: isCard ? -1_249_00 : -4_500_00 },
  };
}

function proofOf({ balanceMinor, isProven }: Account): AccountDetail['proof'] {
  const openingMinor = 1_200_00;
  if (balanceMinor === null || isProven === null) {
    return { status: 'unknown', openingMinor: null, bookedMinor: 0, differenceMinor: null, since: null, days: [], causes: [] };
  }
  const differenceMinor = isProven ? 0 : -25_00;
  const day = (on: string, difference: number) => ({ day: on, balanceMinor, expectedMinor: balanceMinor - difference });
  return {
    status: isProven ? 'proven' : 'unproven',
    openingMinor,
    bookedMinor: balanceMinor - openingMinor - differenceMinor,
    differenceMinor,
    since: isProven ? null : '2026-11-06',
    days: [day('2026-11-05', 0), day('2026-11-06', differenceMinor), day(LEDGER_TODAY, differenceMinor)],
    causes: isProven ? [] : ['pending_counted', 'foreign_currency'],
  };
}

function overviewOf(accounts: readonly Account[], rows: readonly LedgerRow[], known: Overview['history']): Overview {
  const shown = accounts.filter((account) => !account.isHidden && !account.isArchived);
  const inRiyals = shown.filter((account) => account.currency === 'SAR');
  const sum = (list: readonly Account[]) => list.reduce((total, account) => total + (account.balanceMinor ?? 0), 0);
  const old = inRiyals.filter((account) => account.dataState === 'stale');
  const history = shown.length === 0 ? [] : known;
  return {
    today: LEDGER_TODAY,
    main:
      inRiyals.length === 0
        ? null
        : {
            currency: 'SAR',
            netMinor: sum(inRiyals),
            assetsMinor: sum(inRiyals.filter((account) => (account.balanceMinor ?? 0) > 0)),
            liabilitiesMinor: sum(inRiyals.filter((account) => (account.balanceMinor ?? 0) < 0)),
            accountCount: inRiyals.length,
            unknownCount: inRiyals.filter((account) => account.balanceMinor === null).length,
            asOf: old.length === inRiyals.length ? (old[0]?.bankDataAt ?? null) : '2026-11-07T11:05:00.000Z',
            staleMinor: old.length === 0 ? null : sum(old),
            staleAsOf: old[0]?.bankDataAt ?? null,
            unprovenMinor: inRiyals.some((account) => account.isProven === false)
              ? sum(inRiyals.filter((account) => account.isProven === false))
              : null,
          },
    others: shown.length === 0 ? [] : [otherPosition()],
    bankCount: new Set(shown.map((account) => account.connectionId)).size,
    history,
    changeMinor: history.length > 1 ? (history.at(-1)?.balanceMinor ?? 0) - (history[0]?.balanceMinor ?? 0) : null,
    accounts: shown,
    sparklines: shown.map((account, index) => ({ accountId: account.id, points: sparkline(index) })),
    month: fakeMonth(shown.length > 0),
    recent: rows.filter((row) => row.id <= 11 && row.kind !== 'transfer').slice(0, 8),
    unreviewed: { count: shown.length === 0 ? 0 : 14, sinceDay: addDays(LEDGER_TODAY, -30) },
    attention: shown.length === 0 ? [] : attention(old.length > 1),
  };
}

function otherPosition(): Overview['others'][number] {
  return {
    currency: 'USD',
    netMinor: 1_250_00,
    assetsMinor: 1_250_00,
    liabilitiesMinor: 0,
    accountCount: 1,
    unknownCount: 0,
    asOf: '2026-11-07T11:05:00.000Z',
    staleMinor: null,
    staleAsOf: null,
    unprovenMinor: null,
  };
}

function attention(isEverythingOld: boolean): Overview['attention'] {
  return [
    {
      kind: 'consent_expiring',
      connectionId: 'c-sample',
      bankName: 'Sample Bank',
      at: `${addDays(LEDGER_TODAY, 9)}T12:00:00.000Z`,
      daysLeft: 9,
    },
    {
      kind: isEverythingOld ? 'account_stale' : 'bank_failed',
      connectionId: 'c-wallet',
      bankName: 'Practice Wallet',
      at: isEverythingOld ? '2026-11-06T18:40:00.000Z' : '2026-11-07T11:05:00.000Z',
      daysLeft: null,
    },
  ];
}
