import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/**
 * Width of an element in whole pixels; undefined until it is measured, before the first frame is painted, so that nothing is drawn twice.
 * @param fallback where nothing can measure (tests)
 */
export function useWidth<T extends HTMLElement>(
  fallback: number,
): { readonly ref: RefObject<T | null>; readonly width: number | undefined } {
  const ref = useRef<T>(null);
  const canMeasure = typeof ResizeObserver !== 'undefined';
  const [width, setWidth] = useState(canMeasure ? undefined : fallback);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element || !canMeasure) return;
    setWidth(Math.floor(element.getBoundingClientRect().width));
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [canMeasure]);
  return { ref, width };
}
