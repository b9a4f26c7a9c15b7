import { useEffect, useState } from 'react';
import type { Instant } from '../../../shared/domain/dates.ts';

/** Seconds until an attempt makes sense again, counted down on this computer's clock; 0 when it does. */
export function useWaitSeconds(waitUntil: Instant | null): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  const left = waitUntil === null ? 0 : Math.max(0, Math.ceil((Date.parse(waitUntil) - nowMs) / 1000));
  const isWaiting = left > 0;
  useEffect(() => {
    setNowMs(Date.now());
    if (waitUntil === null) return;
    const timer = setInterval(() => setNowMs(Date.now()), 250);
    return () => clearInterval(timer);
  }, [waitUntil]);
  return isWaiting ? left : 0;
}
