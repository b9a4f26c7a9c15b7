import { screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { axeProblems } from '../../test/harness/axe.ts';
import { renderPart } from '../../test/harness/fake-bridge-render.tsx';
import { BalanceHistoryChart } from './balance-history-chart.tsx';
import { type ChartView, ChartViewToggle } from './chart-view-toggle.tsx';
import type { Point } from './history-summary.ts';

const points: readonly Point[] = [
  { day: '2026-11-03', balanceMinor: 1_000_00 },
  { day: '2026-11-04', balanceMinor: 4_000_00 },
  { day: '2026-11-05', balanceMinor: 2_500_50 },
];

function Chart({ shown = points }: { readonly shown?: readonly Point[] }) {
  const [view, setView] = useState<ChartView>('chart');
  return (
    <>
      <ChartViewToggle view={view} onChange={setView} />
      <BalanceHistoryChart points={shown} currency="SAR" label="Balance history" view={view} onViewChange={setView} />
    </>
  );
}

const spoken = () => screen.getByRole('slider').getAttribute('aria-valuetext');

describe('BalanceHistoryChart', () => {
  it('says in a sentence what the line shows', () => {
    renderPart(<Chart />);
    expect(
      screen.getByText('From 1,000.00 on 3 Nov to 2,500.50 on 5 Nov. Lowest 1,000.00 on 3 Nov, highest 4,000.00 on 4 Nov.'),
    ).toBeTruthy();
  });

  it('reads every point with arrow keys, exact value and both dates', async () => {
    const { user } = renderPart(<Chart />);
    await user.tab();
    await user.tab();
    expect(spoken()).toContain('2,500.50');
    await user.keyboard('{ArrowLeft}');
    expect(spoken()).toBe('Wed 4 Nov 2026, 24 Jumada I 1448: 4,000.00 SAR');
    await user.keyboard('{Home}{ArrowLeft}');
    expect(spoken()).toContain('1,000.00');
  });

  it('mirrors the keys with the picture in Arabic', async () => {
    const { user } = renderPart(<Chart />, { language: 'ar' });
    await user.tab();
    await user.tab();
    await user.keyboard('{ArrowRight}');
    expect(spoken()).toContain('4,000.00');
  });

  it('has a table with the same figures in the same order', async () => {
    const { user } = renderPart(<Chart />);
    await user.click(screen.getByRole('button', { name: 'Show as table' }));
    const rows = within(screen.getByRole('table')).getAllByRole('row').slice(1);
    expect(
      rows.map((row) =>
        within(row)
          .getAllByRole('cell')
          .map((cell) => cell.textContent),
      ),
    ).toEqual([
      ['3 Nov 2026', '23 Jumada I 1448', '1,000.00'],
      ['4 Nov 2026', '24 Jumada I 1448', '4,000.00'],
      ['5 Nov 2026', '25 Jumada I 1448', '2,500.50'],
    ]);
  });

  it('draws time from right to left in Arabic', async () => {
    const { container } = renderPart(<Chart />, { language: 'ar' });
    await waitFor(() => expect(container.querySelector('.recharts-area-curve')).toBeTruthy());
    const path = container.querySelector('.recharts-area-curve')?.getAttribute('d') ?? '';
    const [first = 0, last = 0] = [path.match(/^M([\d.]+)/)?.[1], path.match(/L?([\d.]+),[\d.]+$/)?.[1]].map(Number);
    expect(first).toBeGreaterThan(last);
  });

  it('masks axis, sentence and spoken values in privacy mode', async () => {
    const { container } = renderPart(<Chart />, { privacyMode: true });
    expect((await screen.findAllByText('•••••')).length).toBeGreaterThan(1);
    expect(container.textContent).not.toMatch(/\d[,.]\d|\dk/);
    expect(spoken()).not.toContain('2,500');
  });

  it('says why one day is no line', () => {
    renderPart(<Chart shown={points.slice(0, 1)} />);
    expect(screen.getByText('One day is not a line yet')).toBeTruthy();
    expect(screen.queryByRole('slider')).toBeNull();
  });

  it('breaks no accessibility rule', async () => {
    const { container } = renderPart(<Chart />);
    expect(await axeProblems(container)).toEqual([]);
  });
});
