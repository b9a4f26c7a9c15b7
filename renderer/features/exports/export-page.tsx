import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type ExportFormat, XLSX_MOST_ROWS } from '../../../shared/contract/exports.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { hrefTo, useRoute } from '../../lib/router.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Link } from '../../ui/link.tsx';
import { Page, Stack } from '../../ui/page.tsx';
import { ConnectFirst, connectionQueries } from '../connections/public.ts';
import { transactionQueries } from '../transactions/public.ts';
import styles from './export-page.module.css';
import { ExportProgress } from './export-progress.tsx';
import { type ExportFilter, filterOf, listedFilter, type Problem, startSelection } from './export-selection.ts';
import { FormatFields } from './format-fields.tsx';
import { useStartExport } from './mutations.ts';
import { exportQueries } from './queries.ts';
import { SelectionFields } from './selection-fields.tsx';

/** Transactions as a file: which, as what, and how it went. */
export function ExportPage() {
  const t = useT();
  const { today, language } = useFormat();
  const { params } = useRoute();
  const listed = listedFilter(params, today);
  const [selection, setSelection] = useState(() => startSelection(params, today));
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [headers, setHeaders] = useState(language);
  const { filter, problem } = filterOf(selection, listed, today);
  const count = useMatching(filter);
  return (
    <Page title={t('exports.title')}>
      <div className={styles.sides}>
        <Stack>
          <Card title={t('exports.what.title')}>
            <SelectionFields
              selection={selection}
              onChange={(change) => setSelection((before) => ({ ...before, ...change }))}
              hasList={listed !== null}
            />
          </Card>
          <Card title={t('exports.format.title')}>
            <FormatFields format={format} onFormat={setFormat} headers={headers} onHeaders={setHeaders} />
          </Card>
        </Stack>
        <Stack>
          <Start format={format} headers={headers} filter={filter} problem={problem} count={count} />
          <Card title={t('exports.everything.title')}>
            <p className={styles.words}>{t('exports.everything.short')}</p>
            <p>
              <Link href={hrefTo('/settings/data')}>{t('exports.everything.link')}</Link>
            </p>
          </Card>
        </Stack>
      </div>
    </Page>
  );
}

/** undefined while it is counted, and while nothing is chosen. */
function useMatching(filter: ExportFilter | undefined): number | undefined {
  const { sort: _order, ...counted } = filter ?? {}; // counting knows no order
  const { data } = useQuery({ ...transactionQueries.count(counted), enabled: filter !== undefined });
  return filter === undefined ? undefined : data?.matching;
}

type StartProps = {
  readonly format: ExportFormat;
  readonly headers: 'ar' | 'en';
  readonly filter: ExportFilter | undefined;
  readonly problem: Problem | undefined;
  readonly count: number | undefined;
};

function Start({ format, headers, filter, problem, count }: StartProps) {
  const t = useT();
  const start = useStartExport();
  const { data: status } = useQuery(exportQueries.status());
  const isTooMany = format === 'xlsx' && count !== undefined && count > XLSX_MOST_ROWS;
  const isRunning = status?.state === 'running';
  return (
    <Card title={t('exports.start.title')}>
      <div className={styles.start}>
        <p className={styles.count} data-figures>
          {problem !== undefined
            ? t(`exports.problem.${problem}`)
            : count === undefined
              ? t('exports.start.counting')
              : t('exports.start.count', { count })}
        </p>
        {problem === undefined && count === 0 && <Nothing />}
        {isTooMany && <p className={styles.warn}>{t('exports.problem.xlsx', { most: XLSX_MOST_ROWS })}</p>}
        <Button
          variant="primary"
          size="lg"
          isDisabled={filter === undefined || isTooMany || count === 0 || isRunning}
          isPending={start.isPending}
          onPress={() => {
            if (filter) start.mutate({ format, headers, filter });
          }}
        >
          {t('exports.start.action')}
        </Button>
        <p className={styles.hint}>{t('exports.start.hint')}</p>
        <ExportProgress subject="list" />
      </div>
    </Card>
  );
}

/** Why there is nothing to export, and the step that changes it. */
function Nothing() {
  const t = useT();
  const { data: connections } = useQuery(connectionQueries.list());
  if (connections === undefined) return null;
  return (
    <>
      <p className={styles.words}>{t(connections.length === 0 ? 'exports.start.noBank' : 'exports.start.nothing')}</p>
      <ConnectFirst />
    </>
  );
}
