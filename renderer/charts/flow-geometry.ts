/**
 * @file Geometry shared by the bars and the layers around them: the column behind the chosen period, the band of the usual, and the layer that
 * reads periods. All of them are HTML over or under the drawing, so that choosing a period does not redraw it.
 */
import type { Language } from '../../shared/contract/common.ts';
import type { CalendarKind } from '../../shared/domain/periods.ts';

export const FLOW_TOP = 8;
export const FLOW_PLOT = 196;
/** Room for labels of one line, and of two. */
export const FLOW_BOTTOM = { one: 28, two: 42 } as const;
export const FLOW_VALUE_AXIS = 60;
export const FLOW_START = 4;

const MAX_BAR = 28;
const BAR_SHARE = 0.36;
/** What the longest label of an axis takes with the air around it, in pixels; thinner columns are labelled by years. */
const LABEL_WIDTH = {
  en: { gregorian: 32, hijri: 64, salary: 58 },
  ar: { gregorian: 48, hijri: 64, salary: 74 },
} as const;
/** From here on a label must tell which year it is of. */
const ONE_YEAR = 13;
/** Beyond two years of months, years tell more than names of months. */
const NAMED_PERIODS = 25;
/** Strides that every year begins on. */
const YEAR_STRIDES = [1, 2, 3, 4, 6, 12] as const;

export function barWidth(columnWidth: number): number {
  return Math.max(2, Math.min(MAX_BAR, Math.round(columnWidth * BAR_SHARE)));
}

export type FlowLabel = 'name' | 'year' | 'none';

/**
 * Which columns carry a label: all of them where there is room, else evenly thinned so that the last one has its own; over more than a
 * year the first month of each stands for its year, and years stand alone when there are many.
 * @param yearStarts whether a column is the first of its year
 */
export function flowLabels(kind: CalendarKind, yearStarts: readonly boolean[], columnWidth: number, language: Language): FlowLabel[] {
  const count = yearStarts.length;
  if (count > NAMED_PERIODS) return yearLabels(yearStarts, columnWidth);
  const needed = LABEL_WIDTH[language][kind] / Math.max(1, columnWidth);
  if (count <= ONE_YEAR || kind === 'salary') {
    const stride = Math.max(1, Math.ceil(needed));
    return yearStarts.map((_, index) => ((count - 1 - index) % stride === 0 ? 'name' : 'none'));
  }
  const stride = YEAR_STRIDES.find((months) => months >= needed) ?? 12;
  const first = Math.max(0, yearStarts.indexOf(true));
  return yearStarts.map((isStart, index) => (isStart ? 'year' : (index - first) % stride === 0 ? 'name' : 'none'));
}

function yearLabels(yearStarts: readonly boolean[], columnWidth: number): FlowLabel[] {
  const years = yearStarts.filter(Boolean).length;
  const room = Math.max(1, columnWidth * yearStarts.length);
  const stride = Math.max(1, Math.ceil((years * LABEL_WIDTH.en.gregorian * 1.4) / room));
  let year = -1;
  return yearStarts.map((isStart) => {
    if (isStart) year += 1;
    return isStart && year % stride === 0 ? 'year' : 'none';
  });
}
