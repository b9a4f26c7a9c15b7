/** @file The page's address: `#/cash-flow?range=24&period=2026-10-27&account=a1&side=income&compare=previous`. What it is seen by lives there. */
import type { FlowSide } from '../../../shared/contract/cash-flow.ts';
import { type Day, isDay } from '../../../shared/domain/dates.ts';
import { hrefTo } from '../../lib/router.ts';
import type { PeriodCount } from './queries.ts';

export const RANGES = [6, 12, 24, 60, 'all'] as const satisfies readonly PeriodCount[];
export const BASES = ['usual', 'previous', 'yearAgo'] as const;
/** What single figures are compared with. */
export type Basis = (typeof BASES)[number];

export type CashFlowAddress = {
  readonly range: (typeof RANGES)[number];
  /** First day of the chosen period; the running one when left out. */
  readonly period: Day | undefined;
  readonly currency: string | undefined;
  /** One account alone; all that are not hidden when left out. */
  readonly accountId: string | undefined;
  readonly side: FlowSide;
  readonly basis: Basis;
};

const DEFAULT_RANGE = 12;

/** Total: an address is untrusted text, whatever cannot be read is left out. */
export function readAddress(params: URLSearchParams): CashFlowAddress {
  const period = params.get('period') ?? '';
  const currency = params.get('currency') ?? '';
  const accountId = params.get('account') ?? '';
  return {
    range: RANGES.find((range) => String(range) === params.get('range')) ?? DEFAULT_RANGE,
    period: isDay(period) ? period : undefined,
    currency: /^[A-Z]{3}$/.test(currency) ? currency : undefined,
    accountId: accountId.length > 0 && accountId.length <= 64 ? accountId : undefined,
    side: params.get('side') === 'income' ? 'income' : 'expense',
    basis: BASES.find((basis) => basis === params.get('compare')) ?? 'usual',
  };
}

export function writeAddress({ range, period, currency, accountId, side, basis }: CashFlowAddress): string {
  return hrefTo('/cash-flow', {
    range: range === DEFAULT_RANGE ? undefined : String(range),
    period,
    currency,
    account: accountId,
    side: side === 'expense' ? undefined : side,
    compare: basis === 'usual' ? undefined : basis,
  });
}
