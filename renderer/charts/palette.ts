/** The chart palette in its order; a category keeps its place in it for good. */
const COLOURS = ['indigo', 'teal', 'coral', 'plum', 'olive', 'steel', 'umber', 'slate'] as const;

/** @param place 0–7; anything else is "other", in slate */
export function chartColour(place: number): string {
  return `var(--chart-${COLOURS[place] ?? 'slate'})`;
}
