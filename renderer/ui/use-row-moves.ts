/** @file Alt with an arrow key moves the row that has the focus; the focus goes with it. Beside dragging, for lists one can put in order. */
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';

const STEPS: Readonly<Record<string, -1 | 1>> = { ArrowUp: -1, ArrowDown: 1 };

function rowOf(element: Element | null): HTMLElement | null {
  return element?.closest<HTMLElement>('[data-key]') ?? null;
}

/**
 * @param order changes whenever the rows stand in another order
 * @param onStep moves a row by one among its siblings; told the row's key
 */
export function useRowMoves(list: RefObject<HTMLElement | null>, order: string, onStep: (key: string, by: -1 | 1) => void) {
  const moved = useRef<string | undefined>(undefined);
  // Moving a row in the document takes the focus from it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the new order that calls for it
  useEffect(() => {
    const key = moved.current;
    moved.current = undefined;
    if (key === undefined) return;
    const rows = list.current?.querySelectorAll<HTMLElement>('[data-key]') ?? [];
    for (const row of rows) if (row.dataset.key === key) row.focus();
  }, [order, list]);
  return {
    onKeyDownCapture(event: KeyboardEvent): void {
      const by = event.altKey && !event.ctrlKey && !event.metaKey ? STEPS[event.key] : undefined;
      const key = rowOf(document.activeElement)?.dataset.key;
      if (by === undefined || key === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      moved.current = key;
      onStep(key, by);
    },
  };
}
