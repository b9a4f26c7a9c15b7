import styles from './spinner.module.css';

/** An open ring that turns; purely visual, the words beside it tell what is going on. */
export function Spinner() {
  return (
    <svg className={styles.spinner} width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 2a6 6 0 1 0 6 6" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
    </svg>
  );
}
