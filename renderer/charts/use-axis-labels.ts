import { useMemo } from 'react';
import { asRead } from '../lib/bidi.ts';
import { useFormat, useT } from '../lib/format.ts';
import { PRIVACY_DOTS } from '../lib/hide-amounts.ts';
import { usePreferences } from '../lib/preferences.ts';
import type { TimeTick } from './time-axis.ts';
import { shortAmount, type ValueAxis } from './value-axis.ts';

/** Arabic digits would put a sign before them behind them; the drawing has no element that could isolate a label. */
const LEFT_TO_RIGHT_OVERRIDE = '\u202d';
const POP_OVERRIDE = '\u202c';

/** Writers of axis labels; steady between renders, so that the drawing is not redone while a point is read. */
export function useAxisLabels(values: ValueAxis, currency: string, { isSigned = false }: { readonly isSigned?: boolean } = {}) {
  const t = useT();
  const format = useFormat();
  const { privacyMode, numerals } = usePreferences();
  return useMemo(() => {
    const digits = new Intl.NumberFormat(`en-u-nu-${numerals}`, { maximumFractionDigits: 3 });
    const largest = Math.max(Math.abs(values.min), Math.abs(values.max));
    const writeValue = (minor: number): string => {
      if (privacyMode) return PRIVACY_DOTS;
      const short = shortAmount(minor, currency, largest);
      const figure = (isSigned && minor > 0 ? '+' : '') + digits.format(Math.abs(short.units));
      const signed = short.units < 0 ? `−${figure}` : figure;
      const island = numerals === 'arab' || format.language === 'ar' ? LEFT_TO_RIGHT_OVERRIDE + signed + POP_OVERRIDE : signed;
      if (short.unit === '') return island;
      return asRead(t(short.unit === 'k' ? 'overview.chart.thousand' : 'overview.chart.million', { digits: island }), format.language);
    };
    const writeTime = (tick: TimeTick): string => {
      if (tick.label === 'month') return format.day(tick.day, 'month');
      return tick.label === 'year'
        ? new Intl.NumberFormat(`en-u-nu-${numerals}`, { useGrouping: false }).format(Number(tick.day.slice(0, 4)))
        : asRead(dayMonth(format.day(tick.day, 'plain')), format.language);
    };
    /** The label in full, for its tooltip; undefined where it is not shortened. */
    const writeExact = (minor: number): string | undefined =>
      privacyMode || shortAmount(minor, currency, largest).unit === '' ? undefined : format.amount({ minor, currency }, { withCode: true });
    return { writeValue, writeExact, writeTime };
  }, [t, format, privacyMode, numerals, values, currency, isSigned]);
}

/** `10 Aug` of `10 Aug 2026`: the axis is short enough for the year to be plain. */
function dayMonth(plain: string): string {
  return plain.slice(0, plain.lastIndexOf(' '));
}
