import { useQuery } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import type { RuleDraft, RulePreview } from '../../../shared/contract/rules.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CategoryLabel, useCategoryName } from '../categories/public.ts';
import { ruleQueries } from './queries.ts';
import styles from './rule-preview.module.css';
import { useDebounced } from './use-debounced.ts';

export type RulePreviewPaneProps = {
  readonly id: number | null;
  /** undefined while the form makes none. */
  readonly draft: RuleDraft | undefined;
  readonly isPaused: boolean;
};

/** What would change, what stays and why, and some of the rows as they are and as they would be. */
export function RulePreviewPane({ id, draft, isPaused }: RulePreviewPaneProps) {
  const t = useT();
  const settled = useDebounced(draft, JSON.stringify(draft ?? null));
  return (
    <section className={styles.pane} aria-label={t('rules.preview.title')} aria-live="polite">
      <h3 className={styles.title}>{t('rules.preview.title')}</h3>
      {isPaused ? (
        <p>{t('rules.preview.paused')}</p>
      ) : settled === undefined ? (
        <p>{t('rules.preview.incomplete')}</p>
      ) : (
        <Preview id={id} draft={settled} />
      )}
    </section>
  );
}

function Preview({ id, draft }: { readonly id: number | null; readonly draft: RuleDraft }) {
  const query = useQuery(ruleQueries.preview(id, draft));
  if (query.isPending) return <Skeleton rows={4} rowHeight={32} />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />;
  return (
    <>
      <Outcome preview={query.data} categoryId={draft.categoryId} />
      {query.data.rows.length > 0 && <Samples preview={query.data} />}
    </>
  );
}

function Outcome({ preview, categoryId }: { readonly preview: RulePreview; readonly categoryId: number }) {
  const t = useT();
  const nameOf = useCategoryName();
  const { fitting, changing, already, kept } = preview;
  if (fitting === 0 && changing === 0) return <p>{t('rules.preview.nothing')}</p>;
  const stays = (['person', 'transfer', 'rule'] as const).filter((why) => kept[why] > 0);
  return (
    <div className={styles.outcome} data-figures>
      <p>
        <strong className={styles.strong}>{t('rules.preview.changes', { count: changing })}</strong>{' '}
        {t('rules.preview.fits', { count: fitting })}
      </p>
      {(already > 0 || stays.length > 0) && (
        <ul className={styles.reasons}>
          {already > 0 && <li>{t('rules.preview.already', { count: already, category: nameOf(categoryId) })}</li>}
          {stays.map((why) => (
            <li key={why}>{t(`rules.preview.kept.${why}`, { count: kept[why] })}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Samples({ preview }: { readonly preview: RulePreview }) {
  const t = useT();
  const format = useFormat();
  const rest = preview.changing - preview.rows.length;
  return (
    <>
      <ul className={styles.samples} aria-label={t('rules.preview.samples')}>
        {preview.rows.map((row) => (
          <li key={row.id} className={styles.sample}>
            <span className={styles.line}>
              <bdi className={styles.name}>{row.title}</bdi>
              <span className={styles.amount}>
                <AmountText money={{ minor: row.amountMinor, currency: row.currency }} signed />
              </span>
            </span>
            <span className={styles.second}>
              <bdi>{format.day(row.day)}</bdi>
              <span className={styles.move}>
                <CategoryLabel id={row.fromCategoryId} />
                <Icon of={ArrowRight} size={13} points />
                <CategoryLabel id={row.toCategoryId} />
              </span>
            </span>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className={styles.rest}>{t('rules.preview.more', { count: rest })}</p>}
    </>
  );
}
