import { type CSSProperties, useEffect, useState } from 'react';
import styles from './exact-tip.module.css';

type Tip = { readonly text: string; readonly place: CSSProperties };

const SHOW_MS = 300;
const HIDE_MS = 120;
const GAP = 6;
const EXACT = '[data-exact]';

/** What a pointer is over, or what the keyboard is on: itself, or the only one inside it; else a name that was cut. */
function tipAt(target: EventTarget | null, isFocus: boolean): Tip | undefined {
  if (!(target instanceof Element)) return undefined;
  const own = target.closest(EXACT);
  const inside = !own && isFocus && target.matches(':focus-visible') ? target.querySelectorAll(EXACT) : [];
  const exact = own ?? (inside.length === 1 ? inside[0] : undefined);
  if (exact) return { text: exact.getAttribute('data-exact') ?? '', place: placeOf(exact) };
  const cut = cutAt(target);
  return cut && { text: cut.textContent.trim(), place: placeOf(cut) };
}

/** How far up from the letters under the pointer a name may be cut: `span > bdi`. */
const CUT_DEPTH = 3;

/** Whatever ends in an ellipsis is told in full. */
function cutAt(target: Element): Element | undefined {
  let at: Element | null = target;
  for (let depth = 0; at && depth < CUT_DEPTH; depth += 1, at = at.parentElement) {
    if (at.scrollWidth > at.clientWidth && getComputedStyle(at).textOverflow === 'ellipsis') return at;
  }
  return undefined;
}

/** Under the words, or over them at the foot of the window; it grows towards the middle. */
function placeOf(element: Element): CSSProperties {
  const box = element.getBoundingClientRect();
  const isRtl = document.documentElement.dir === 'rtl';
  const [before, after] = isRtl ? [window.innerWidth - box.right, box.left] : [box.left, window.innerWidth - box.right];
  const isLow = box.bottom > window.innerHeight - 56;
  return {
    ...(before <= after ? { insetInlineStart: before } : { insetInlineEnd: after }),
    ...(isLow ? { insetBlockEnd: window.innerHeight - box.top + GAP } : { insetBlockStart: box.bottom + GAP }),
  };
}

/** One tooltip for shortened figures and relative ages (`data-exact`: `ui/exact.tsx`, chart axes), and for names that were cut. */
export function ExactTip() {
  const [tip, setTip] = useState<Tip | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = (next: Tip | null, ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => setTip(next), ms);
    };
    const onEnter = (event: Event) => {
      // The tip itself may be entered and read.
      if (event.target instanceof Element && event.target.closest(`.${styles.tip}`)) return clearTimeout(timer);
      const next = tipAt(event.target, event.type === 'focusin');
      later(next ?? null, next ? SHOW_MS : HIDE_MS);
    };
    const onLeave = () => later(null, HIDE_MS);
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && later(null, 0);
    const events = { pointerover: onEnter, focusin: onEnter, focusout: onLeave, keydown: onKey, scroll: onLeave, pointerdown: onLeave };
    const entries = Object.entries(events) as [string, EventListener][]; // each listens to its own event
    for (const [name, listener] of entries) document.addEventListener(name, listener, { capture: true });
    return () => {
      clearTimeout(timer);
      for (const [name, listener] of entries) document.removeEventListener(name, listener, { capture: true });
    };
  }, []);
  if (tip === null) return null;
  return (
    <div className={styles.tip} style={tip.place} role="tooltip">
      {tip.text}
    </div>
  );
}
