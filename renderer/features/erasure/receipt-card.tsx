import { Check, FileCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ErasureStep, Receipt } from '../../../shared/contract/erasure.ts';
import { type Leftover, leftoversOf, stepsDone } from '../../../shared/domain/receipt.ts';
import { cx } from '../../lib/cx.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './receipt-card.module.css';

/** What was done and when, what was found again, and what is left for the person. No account numbers, no amounts. */
export function ReceiptCard({ receipt, footer }: { readonly receipt: Receipt; readonly footer: ReactNode }) {
  const t = useT();
  const format = useFormat();
  const leftovers = leftoversOf(receipt);
  return (
    <article className={styles.card} aria-labelledby="receipt-title">
      <header className={styles.header}>
        <Icon of={FileCheck} size={24} />
        <div>
          <h1 id="receipt-title" className={styles.title}>
            {t('erasure.receipt.title')}
          </h1>
          <p className={styles.muted}>
            {format.bothCalendars(format.dayOf(receipt.endedAt), 'date')} · <bdi>{format.time(receipt.endedAt)}</bdi> ·{' '}
            {t('erasure.receipt.number', { number: receipt.number })}
          </p>
          {receipt.wasInterrupted && <p className={styles.muted}>{t('erasure.receipt.interrupted')}</p>}
        </div>
      </header>
      <ReceiptFigures receipt={receipt} left={leftovers.length} />
      <StepList steps={receipt.steps} />
      {leftovers.length > 0 && <Leftovers leftovers={leftovers} />}
      <p className={styles.untouched}>{t('erasure.receipt.untouched')}</p>
      <footer className={styles.footer}>
        <p className={styles.muted}>{t('erasure.receipt.note')}</p>
        {footer}
      </footer>
    </article>
  );
}

function ReceiptFigures({ receipt, left }: { readonly receipt: Receipt; readonly left: number }) {
  const t = useT();
  const format = useFormat();
  const figures = [
    {
      id: 'done',
      value: t('erasure.receipt.stepsDone', { done: stepsDone(receipt), total: receipt.steps.length }),
      label: t('erasure.receipt.stepsDoneLabel'),
      isWarned: false,
    },
    { id: 'traces', value: format.count(receipt.tracesFound), label: t('erasure.receipt.traces'), isWarned: receipt.tracesFound > 0 },
    { id: 'left', value: format.count(left), label: t('erasure.receipt.left'), isWarned: left > 0 },
  ];
  return (
    <dl className={styles.figures}>
      {figures.map((figure) => (
        <div key={figure.id} className={styles.figure}>
          <dd className={cx(styles.value, figure.isWarned && styles.warned)}>{figure.value}</dd>
          <dt className={styles.muted}>{figure.label}</dt>
        </div>
      ))}
    </dl>
  );
}

/** Each step with its time, as it happened. */
export function StepList({ steps }: { readonly steps: readonly ErasureStep[] }) {
  const t = useT();
  const format = useFormat();
  return (
    <ol className={styles.steps}>
      {steps.map((step) => {
        const isDone = step.outcome === 'done';
        const values = step.count === null ? {} : { count: step.count };
        const key = `erasure.step.${step.kind}_${step.outcome}`;
        const note = NOTED.has(`${step.kind}_${step.outcome}`) ? t(`${key}_note`, values) : undefined;
        return (
          <li key={`${step.kind} ${step.bankName ?? ''} ${step.at}`} className={styles.step}>
            <span className={isDone ? styles.done : styles.open}>
              <Icon of={isDone ? Check : TriangleAlert} />
            </span>
            <span className={styles.what}>
              <strong>{t(key, values)}</strong>{' '}
              <span className={styles.muted}>
                {step.bankName === null ? note : <bdi>{format.bank({ bankName: step.bankName, bankNameAr: step.bankNameAr })}</bdi>}
              </span>
            </span>
            <bdi className={styles.time}>{format.timeOfDay(step.at)}</bdi>
          </li>
        );
      })}
    </ol>
  );
}

const NOTED: ReadonlySet<string> = new Set(['revoke_done', 'keys_done', 'database_done', 'search_done', 'search_not_done']);

/** What the person can do about each thing that could not be done. */
export function Leftovers({ leftovers }: { readonly leftovers: readonly Leftover[] }) {
  const t = useT();
  const format = useFormat();
  const wordsOf = ({ step, why, what, after }: Leftover): string => {
    const bank = format.bank({ bankName: step.bankName ?? '', bankNameAr: step.bankNameAr });
    const date = step.endsAt === null ? '' : format.bothCalendars(format.dayOf(step.endsAt), 'date');
    return [
      why && t(`erasure.leftover.${why}`, { code: step.code ?? '' }),
      t(`erasure.leftover.${what}`, { bank, date }),
      after && t(`erasure.leftover.${after}`),
    ]
      .filter((part) => part)
      .join(' ');
  };
  return (
    <div className={styles.leftovers} role="status">
      <Icon of={TriangleAlert} />
      <div>
        <p className={styles.leftTitle}>{t('erasure.leftover.title', { count: leftovers.length })}</p>
        {leftovers.map((one) => (
          <p key={`${one.what} ${one.step.bankName ?? ''} ${one.step.at}`}>{wordsOf(one)}</p>
        ))}
      </div>
    </div>
  );
}
