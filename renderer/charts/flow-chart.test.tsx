import { screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { axeProblems } from '../../test/harness/axe.ts';
import { renderPart } from '../../test/harness/fake-bridge-render.tsx';
import { type ChartView, ChartViewToggle } from './chart-view-toggle.tsx';
import { FlowChart, type FlowPoint } from './flow-chart.tsx';

const point = (month: string, incomeMinor: number, expenseMinor: number, change: Partial<FlowPoint> = {}): FlowPoint => ({
  key: month,
  name: month,
  days: `days of ${month}`,
  label: [month],
  year: '2026',
  isYearStart: false,
  isUnfinished: false,
  isPartial: false,
  flow: { incomeMinor, expenseMinor, netMinor: incomeMinor + expenseMinor },
  ...change,
});
const points: readonly FlowPoint[] = [
  point('August', 0, 0, { flow: null }),
  point('September', 9_000_00, -7_000_00),
  point('October', 9_500_00, -4_000_50),
  point('November', 1_000_00, -200_00, { isUnfinished: true }),
];

function Chart({ first = 3, shown = points }: { readonly first?: number; readonly shown?: readonly FlowPoint[] }) {
  const [view, setView] = useState<ChartView>('chart');
  const [selected, setSelected] = useState(first);
  return (
    <>
      <ChartViewToggle view={view} onChange={setView} />
      <FlowChart
        kind="gregorian"
        points={shown}
        currency="SAR"
        selected={selected}
        onSelect={setSelected}
        usual={{ expenseMinor: -5_000_00, leastExpenseMinor: -4_000_00, mostExpenseMinor: -6_000_00 }}
        label="Income and spending by month"
        sentence="What the bars say."
        view={view}
        onViewChange={setView}
      />
    </>
  );
}

const slider = () => screen.getByRole('slider', { name: /^Income and spending by month/ });
const spoken = () => slider().getAttribute('aria-valuetext');

describe('FlowChart', () => {
  it('chooses months with arrow keys and says their figures, one that is not over as such', async () => {
    const { user } = renderPart(<Chart />);
    await user.tab();
    await user.tab();
    expect(spoken()).toBe('November, so far: in 1,000.00, out −200.00, net 800.00 SAR');
    await user.keyboard('{ArrowLeft}');
    expect(spoken()).toBe('October: in 9,500.00, out −4,000.50, net 5,499.50 SAR');
    await user.keyboard('{Home}');
    expect(spoken()).toBe('August: No data held');
    await user.keyboard('{End}{ArrowRight}');
    expect(slider().getAttribute('aria-valuenow')).toBe('3');
  });

  it('mirrors the keys with the picture in Arabic', async () => {
    const { user } = renderPart(<Chart />, { language: 'ar' });
    await user.tab();
    await user.tab();
    await user.keyboard('{ArrowRight}');
    expect(slider().getAttribute('aria-valuenow')).toBe('2');
  });

  it('reads the month under the pointer and chooses it by a click', async () => {
    const { user } = renderPart(<Chart />);
    const box = { left: 0, width: 400, top: 0, height: 200, right: 400, bottom: 200, x: 0, y: 0, toJSON: () => ({}) };
    slider().getBoundingClientRect = () => box;
    await user.pointer([{ target: slider(), coords: { clientX: 150 } }]);
    expect(within(slider()).getByText('days of September')).toBeTruthy();
    await user.pointer([{ keys: '[MouseLeft]', target: slider(), coords: { clientX: 150 } }]);
    expect(slider().getAttribute('aria-valuenow')).toBe('1');
  });

  it('draws time from right to left in Arabic, and an unfinished month hatched', async () => {
    const { container } = renderPart(<Chart />, { language: 'ar' });
    const pathOf = (series: string) => container.querySelector(`[data-series="${series}"]`);
    const startsOf = (series: string) =>
      [...(pathOf(series)?.getAttribute('d') ?? '').matchAll(/M([\d.]+)/g)].map(([, left]) => Number(left));
    await waitFor(() => expect(startsOf('expense')).toHaveLength(2));
    const starts = [...startsOf('expense'), ...startsOf('incomplete')];
    expect(starts).toHaveLength(3);
    expect(starts).toEqual(starts.toSorted((a, b) => b - a));
    expect(startsOf('income')).toEqual(starts);
    expect(pathOf('incomplete')?.getAttribute('fill')).toMatch(/^url\(#/);
    expect(pathOf('expense')?.getAttribute('fill')).toBe('var(--out-fill)');
  });

  it('writes Arabic digits on the axis with their sign before them', async () => {
    const { container } = renderPart(<Chart />, { language: 'ar', numerals: 'arab' });
    const labels = () =>
      [...container.querySelectorAll('.recharts-yAxis-tick-labels text, .recharts-yAxis text')].map((label) => label.textContent);
    await waitFor(() => expect(labels()).toContain('\u2067\u202d−٥\u202c ألف\u2069'));
  });

  it('hatches a month of which some bank is held in part only', async () => {
    const { container } = renderPart(
      <Chart first={1} shown={[point('August', 1_00, -1_00, { isPartial: true }), point('September', 1_00, -1_00)]} />,
    );
    const path = (series: string) => container.querySelector(`[data-series="${series}"]`)?.getAttribute('d') ?? '';
    await waitFor(() => expect(path('incomplete').match(/M/g)).toHaveLength(1));
    expect(path('expense').match(/M/g)).toHaveLength(1);
  });

  it('has a table with the same figures in the same order, whose rows choose too', async () => {
    const { user } = renderPart(<Chart />);
    await user.click(screen.getByRole('button', { name: 'Show as table' }));
    const rows = within(screen.getByRole('table')).getAllByRole('row').slice(1);
    expect(rows.map((row) => row.textContent)).toEqual([
      'August—Not known—Not known—Not known',
      'September+9,000.00−7,000.00+2,000.00',
      'October+9,500.00−4,000.50+5,499.50',
      'Novemberso far+1,000.00−200.00+800.00',
    ]);
    await user.click(screen.getByRole('button', { name: 'September' }));
    expect(screen.getByRole('button', { name: 'September' }).getAttribute('aria-current')).toBe('true');
  });

  it('S36 masks axis and spoken values in privacy mode', async () => {
    const { container } = renderPart(<Chart />, { privacyMode: true });
    await waitFor(() => expect(container.querySelector('.recharts-yAxis')).toBeTruthy());
    expect(container.textContent).not.toMatch(/\d[,.]\d|\dk/);
    expect(spoken()).not.toContain('1,000');
  });

  it('breaks no accessibility rule', async () => {
    const { container } = renderPart(<Chart />);
    expect(await axeProblems(container)).toEqual([]);
  });
});
