import styles from './share-bar.module.css';

export type ShareBarProps = {
  /** Of the largest in the list, 0 to 1. */
  readonly share: number;
  /** Where the comparison stands, 0 to 1; null without one. */
  readonly tick: number | null;
  readonly colour: string;
};

/** How much of the longest bar this is, and a tick where it usually stands. The figures beside it say the same. */
export function ShareBar({ share, tick, colour }: ShareBarProps) {
  return (
    <span className={styles.track} aria-hidden="true" data-drawn>
      <span className={styles.bar} style={{ inlineSize: `${share * 100}%`, backgroundColor: colour }} />
      {tick !== null && <span className={styles.tick} style={{ insetInlineStart: `${tick * 100}%` }} />}
    </span>
  );
}

/** What the tick of the bars stands for; gone where the bars are. */
export function TickKey({ text }: { readonly text: string }) {
  return (
    <span className={styles.key} data-drawn>
      <span className={styles.keyTick} />
      {text}
    </span>
  );
}
