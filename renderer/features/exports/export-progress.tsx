import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleSlash, TriangleAlert } from 'lucide-react';
import { ProgressBar } from 'react-aria-components';
import type { ExportStatus } from '../../../shared/contract/exports.ts';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './export-progress.module.css';
import { useCancelExport } from './mutations.ts';
import { exportQueries } from './queries.ts';

/** How the newest export goes, or went. One runs at a time, so another one's progress is told here as well. */
export function ExportProgress({ subject }: { readonly subject: 'list' | 'everything' }) {
  const { data: status } = useQuery(exportQueries.status());
  if (!status || status.state === 'idle') return null;
  if (status.state === 'running') return <Running status={status} />;
  return status.subject === subject ? <Outcome status={status} /> : null;
}

function Running({ status }: { readonly status: ExportStatus }) {
  const t = useT();
  const cancel = useCancelExport();
  const { rows, total } = status;
  return (
    <div className={styles.running}>
      <ProgressBar
        className={styles.progress ?? ''}
        value={Math.min(rows, total)}
        minValue={0}
        maxValue={Math.max(total, 1)}
        aria-label={t('exports.progress.label')}
      >
        {({ percentage = 0 }) => (
          <span className={styles.track}>
            <span className={styles.fill} style={{ inlineSize: `${percentage}%` }} />
          </span>
        )}
      </ProgressBar>
      <p className={styles.words} data-figures>
        {t('exports.progress.rows', { rows, total })}
      </p>
      <Button size="sm" onPress={() => cancel.mutate()} isPending={cancel.isPending}>
        {t('exports.progress.cancel')}
      </Button>
    </div>
  );
}

const ICONS = { done: CircleCheck, failed: TriangleAlert, cancelled: CircleSlash } as const;

function Outcome({ status }: { readonly status: ExportStatus }) {
  const t = useT();
  const { state, rows, skipped, fileName, errorCode } = status;
  if (state !== 'done' && state !== 'failed' && state !== 'cancelled') return null;
  return (
    <div className={styles.outcome} role={state === 'failed' ? 'alert' : 'status'}>
      <span className={styles[state]}>
        <Icon of={ICONS[state]} />
      </span>
      <div>
        <p className={styles.title}>{state === 'done' ? t('exports.done.title', { name: fileName ?? '' }) : t(`exports.${state}.title`)}</p>
        <p className={styles.words} data-figures>
          {state === 'done' && t(status.subject === 'everything' ? 'exports.done.records' : 'exports.done.rows', { count: rows - skipped })}
          {state === 'done' && skipped > 0 && ` ${t('exports.done.skipped', { count: skipped })}`}
          {state === 'cancelled' && t('exports.cancelled.body')}
          {state === 'failed' && `${t(`errors.${errorCode ?? 'internal'}.title`)}. ${t('exports.failed.body')}`}
        </p>
      </div>
    </div>
  );
}
