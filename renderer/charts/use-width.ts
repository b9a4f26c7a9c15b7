import { type RefObject, useEffect, useRef, useState } from 'react';

/** Width of an element in whole pixels; `fallback` until it is measured and where nothing can measure (tests). */
export function useWidth<T extends HTMLElement>(fallback: number): { readonly ref: RefObject<T | null>; readonly width: number } {
  const ref = useRef<T>(null);
  const [width, setWidth] = useState(fallback);
  useEffect(() => {
    const element = ref.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
