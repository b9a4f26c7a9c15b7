import { ChartLine, Table2 } from 'lucide-react';
import { useT } from '../lib/format.ts';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';

export type ChartView = 'chart' | 'table';
export type ChartViewToggleProps = { readonly view: ChartView; readonly onChange: (view: ChartView) => void };

/** One click between a chart and its table; stands in the chart's card header. */
export function ChartViewToggle({ view, onChange }: ChartViewToggleProps) {
  const t = useT();
  const next = view === 'chart' ? 'table' : 'chart';
  return (
    <IconButton
      label={t(view === 'chart' ? 'overview.chart.showTable' : 'overview.chart.showChart')}
      icon={<Icon of={view === 'chart' ? Table2 : ChartLine} />}
      onPress={() => onChange(next)}
    />
  );
}
