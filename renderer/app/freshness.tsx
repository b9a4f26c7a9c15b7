import { useQuery } from '@tanstack/react-query';
import { Link, TooltipTrigger } from 'react-aria-components';
import type { SyncStatus } from '../../shared/contract/sync.ts';
import { syncQueries, useNextRead } from '../features/sync/public.ts';
import { useFormat, useT } from '../lib/format.ts';
import { hrefTo } from '../lib/router.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import styles from './freshness.module.css';
import { type FreshnessState, freshnessOf } from './freshness-state.ts';

/** Two times, always both: how old the banks' data is, and when we asked. */
export function Freshness() {
  const { data: status } = useQuery(syncQueries.status());
  return status ? <FreshnessLink status={status} /> : null;
}

function FreshnessLink({ status }: { readonly status: SyncStatus }) {
  const t = useT();
  const format = useFormat();
  const state = freshnessOf(status);
  const explanation = useExplanation(status, state);
  const exact = useExactTimes(status);
  const next = useNextRead(status);
  const lines = [explanation, next === undefined ? '' : t('common.freshness.next', { when: next }), ...exact].filter((line) => line !== '');
  return (
    <TooltipTrigger delay={300} closeDelay={0}>
      <Link href={hrefTo('/activity')} className={styles.freshness ?? ''}>
        <Mark state={state} />
        {status.bankDataAt === null ? (
          <span>{t('common.freshness.none')}</span>
        ) : (
          <>
            <span className={styles.bank} data-figures>
              {t('common.freshness.asOf', { time: format.asOf(status.bankDataAt) })}
            </span>
            <span className={styles.asked}>
              <span className={styles.dot}>·</span>
              {status.askedAt === null
                ? t('common.freshness.neverAsked')
                : t('common.freshness.asked', { ago: format.ago(status.askedAt) })}
            </span>
          </>
        )}
        {lines.length > 0 && <VisuallyHidden>{lines.join(' · ')}</VisuallyHidden>}
      </Link>
      {lines.length > 0 && (
        <Tooltip>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Tooltip>
      )}
    </TooltipTrigger>
  );
}

function useExplanation(status: SyncStatus, state: FreshnessState): string {
  const t = useT();
  const format = useFormat();
  if (state === 'fresh') return t('common.freshness.allFresh');
  if (state === 'none_answered') return t('common.freshness.noneAnswered');
  if (state === 'empty' || status.oldestBankDataAt === null) return '';
  const bank = format.bank({ bankName: status.oldestBankName ?? '', bankNameAr: status.oldestBankNameAr });
  return t('common.freshness.someOld', { bank, time: format.asOf(status.oldestBankDataAt) });
}

/** What "yesterday" and "2 min ago" stand for. */
function useExactTimes({ bankDataAt, askedAt }: SyncStatus): readonly string[] {
  const t = useT();
  const format = useFormat();
  if (bankDataAt === null || askedAt === null) return [];
  return [
    t('common.freshness.exactBank', { time: format.exactly(bankDataAt) }),
    t('common.freshness.exactAsked', { time: format.exactly(askedAt) }),
  ];
}

/** Disc, ring or triangle: the state never shows by colour alone. */
function Mark({ state }: { readonly state: FreshnessState }) {
  return (
    <svg className={styles[state]} width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
      {state === 'fresh' && <circle cx="5" cy="5" r="4" fill="currentColor" />}
      {state === 'partly_old' && <circle cx="5" cy="5" r="3.25" fill="none" stroke="currentColor" strokeWidth="2" />}
      {state === 'none_answered' && <path d="M5 0.8 9.6 9.2H0.4z" fill="currentColor" />}
      {state === 'empty' && <path d="M1 5h8" stroke="currentColor" strokeWidth="1.5" />}
    </svg>
  );
}
