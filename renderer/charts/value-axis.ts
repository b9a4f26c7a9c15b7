import { currencyExponent } from '../../shared/domain/money.ts';

export type ValueAxis = { readonly ticks: readonly number[]; readonly min: number; readonly max: number };

const STEPS = [1, 2, 2.5, 3, 4, 5, 10] as const;

/**
 * Round gridlines for balances in minor units. The axis always holds zero, so that an area is never cut off,
 * and has at most `maxLines` lines.
 */
export function valueAxis(valuesMinor: readonly number[], maxLines = 5): ValueAxis {
  const low = Math.min(0, minimum(valuesMinor));
  const high = Math.max(0, maximum(valuesMinor));
  if (low === high) return { ticks: [0], min: 0, max: 1 };
  for (let step = roundStep((high - low) / (maxLines - 1)); ; step = roundStep(step * 1.01)) {
    const first = Math.floor(low / step);
    const last = Math.ceil(high / step);
    if (last - first + 1 > maxLines) continue;
    const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
    return { ticks, min: first * step, max: last * step };
  }
}

/** The next of 1, 2, 2.5, 3, 4, 5 × 10ⁿ at or above `rough`, in whole minor units. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const factor = STEPS.find((step) => step * power >= rough - 1e-9) ?? 10;
  return Math.max(1, Math.round(factor * power));
}

// Spreading thousands of values into Math.min overflows the stack of some engines.
function minimum(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), values[0] ?? 0);
}

function maximum(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), values[0] ?? 0);
}

export type ShortAmount = { readonly units: number; readonly unit: '' | 'k' | 'M' };

/** Short amounts exist on axes only: 75,000.00 is 75 k. All labels of one axis share the unit of its largest. */
export function shortAmount(minor: number, currency: string, largestMinor: number): ShortAmount {
  const scale = 10 ** currencyExponent(currency);
  const largest = largestMinor / scale;
  const units = minor / scale; // a label of a round gridline, never a figure someone adds up
  if (minor === 0 || largest < 2000) return { units, unit: '' };
  return largest < 2_000_000 ? { units: units / 1000, unit: 'k' } : { units: units / 1_000_000, unit: 'M' };
}
