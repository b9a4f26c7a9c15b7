/** @file Which address shows which page. */
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense, useEffect } from 'react';
import { ConnectPage } from '../features/connections/public.ts';
import { ErasureScreen, erasureQueries, RemovalHost } from '../features/erasure/public.ts';
import { LockScreen, lockQueries } from '../features/lock/public.ts';
import { SettingsPage, settingsQueries } from '../features/settings/public.ts';
import { UndoHost } from '../features/transactions/public.ts';
import { WelcomePage } from '../features/welcome/public.ts';
import { subscribe } from '../lib/api.ts';
import { lazyPart } from '../lib/lazy-part.ts';
import { navigate, type Route, useRoute } from '../lib/router.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { CopyHost } from './copy/copy-host.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { ExactTip } from './exact-tip.tsx';
import { Layout } from './layout.tsx';
import { NotFound } from './not-found.tsx';
import { appQueries } from './queries.ts';

// Knows every feature, so the core is asked before it is read; it is loaded while the core answers.
const CommandHost = lazyPart(() => import('./actions/command-host.tsx').then((m) => m.CommandHost), { isFirst: true });
const BareCommandHost = lazyPart(() => import('./actions/command-host.tsx').then((m) => m.BareCommandHost));
const OverviewPage = lazyPart(() => import('../features/overview/public.ts').then((m) => m.OverviewPage), { isFirst: true });
const CategoriesPage = lazyPart(() => import('../features/categories/public.ts').then((m) => m.CategoriesPage));
const RulesPanel = lazyPart(() => import('../features/rules/public.ts').then((m) => m.RulesPanel));
const TransfersPanel = lazyPart(() => import('../features/transfers/public.ts').then((m) => m.TransfersPanel));
const ExportPage = lazyPart(() => import('../features/exports/public.ts').then((m) => m.ExportPage));
const ActivityPage = lazyPart(() => import('../features/activity/public.ts').then((m) => m.ActivityPage));
const CashFlowPage = lazyPart(() => import('../features/cash-flow/public.ts').then((m) => m.CashFlowPage));
const AccountsPage = lazyPart(() => import('../features/accounts/public.ts').then((m) => m.AccountsPage));
const AccountPage = lazyPart(() => import('../features/accounts/public.ts').then((m) => m.AccountPage));
const ConsentsPage = lazyPart(() => import('../features/consents/public.ts').then((m) => m.ConsentsPage));
const TransactionsPage = lazyPart(() => import('../features/transactions/public.ts').then((m) => m.TransactionsPage));

export function Router() {
  const route = useRoute();
  const settings = useQuery(settingsQueries.get());
  const erasure = useQuery(erasureQueries.state());
  const lock = useQuery(lockQueries.state());
  const [first = ''] = route.segments;
  const isWelcomeDone = settings.data?.isWelcomeDone;

  useEffect(() => subscribe('app.navigate', ({ to }) => navigate(to)), []);
  useEffect(() => {
    if (isWelcomeDone === false && (first === '' || first === 'overview')) navigate('/welcome', { replace: true });
    else if (isWelcomeDone === true && first === '') navigate('/overview', { replace: true });
  }, [isWelcomeDone, first]);

  if (erasure.data && (erasure.data.isRunning || erasure.data.receipt)) {
    return (
      <>
        <ErasureScreen steps={erasure.data.steps} receipt={erasure.data.isRunning ? null : erasure.data.receipt} />
        <Commands isBare />
      </>
    );
  }
  // SECURITY: as long as it is not known to be open, it counts as locked (S36).
  if (lock.isError) return <ErrorState error={lock.error} onRetry={() => void lock.refetch()} isRetrying={lock.isFetching} />;
  if (lock.isPending) return null;
  if (lock.data.isLocked) {
    return (
      <>
        <LockScreen state={lock.data} />
        <Commands isBare />
      </>
    );
  }
  if (settings.isError)
    return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} isRetrying={settings.isFetching} />;
  if (first === '' || settings.isPending) return null;
  return (
    <>
      <Screen route={route} />
      <CopyHost />
      <ExactTip />
      <Commands isBare={isWelcomeDone !== true} />
    </>
  );
}

function Screen({ route }: { readonly route: Route }) {
  const [first] = route.segments;
  const { data: status } = useQuery(appQueries.status());
  if (first === 'welcome') return <WelcomePage />;
  // Without a store there is nothing to connect to: the layout says why, and what can be done about it.
  if (first === 'connect' && status?.store !== 'failed' && status?.store !== 'locked') return <ConnectPage />;
  return (
    <Layout>
      <ErrorBoundary resetKey={route.segments.join('/')}>
        <Suspense fallback={null}>{pageOf(route)}</Suspense>
      </ErrorBoundary>
      <RemovalHost />
      <UndoHost />
    </Layout>
  );
}

function Commands({ isBare }: { readonly isBare: boolean }) {
  return <Suspense fallback={null}>{isBare ? <BareCommandHost /> : <CommandHost />}</Suspense>;
}

function pageOf({ segments }: Route): ReactNode {
  const [first, second] = segments;
  switch (first) {
    case 'overview':
      return <OverviewPage />;
    case 'accounts':
      return second === undefined ? <AccountsPage /> : <AccountPage key={second} id={second} />;
    case 'cash-flow':
      return <CashFlowPage />;
    case 'consents':
      return <ConsentsPage />;
    case 'transactions':
      return <TransactionsPage />;
    case 'categories':
      return <CategoriesPage tab={second} rules={<RulesPanel />} transfers={<TransfersPanel />} />;
    case 'export':
      return <ExportPage />;
    case 'activity':
      return <ActivityPage />;
    case 'settings':
      return <SettingsPage section={second} />;
    default:
      return <NotFound />;
  }
}
