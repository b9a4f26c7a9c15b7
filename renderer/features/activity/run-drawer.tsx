import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type ActivityRun,
  RUN_CHANGE_KINDS,
  type RunAccount,
  type RunChange,
  type RunChangeKind,
} from '../../../shared/contract/activity.ts';
import { SOURCED_FIELDS } from '../../../shared/contract/transactions.ts';
import { isDay } from '../../../shared/domain/dates.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { hrefTo } from '../../lib/router.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Button } from '../../ui/button.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Link } from '../../ui/link.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { activityQueries } from './queries.ts';
import styles from './run-drawer.module.css';
import { countsText } from './run-summary.ts';

/** One run as a diff: what it added, changed field by field, and removed; and how each account fared. */
export function RunDrawer({ runId, onClose }: { readonly runId: number; readonly onClose: () => void }) {
  const t = useT();
  const query = useQuery(activityQueries.run(runId));
  return (
    <Drawer title={t('activity.run.title', { id: runId })} isOpen onClose={onClose}>
      {query.isPending ? (
        <Skeleton rows={8} rowHeight={40} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
      ) : (
        <>
          <Times run={query.data.run} />
          <Accounts accounts={query.data.accounts} />
          <Diff runId={runId} counts={query.data.counts} />
        </>
      )}
    </Drawer>
  );
}

function Times({ run }: { readonly run: ActivityRun }) {
  const t = useT();
  const format = useFormat();
  const [start, end] = [run.startedAt, run.endedAt ?? run.startedAt].map(format.time);
  return (
    <header>
      <h2 className={styles.name}>{t(`activity.outcome.${run.outcome ?? 'running'}`)}</h2>
      <p className={styles.words}>
        {t(`activity.trigger.${run.trigger}`)} · <bdi>{format.day(format.dayOf(run.startedAt), 'date')}</bdi> <bdi>{start}</bdi>
        {end !== start && (
          <>
            {' – '}
            <bdi>{end}</bdi>
          </>
        )}
      </p>
      {run.errorCode !== null && <p className={styles.words}>{t(`errors.${run.errorCode}.title`)}</p>}
    </header>
  );
}

function Accounts({ accounts }: { readonly accounts: readonly RunAccount[] }) {
  const t = useT();
  const format = useFormat();
  if (accounts.length === 0) return null;
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{t('activity.run.accounts')}</h3>
      <ul className={styles.list}>
        {accounts.map((account) => (
          <li key={account.accountId} className={styles.account}>
            <span className={styles.who}>
              <bdi>{account.accountName}</bdi> <span className={styles.words}>{format.bank(account)}</span>
            </span>
            <span className={account.errorCode === null ? styles.words : styles.failed}>
              {account.errorCode === null ? countsText(account, t) : t(`errors.${account.errorCode}.title`)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Counts = Readonly<Record<RunChangeKind, number>>;

function Diff({ runId, counts }: { readonly runId: number; readonly counts: Counts }) {
  const t = useT();
  const format = useFormat();
  const first = RUN_CHANGE_KINDS.find((kind) => counts[kind] > 0);
  const [chosen, setChosen] = useState<RunChangeKind | undefined>(undefined);
  const kind = chosen ?? first;
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{t('activity.run.diff')}</h3>
      {kind === undefined ? (
        <p className={styles.words}>{t('activity.run.nothing')}</p>
      ) : (
        <>
          <Segmented
            label={t('activity.run.diff')}
            options={RUN_CHANGE_KINDS.map((id) => ({ id, label: `${t(`activity.kind.${id}`)} ${format.count(counts[id])}` }))}
            value={kind}
            onChange={setChosen}
          />
          <Changes key={kind} runId={runId} kind={kind} />
        </>
      )}
    </section>
  );
}

function Changes({ runId, kind }: { readonly runId: number; readonly kind: RunChangeKind }) {
  const t = useT();
  const query = useInfiniteQuery(activityQueries.diff(runId, kind));
  if (query.isPending) return <Skeleton rows={4} rowHeight={46} />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />;
  const changes = query.data.pages.flatMap((page) => page.changes);
  if (changes.length === 0) return <p className={styles.words}>{t('activity.run.noneOfKind')}</p>;
  return (
    <>
      <ul className={styles.list}>
        {changes.map((change) => (
          <ChangeLine key={change.key} change={change} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button variant="quiet" onPress={() => void query.fetchNextPage()} isPending={query.isFetchingNextPage}>
          {t('activity.more')}
        </Button>
      )}
    </>
  );
}

function ChangeLine({ change }: { readonly change: RunChange }) {
  const t = useT();
  const format = useFormat();
  const { currency } = change;
  return (
    <li className={styles.change}>
      <p className={styles.line} data-copy="row">
        <Link href={hrefTo('/transactions', { open: String(change.transactionId) })}>
          <bdi>{change.title === '' ? t('activity.run.unnamed') : format.words(change.title)}</bdi>
        </Link>
        <AmountText money={{ minor: change.amountMinor, currency }} signed tone={change.kind === 'held' ? 'muted' : 'auto'} />
      </p>
      <p className={styles.words}>
        {t(`activity.event.${change.kind}`)} · <bdi>{format.day(change.day)}</bdi> · <bdi>{change.accountName}</bdi>
      </p>
      <dl className={styles.fields}>
        {change.beforeMinor !== null && (
          <Field label={t('transactions.sources.amount')}>
            <del>
              <AmountText money={{ minor: change.beforeMinor, currency }} signed tone="plain" />
            </del>{' '}
            <ins>
              <AmountText money={{ minor: change.amountMinor, currency }} signed tone="plain" />
            </ins>
          </Field>
        )}
        {change.changes.filter(isKnown).map(({ field, from, to }) => (
          <Field key={field} label={t(`transactions.sources.${field}`)}>
            <del>
              <bdi>{shown(field, from) || '—'}</bdi>
            </del>{' '}
            <ins>
              <bdi>{shown(field, to) || '—'}</bdi>
            </ins>
          </Field>
        ))}
      </dl>
    </li>
  );

  function shown(field: string, value: string): string {
    if (field === 'kind' && value !== '') return t(`transactions.kinds.${value}`);
    return isDay(value) ? format.day(value, 'plain') : format.words(value);
  }
}

function Field({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div className={styles.field}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function isKnown({ field }: { readonly field: string }): boolean {
  return (SOURCED_FIELDS as readonly string[]).includes(field); // a plain list of names, read only
}
