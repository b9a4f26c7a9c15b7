import { useEffect, useState } from 'react';

/** The value once it has stood still for a moment: while somebody types, nothing is asked. */
export function useDebounced<T>(value: T, key: string, pauseMs = 250): T {
  const [settled, setSettled] = useState({ key, value });
  useEffect(() => {
    if (key === settled.key) return;
    const timer = setTimeout(() => setSettled({ key, value }), pauseMs);
    return () => clearTimeout(timer);
  }, [key, value, settled.key, pauseMs]);
  return settled.value;
}
