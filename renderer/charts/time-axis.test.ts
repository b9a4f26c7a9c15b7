import { describe, expect, it } from 'vitest';
import { timeTicks } from './time-axis.ts';

const days = (from: string, to: string, labels: number) => timeTicks(from, to, labels).map((tick) => tick.day);

describe('timeTicks', () => {
  it('marks the first of every month where there is room', () => {
    expect(days('2025-11-07', '2026-11-07', 12)).toHaveLength(12);
    expect(timeTicks('2026-08-07', '2026-11-07', 12)[0]).toEqual({ day: '2026-09-01', offset: 25, label: 'month' });
  });

  it('leaves months out evenly, keeping January, where there is not', () => {
    expect(days('2025-11-07', '2026-11-07', 6)).toEqual([
      '2026-01-01',
      '2026-03-01',
      '2026-05-01',
      '2026-07-01',
      '2026-09-01',
      '2026-11-01',
    ]);
  });

  it('writes the year in place of January when there are many months', () => {
    const ticks = timeTicks('2024-11-08', '2026-11-07', 12);
    expect(ticks.filter((tick) => tick.label === 'year').map((tick) => tick.day)).toEqual(['2025-01-01', '2026-01-01']);
  });

  it('counts days for a few weeks, never more than asked for', () => {
    const ticks = timeTicks('2026-10-10', '2026-11-07', 12);
    expect(ticks.map((tick) => tick.label)).toEqual(['day', 'day', 'day', 'day']);
    expect(ticks.at(-1)?.day).toBe('2026-11-07');
  });

  it('has one tick for one day', () => {
    expect(timeTicks('2026-11-07', '2026-11-07', 12)).toEqual([{ day: '2026-11-07', offset: 0, label: 'day' }]);
  });
});
