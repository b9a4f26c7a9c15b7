/**
 * @file Where every line of a list stands, from nothing but how many rows each section has: a million rows are a few thousand numbers.
 * Lines are a section's header and its rows; y is measured from the top of the first line, unscaled.
 */
import type { ListSection } from '../../../shared/contract/transactions.ts';

export const ROW_HEIGHT = 40;
export const DAY_HEIGHT = 30;

export type Line =
  | { readonly type: 'header'; readonly section: number; readonly top: number }
  | { readonly type: 'row'; readonly section: number; readonly index: number; readonly top: number };

export type ListGeometry = {
  readonly sections: readonly ListSection[];
  readonly rowCount: number;
  readonly height: number;
  sectionOfRow(index: number): number;
  /** Index of the first row of a section. */
  firstRow(section: number): number;
  topOfRow(index: number): number;
  /** The section whose lines are at y. */
  sectionAt(y: number): number;
  hasHeader(section: number): boolean;
  linesBetween(top: number, bottom: number): Line[];
};

/** The last place whose value is at most `wanted`; values rise. */
function lastAtMost(values: Float64Array, wanted: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((values[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** @param hasHeader whether a section begins with a header; in lists by size only where a currency begins */
export function listGeometry(sections: readonly ListSection[], hasHeader: (section: number) => boolean): ListGeometry {
  const rows = new Float64Array(sections.length);
  const tops = new Float64Array(sections.length);
  let [rowCount, height] = [0, 0];
  for (const [i, section] of sections.entries()) {
    rows[i] = rowCount;
    tops[i] = height;
    rowCount += section.count;
    height += (hasHeader(i) ? DAY_HEIGHT : 0) + section.count * ROW_HEIGHT;
  }
  const headerOf = (section: number) => (hasHeader(section) ? DAY_HEIGHT : 0);
  const firstRow = (section: number) => rows[section] ?? rowCount;
  const topOf = (section: number) => tops[section] ?? height;

  function linesBetween(top: number, bottom: number): Line[] {
    const lines: Line[] = [];
    if (sections.length === 0) return lines;
    for (let section = lastAtMost(tops, Math.max(0, top)); section < sections.length && topOf(section) < bottom; section += 1) {
      const start = topOf(section);
      const header = headerOf(section);
      if (header > 0 && start + header > top) lines.push({ type: 'header', section, top: start });
      const count = sections[section]?.count ?? 0;
      const from = Math.max(0, Math.floor((top - start - header) / ROW_HEIGHT));
      const to = Math.min(count, Math.ceil((bottom - start - header) / ROW_HEIGHT));
      for (let row = from; row < to; row += 1)
        lines.push({ type: 'row', section, index: firstRow(section) + row, top: start + header + row * ROW_HEIGHT });
    }
    return lines;
  }

  return {
    sections,
    rowCount,
    height,
    firstRow,
    hasHeader,
    sectionOfRow: (index) => lastAtMost(rows, index),
    sectionAt: (y) => lastAtMost(tops, Math.max(0, y)),
    topOfRow(index) {
      const section = lastAtMost(rows, index);
      return topOf(section) + headerOf(section) + (index - firstRow(section)) * ROW_HEIGHT;
    },
    linesBetween,
  };
}
