import type { Account } from '../../../shared/contract/accounts.ts';
import type { Parsed } from '../../../shared/contract/index.ts';
import type { Overview, OverviewRange } from '../../../shared/contract/overview.ts';
import { addDays, type Day, riyadhDay } from '../../../shared/domain/dates.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountService } from '../accounts/account-service.ts';
import { daysFrom } from '../accounts/balance-history.ts';
import type { createMonthReader } from '../cash-flow/cash-flow-handlers.ts';
import type { ListService } from '../transactions/list-service.ts';
import { attentionOf } from './attention.ts';
import { monthsBefore } from './months-before.ts';
import type { OverviewRepo } from './overview-repo.ts';
import { positionsOf, sumMinor } from './positions.ts';

export type OverviewServiceDeps = {
  readonly repo: OverviewRepo;
  readonly accounts: Pick<AccountService, 'list' | 'dailyBalances' | 'firstKnownDay'>;
  readonly transactions: Pick<ListService, 'newest'>;
  readonly months: ReturnType<typeof createMonthReader>;
  readonly clock: Clock;
};

const RECENT_ROWS = 15;
/** Thirty days back from today, every second one: sixteen points. */
const SPARK_DAYS = 30;
const SPARK_STEP = 2;
/** Older rows count as read: a first import brings years of them. */
const UNREVIEWED_DAYS = 30;
/** The longest chart, about eleven years: as much as `accounts.get` gives. */
const MAX_DAYS = 4000;

export class OverviewService {
  readonly #deps: OverviewServiceDeps;

  constructor(deps: OverviewServiceDeps) {
    this.#deps = deps;
  }

  /** The home screen in one answer. Hidden and archived accounts are in no figure of it. */
  get({ range }: Parsed<'overview.get'>): Overview {
    const { repo, accounts: accountService, transactions, months, clock } = this.#deps;
    const now = clock.now();
    const today = riyadhDay(now);
    const accounts = accountService.list({ includeHidden: false }).filter((account) => !account.isArchived);
    const { main, others } = positionsOf(accounts);
    const currency = main?.currency ?? 'SAR';
    const inMain = accounts.filter((account) => account.currency === currency);
    return {
      today,
      main,
      others,
      bankCount: new Set(accounts.map((account) => account.bankName)).size,
      ...this.#history(inMain, currency, this.#rangeDays(range, inMain, today), typeof range === 'object' ? range.toDay : today),
      accounts,
      sparklines: this.#sparklines(accounts, today),
      month: months.thisMonth(
        currency,
        today,
        accounts.some((account) => account.dataState === 'importing'),
      ),
      recent: recentRows(transactions),
      unreviewed: repo.unreviewedSince(addDays(today, -UNREVIEWED_DAYS)),
      attention: attentionOf(repo.listConnections(), accounts, now),
    };
  }

  /** Always up to today: balances are walked back from there. What a range ends before is cut off afterwards. */
  #rangeDays(range: OverviewRange, accounts: readonly Account[], today: Day): Day[] {
    if (typeof range === 'object') return daysFrom(range.fromDay, today).slice(-MAX_DAYS);
    if (range !== 'all') return daysFrom(monthsBefore(today, range === '3m' ? 3 : 12), today);
    const first = this.#deps.accounts.firstKnownDay(accounts.map((account) => account.id)) ?? today;
    return daysFrom(first, today).slice(-MAX_DAYS);
  }

  /** Sum of the accounts' own histories. An account joins on the first day its balance is known; what it then holds is no change. */
  #history(
    accounts: readonly Account[],
    currency: string,
    daysToToday: readonly Day[],
    lastDay: Day,
  ): Pick<Overview, 'history' | 'changeMinor'> {
    const days = daysToToday.filter((day) => day <= lastDay);
    const lanes = accounts.map((account) => this.#deps.accounts.dailyBalances(account.id, daysToToday).slice(0, days.length));
    const history = days.flatMap((day, i) => {
      const known = lanes.flatMap((lane) => lane[i] ?? []);
      return known.length === 0 ? [] : [{ day, balanceMinor: sumMinor(currency, known) }];
    });
    const changes = lanes.map((lane) => (lane.at(-1) ?? 0) - (lane.find((minor) => minor !== undefined) ?? 0));
    return { history, changeMinor: history.length < 2 ? null : sumMinor(currency, changes) };
  }

  #sparklines(accounts: readonly Account[], today: Day): Overview['sparklines'] {
    const days = daysFrom(addDays(today, -SPARK_DAYS), today);
    return accounts.flatMap((account) => {
      const balances = this.#deps.accounts.dailyBalances(account.id, days);
      const points = balances.flatMap((minor, i) => (i % SPARK_STEP === 0 && minor !== undefined ? [minor] : []));
      return points.length < 2 ? [] : [{ accountId: account.id, points }];
    });
  }
}

/** What the bank took back is history, not news. */
function recentRows(transactions: Pick<ListService, 'newest'>) {
  const rows = transactions.newest(4 * RECENT_ROWS);
  return rows.filter((row) => row.removedAt === null).slice(0, RECENT_ROWS);
}
