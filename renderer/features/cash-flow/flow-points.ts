import type { CashFlowOverview } from '../../../shared/contract/cash-flow.ts';
import type { FlowPoint } from '../../charts/flow-chart.tsx';
import type { Format } from '../../lib/format.ts';
import { periodDays, periodLabel, periodName, periodYear } from '../../lib/period-text.ts';

/** The periods of a currency as the chart and its table read them. */
export function toFlowPoints({ kind, periods, currencies }: CashFlowOverview, currency: string, format: Format): FlowPoint[] {
  const flows = currencies.find((one) => one.currency === currency)?.flows ?? [];
  return periods.map((period, index) => {
    const before = periods[index - 1];
    const year = periodYear(kind, period, format);
    return {
      key: period.fromDay,
      name: periodName(kind, period, format),
      days: periodDays(period, format),
      label: periodLabel(kind, period, format),
      year,
      isYearStart: before !== undefined && periodYear(kind, before, format) !== year,
      isUnfinished: period.isUnfinished,
      isPartial: period.coverage === 'partial',
      flow: flows[index] ?? null,
    };
  });
}
