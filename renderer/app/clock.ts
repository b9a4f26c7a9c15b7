/** @file Mizan's clock on the page: ages move on without asking main, and a set clock (demo, tests) is followed. */
import { useEffect, useState } from 'react';

const STEP_MS = 30_000;

/** @param now Mizan's clock when main answered. @param answeredAtMs This computer's clock at that moment. */
export function useNow(now: string | undefined, answeredAtMs: number): number {
  const [localMs, setLocalMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setLocalMs(Date.now()), STEP_MS);
    return () => clearInterval(timer);
  }, []);
  return now === undefined ? localMs : Date.parse(now) + Math.max(0, localMs - answeredAtMs);
}
