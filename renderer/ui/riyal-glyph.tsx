import styles from './riyal-glyph.module.css';

/** The riyal sign, our own drawing: no bundled font has U+20C1. */
export function RiyalGlyph() {
  return (
    <svg className={styles.glyph} viewBox="0 0 22 24" role="img" aria-label="SAR">
      <g fill="none" stroke="currentColor" strokeWidth="2.5">
        <path d="M8.7 1.2v13.3q0 3.2-2.9 3.9L1 19.6" />
        <path d="M14 2.6v13.9l7-1.5" />
        <path d="M1 14.6l20-4.3" />
        <path d="M13.2 22.6l7.8-1.7" />
      </g>
    </svg>
  );
}
