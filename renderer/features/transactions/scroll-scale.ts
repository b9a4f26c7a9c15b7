/**
 * @file A scroll bar over more pixels than a browser can lay out. The scrolled element is never higher than `MAX_HEIGHT`; between what it
 * says and where the list is lies a shift. Small steps (wheel, keys) move the list by as many pixels as the element; a long way at once (the
 * thumb was dragged) is taken as a share of the whole. At rest the thumb is put where the list is. Pure.
 */

/** Browsers lay out about 16 to 33 million pixels, fewer at higher zoom. */
export const MAX_HEIGHT = 8_000_000;
/** Screens at once that no wheel and no key scrolls. */
const JUMP_SCREENS = 3;

export type Extent = {
  /** Of all lines. */
  readonly height: number;
  /** Of what is seen of them. */
  readonly viewport: number;
};
/** `top` is the first pixel of the list that is seen; the element's own scroll position is `top - shift`. */
export type Scrolled = { readonly top: number; readonly shift: number };

export const TOP: Scrolled = { top: 0, shift: 0 };

export const elementHeight = ({ height }: Extent): number => Math.min(height, MAX_HEIGHT);
const furthest = ({ height, viewport }: Extent): number => Math.max(0, height - viewport);
const furthestOfElement = (extent: Extent): number => Math.max(0, elementHeight(extent) - extent.viewport);
const clamp = (value: number, max: number): number => Math.min(Math.max(0, value), max);

/** Where the element's thumb would stand for a place in the list. */
function thumbAt(top: number, extent: Extent): number {
  const all = furthest(extent);
  return all === 0 ? 0 : (top / all) * furthestOfElement(extent);
}

export const isScaled = (extent: Extent): boolean => extent.height > MAX_HEIGHT;

/** The element was scrolled to `position`. */
export function scrolledTo(before: Scrolled, position: number, extent: Extent): Scrolled {
  if (!isScaled(extent)) return { top: clamp(position, furthest(extent)), shift: 0 };
  const end = furthestOfElement(extent);
  const all = furthest(extent);
  // At its own ends the element can go no further: then neither has the list anything left.
  if (position <= 0) return { top: 0, shift: -position };
  if (position >= end) return { top: all, shift: all - position };
  const step = position - (before.top - before.shift);
  const isJump = Math.abs(step) > JUMP_SCREENS * extent.viewport;
  const top = isJump ? (position / end) * all : clamp(before.top + step, all);
  return { top, shift: top - position };
}

/** Where the element should be scrolled to when the list shows `top`. */
export function positionFor(top: number, extent: Extent): number {
  return isScaled(extent) ? Math.round(thumbAt(clamp(top, furthest(extent)), extent)) : clamp(top, furthest(extent));
}

/** The element runs out of pixels before the list does: the thumb has to be put right now, not only at rest. */
export function isNearEdge({ top, shift }: Scrolled, extent: Extent): boolean {
  if (!isScaled(extent)) return false;
  const position = top - shift;
  const end = furthestOfElement(extent);
  const isAtEdge = position < extent.viewport || position > end - extent.viewport;
  return isAtEdge && Math.abs(position - positionFor(top, extent)) >= 1;
}
