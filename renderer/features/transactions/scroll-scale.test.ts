import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Extent, elementHeight, isNearEdge, MAX_HEIGHT, positionFor, type Scrolled, scrolledTo, TOP } from './scroll-scale.ts';

/** A million rows of 40 and two thousand days of 30. */
const LONG: Extent = { height: 40_060_000, viewport: 700 };
const SHORT: Extent = { height: 20_000, viewport: 700 };
const end = (extent: Extent) => elementHeight(extent) - extent.viewport;

/** What a browser does: the element moves, the list follows, and near its edges the thumb is put again. */
function wheel(from: Scrolled, by: number, extent: Extent): Scrolled {
  const position = Math.min(end(extent), Math.max(0, from.top - from.shift + by));
  const moved = scrolledTo(from, position, extent);
  if (!isNearEdge(moved, extent)) return moved;
  return { top: moved.top, shift: moved.top - positionFor(moved.top, extent) };
}

describe('a scroll bar over more pixels than a browser has', () => {
  it('leaves lists alone that fit', () => {
    expect(elementHeight(SHORT)).toBe(20_000);
    expect(scrolledTo(TOP, 1234, SHORT)).toEqual({ top: 1234, shift: 0 });
    expect(positionFor(1234, SHORT)).toBe(1234);
  });

  it('never lays out more than a browser can', () => {
    expect(elementHeight(LONG)).toBe(MAX_HEIGHT);
    expect(MAX_HEIGHT).toBeLessThan(15_000_000);
  });

  it('moves by as many pixels as the wheel, wherever the list is', () => {
    const middle = scrolledTo(TOP, end(LONG) / 2, LONG);
    expect(middle.top).toBeCloseTo((LONG.height - LONG.viewport) / 2, 0);
    expect(wheel(middle, 120, LONG).top - middle.top).toBeCloseTo(120, 6);
    expect(wheel(middle, -600, LONG).top - middle.top).toBeCloseTo(-600, 6);
  });

  it('reaches the very first and last row by the thumb', () => {
    expect(scrolledTo(TOP, end(LONG), LONG).top).toBe(LONG.height - LONG.viewport);
    expect(scrolledTo(scrolledTo(TOP, end(LONG), LONG), 0, LONG).top).toBe(0);
  });

  it('reaches the very first and last row by the wheel alone, without a rest', () => {
    let at = scrolledTo(TOP, 4_000, LONG);
    for (let turn = 0; turn < 2_000 && at.top > 0; turn += 1) at = wheel(at, -120, LONG);
    expect(at.top).toBe(0);
    at = scrolledTo(TOP, end(LONG) - 4_000, LONG);
    for (let turn = 0; turn < 2_000 && at.top < LONG.height - LONG.viewport; turn += 1) at = wheel(at, 120, LONG);
    expect(at.top).toBe(LONG.height - LONG.viewport);
  });

  it('stays inside the list and the element whatever is scrolled', () => {
    const moves = fc.array(fc.oneof(fc.integer({ min: -2_000, max: 2_000 }), fc.integer({ min: -MAX_HEIGHT, max: MAX_HEIGHT })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(moves, fc.integer({ min: 300, max: 60_000_000 }), (steps, height) => {
        const extent = { height, viewport: 700 };
        let at = TOP;
        for (const step of steps) {
          at = wheel(at, step, extent);
          expect(at.top).toBeGreaterThanOrEqual(0);
          expect(at.top).toBeLessThanOrEqual(Math.max(0, height - 700));
        }
      }),
    );
  });
});
