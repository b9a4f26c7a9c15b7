import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { RecoveryOffer } from '../features/backups/public.ts';
import { ReminderBanner } from '../features/reminders/public.ts';
import { useRoute } from '../lib/router.ts';
import { Banners } from './banners.tsx';
import { ImportStrip } from './import-strip.tsx';
import styles from './layout.module.css';
import { Notices } from './notices.tsx';
import { appQueries } from './queries.ts';
import { Rail } from './rail.tsx';
import { StoreProblem } from './store-problem.tsx';
import { TopBar } from './top-bar.tsx';

export function Layout({ children }: { readonly children: ReactNode }) {
  const { segments } = useRoute();
  const { data: status } = useQuery(appQueries.status());
  // Settings stay reachable without a store: that is where another environment is chosen.
  // The Overview and the Consents screen list the same, with the same way to renew.
  const isToldBelow = segments[0] === 'overview' || segments[0] === 'consents';
  const isBlocked = status !== undefined && status.store !== 'ready' && segments[0] !== 'settings';
  return (
    <div className={styles.frame}>
      <Rail current={segments[0] ?? ''} />
      <div className={styles.column}>
        <TopBar />
        <div className={styles.above}>
          <Notices />
          {!isBlocked && segments[0] !== 'settings' && <RecoveryOffer />}
          {!isToldBelow && !isBlocked && <ReminderBanner />}
          <Banners />
        </div>
        <ImportStrip />
        <main className={styles.main}>{isBlocked ? <StoreProblem status={status} /> : children}</main>
      </div>
    </div>
  );
}
