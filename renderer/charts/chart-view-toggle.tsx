import { ChartLine, Table2 } from 'lucide-react';
import { useId } from 'react';
import { useItem, usePageActions } from '../lib/actions.ts';
import { useT } from '../lib/format.ts';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';

export type ChartView = 'chart' | 'table';
export type ChartViewToggleProps = {
  readonly view: ChartView;
  readonly onChange: (view: ChartView) => void;
  /** What the chart shows, for the palette, which lists the charts of a screen one below the other. */
  readonly name?: string;
};

/** One click between a chart and its table; stands in the chart's card header. */
export function ChartViewToggle({ view, onChange, name }: ChartViewToggleProps) {
  const t = useT();
  const item = useItem();
  const id = useId();
  const next = view === 'chart' ? 'table' : 'chart';
  const key = view === 'chart' ? 'overview.chart.showTable' : 'overview.chart.showChart';
  const icon = view === 'chart' ? Table2 : ChartLine;
  usePageActions([
    item({ id: `chart:${id}`, group: 'page', key, icon, ...(name !== undefined && { detail: name }), run: () => onChange(next) }),
  ]);
  return <IconButton label={t(key)} icon={<Icon of={icon} />} onPress={() => onChange(next)} />;
}
