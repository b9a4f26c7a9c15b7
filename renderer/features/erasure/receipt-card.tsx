import { Check, FileCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ErasureStep, Receipt } from '../../../shared/contract/erasure.ts';
import { countLeft, type Leftover, leftoversOf, stepsDone } from '../../../shared/domain/receipt.ts';
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
      <ReceiptFigures receipt={receipt} left={countLeft(leftovers)} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls in low windows, and only the keyboard's place can be scrolled by keys */}
      <section className={styles.middle} aria-labelledby="receipt-title" tabIndex={0}>
        <StepList steps={receipt.steps} />
        {leftovers.length > 0 && <Leftovers leftovers={leftovers} />}
        <p className={styles.untouched}>{t('erasure.receipt.untouched')}</p>
      </section>
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
  const partyOf = useAskedParty();
  return (
    <ol className={styles.steps}>
      {steps.map((step) => {
        const isDone = step.outcome === 'done';
        const values = { party: partyOf(step), ...(step.count !== null && { count: step.count }) };
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
                {step.isPractice && step.kind === 'consent' && !isDone && ` · ${t('erasure.step.consent_not_done_practice')}`}
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
  return (
    <div className={styles.leftovers} role="status">
      <Icon of={TriangleAlert} />
      <div>
        <p className={styles.leftTitle}>{t('erasure.leftover.title', { count: countLeft(leftovers) })}</p>
        {leftovers.map((one) => (
          <LeftoverText key={`${one.what} ${one.steps[0].bankName ?? ''} ${one.steps[0].at}`} leftover={one} />
        ))}
      </div>
    </div>
  );
}

function LeftoverText({ leftover: { steps, why, what, advice, after } }: { readonly leftover: Leftover }) {
  const t = useT();
  const format = useFormat();
  const partyOf = useAskedParty();
  const [step] = steps;
  const party = partyOf(step);
  const about = (one: ErasureStep) => {
    const bank = format.bank({ bankName: one.bankName ?? '', bankNameAr: one.bankNameAr });
    const date = one.endsAt === null ? '' : unbroken(format.bothCalendars(format.dayOf(one.endsAt), 'date'));
    return t(`erasure.leftover.${what}`, { bank, date, party });
  };
  const before = why === null ? '' : t(`erasure.leftover.${why}`, { code: step.code ?? '', party });
  const onward = [advice && t(`erasure.leftover.${advice}`), after && t(`erasure.leftover.${after}`, { party })].filter(Boolean).join(' ');
  if (steps.length === 1) return <p>{[before, about(step), onward].filter((part) => part !== '').join(' ')}</p>;
  return (
    <>
      {before !== '' && <p>{before}</p>}
      <ul className={styles.banks}>
        {steps.map((one) => (
          <li key={`${one.bankName ?? ''} ${one.at}`}>{about(one)}</li>
        ))}
      </ul>
      <p>{onward}</p>
    </>
  );
}

/** A date stays on one line; between the two calendars it may break. */
const unbroken = (dates: string): string =>
  dates
    .split(' · ')
    .map((date) => date.replaceAll(' ', '\u00a0'))
    .join(' · ');

/** Who was asked, by its name. */
function useAskedParty(): (step: ErasureStep) => string {
  const t = useT();
  return ({ isPractice = false }) => t(isPractice ? 'erasure.party.practice' : 'erasure.party.provider');
}
