import { useT } from '../../lib/format.ts';
import { hrefTo, navigate, useRoute } from '../../lib/router.ts';
import { Page, Stack } from '../../ui/page.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { FetchLedgerCard } from './fetch-ledger-card.tsx';
import { NextSyncs } from './next-syncs.tsx';
import { RunDrawer } from './run-drawer.tsx';
import { RunsCard } from './runs-card.tsx';
import { VerifyCard } from './verify-card.tsx';

const VIEWS = ['runs', 'fetches'] as const;

/** What Mizan did: each run as a diff, every call to the provider, proof of both, and when the banks may be asked again. */
export function ActivityPage() {
  const t = useT();
  const { params } = useRoute();
  const view = params.get('view') === 'fetches' ? 'fetches' : 'runs';
  const runId = Number(params.get('run') ?? '');
  const isRunOpen = view === 'runs' && Number.isSafeInteger(runId) && runId > 0;
  const close = () => navigate(hrefTo('/activity'), { replace: true });
  return (
    <Page
      title={t('activity.title')}
      aside={
        <Segmented
          label={t('activity.view.label')}
          options={VIEWS.map((id) => ({ id, label: t(`activity.view.${id}`) }))}
          value={view}
          onChange={(next) => navigate(hrefTo('/activity', { view: next === 'runs' ? undefined : next }), { replace: true })}
        />
      }
      drawer={isRunOpen ? <RunDrawer key={runId} runId={runId} onClose={close} /> : undefined}
    >
      <Stack>
        {view === 'runs' ? (
          <>
            <NextSyncs />
            <RunsCard openRun={isRunOpen ? runId : undefined} />
          </>
        ) : (
          <>
            <VerifyCard />
            <FetchLedgerCard />
          </>
        )}
      </Stack>
    </Page>
  );
}
