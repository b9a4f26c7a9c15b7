import type { CashFlowBreakdown, Compared } from '../../../shared/contract/cash-flow.ts';
import type { CalendarKind } from '../../../shared/domain/periods.ts';
import type { Format, Translate } from '../../lib/format.ts';
import { periodName } from '../../lib/period-text.ts';
import type { Basis } from './address.ts';

const FIGURES = { usual: 'usualMinor', previous: 'previousMinor', yearAgo: 'yearAgoMinor' } as const satisfies Record<
  Basis,
  keyof Compared
>;

/** What a figure is compared with; null where there is nothing to compare. */
export function basisOf(
  compared: Pick<Compared, 'previousMinor' | 'yearAgoMinor'> & { readonly usualMinor?: number | null },
  basis: Basis,
) {
  return compared[FIGURES[basis]] ?? null;
}

/** "Usual by day 12" · "September 2026, first 12 days" · "November 2025, without some banks". */
export function basisName(breakdown: CashFlowBreakdown, basis: Basis, kind: CalendarKind, format: Format, t: Translate): string {
  const { daysSoFar, dayCount } = breakdown;
  const isUnfinished = daysSoFar < dayCount;
  if (basis === 'usual') return isUnfinished ? t('cash-flow.period.usualBy', { day: daysSoFar }) : t('cash-flow.period.usual');
  const span = breakdown[basis];
  const name = periodName(kind, span, format);
  // A salary month is named by its days anyway: those that are compared.
  const days = isUnfinished && kind !== 'salary' ? t('cash-flow.period.firstDays', { name, count: daysSoFar }) : name;
  return span.coverage === 'partial' ? t('cash-flow.period.partly', { name: days }) : days;
}
