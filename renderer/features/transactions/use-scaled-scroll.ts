import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type Extent, elementHeight, isNearEdge, isScaled, positionFor, type Scrolled, scrolledTo, TOP } from './scroll-scale.ts';

/** After so long without a scroll the list is at rest. */
const REST_MS = 120;
/** Space left between a revealed row and the edge. */
const EDGE = 8;

export type ScaledScroll = {
  /** First pixel of the list that is seen. */
  readonly top: number;
  /** Where the list was last at rest, or now while it moves in small steps: what is worth asking rows for. */
  readonly restTop: number;
  /** 0 until it is measured. */
  readonly viewport: number;
  /** What lines are moved by to stand where the element is. */
  readonly shift: number;
  readonly elementHeight: number;
  readonly onScroll: () => void;
  readonly scrollTo: (top: number) => void;
  /** Scrolls as little as shows a line; `above` pixels at the top are covered. */
  readonly reveal: (lineTop: number, lineHeight: number, above: number) => void;
};

/** Scroll position of a list that may be higher than an element can be. @param headHeight of what stays above the lines */
export function useScaledScroll(element: HTMLElement | null, height: number, headHeight: number): ScaledScroll {
  const viewport = useViewport(element, headHeight);
  const extent = useMemo<Extent>(() => ({ height, viewport }), [height, viewport]);
  const [scrolled, setScrolled] = useState<Scrolled>(TOP);
  const [restTop, setRestTop] = useState(0);
  const latest = useRef(scrolled);
  const rest = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const show = useCallback((next: Scrolled) => {
    latest.current = next;
    setScrolled(next);
  }, []);
  /** Puts the thumb where the list is, without moving the list. */
  const putThumb = useCallback(
    (top: number) => {
      if (!element) return;
      element.scrollTop = positionFor(top, extent);
      show({ top, shift: top - element.scrollTop });
    },
    [element, extent, show],
  );
  const onScroll = useCallback(() => {
    const position = element?.scrollTop ?? 0;
    const before = latest.current;
    const next = scrolledTo(before, position, extent);
    if (next.top === before.top && next.shift === before.shift) return;
    show(next);
    if (isNearEdge(next, extent)) putThumb(next.top);
    if (Math.abs(next.top - before.top) < extent.viewport) setRestTop(next.top);
    clearTimeout(rest.current);
    rest.current = setTimeout(() => {
      setRestTop(latest.current.top);
      if (isScaled(extent)) putThumb(latest.current.top);
    }, REST_MS);
  }, [element, extent, putThumb, show]);
  const scrollTo = useCallback(
    (top: number) => {
      const inside = Math.min(Math.max(0, top), Math.max(0, extent.height - extent.viewport));
      putThumb(inside);
      setRestTop(inside);
    },
    [extent, putThumb],
  );
  const reveal = useCallback(
    (lineTop: number, lineHeight: number, above: number) => {
      if (extent.viewport === 0) return;
      const { top } = latest.current;
      if (lineTop - above < top) scrollTo(lineTop - above);
      else if (lineTop + lineHeight + EDGE > top + extent.viewport) scrollTo(lineTop + lineHeight + EDGE - extent.viewport);
    },
    [extent, scrollTo],
  );

  // More or fewer lines: the thumb means another place now, the list stays where it is.
  useLayoutEffect(() => {
    // At its top a list stays there, and asking the element would cost a layout.
    if (latest.current.top === 0 && latest.current.shift === 0) return;
    const furthest = Math.max(0, extent.height - extent.viewport);
    putThumb(Math.min(latest.current.top, furthest));
  }, [extent, putThumb]);
  useEffect(() => () => clearTimeout(rest.current), []);

  return { ...scrolled, restTop, viewport, elementHeight: elementHeight(extent), onScroll, scrollTo, reveal };
}

function useViewport(element: HTMLElement | null, headHeight: number): number {
  const [viewport, setViewport] = useState(0);
  useLayoutEffect(() => {
    if (!element) return;
    const measure = () => setViewport(Math.max(0, element.clientHeight - headHeight));
    measure();
    if (typeof ResizeObserver === 'undefined') return; // jsdom has none, and never resizes
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element, headHeight]);
  return viewport;
}
