import { useCallback, useRef } from 'react';

/** One function for the life of a component that does what the newest one would: what it is handed to need not be drawn anew. */
export function useSteady<A extends readonly unknown[], R>(newest: (...args: A) => R): (...args: A) => R {
  const latest = useRef(newest);
  latest.current = newest;
  return useCallback((...args: A) => latest.current(...args), []);
}
