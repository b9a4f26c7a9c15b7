import { Lock, ShieldAlert } from 'lucide-react';
import type { AppStatus } from '../../shared/contract/app.ts';
import { needsOtherWay, StoreWays } from '../features/backups/public.ts';
import { useT } from '../lib/format.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { useRetryStore } from './mutations.ts';
import styles from './store-problem.module.css';

/** The encrypted store cannot be opened: why, what it means, and one step. Nothing is ever reset from here. */
export function StoreProblem({ status }: { readonly status: AppStatus }) {
  const t = useT();
  const retry = useRetryStore();
  const isLocked = status.store === 'locked';
  const code = status.storeError ?? (isLocked ? 'secret_store_locked' : 'database_damaged');
  return (
    <div className={styles.problem}>
      <div role="alert">
        <EmptyState
          icon={<Icon of={isLocked ? Lock : ShieldAlert} size={24} />}
          title={t(isLocked ? 'common.store.lockedTitle' : 'common.store.failedTitle')}
          body={
            <>
              {t(`errors.${code}.title`)}. {t(`errors.${code}.meaning`)}{' '}
              {t(needsOtherWay(code) ? 'backups.ways.lead' : `errors.${code}.next`)}
            </>
          }
          action={
            <Button variant={needsOtherWay(code) ? 'secondary' : 'primary'} onPress={() => retry.mutate()} isPending={retry.isPending}>
              {t(retry.isPending ? 'common.store.retrying' : 'common.store.retry')}
            </Button>
          }
        />
      </div>
      <StoreWays code={code} />
    </div>
  );
}
