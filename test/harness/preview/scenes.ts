/** @file States worth looking at; each gives the fake bridge something to answer. */
import { composeConsentCard } from '../../../electron/features/consents/consent-card.ts';
import type { SalaryMonths } from '../../../shared/contract/cash-flow.ts';
import type { Flow } from '../../../shared/contract/connections.ts';
import type { LockState } from '../../../shared/contract/lock.ts';
import type { Settings } from '../../../shared/contract/settings.ts';
import type { SyncStatus } from '../../../shared/contract/sync.ts';
import { AppError } from '../../../shared/errors.ts';
import type { FakeBridgeOptions, FakeState } from '../fake-bridge.ts';
import { demoLock, demoStatus, demoSync, NOW, STALE, TODAY } from '../fake-bridge-data.ts';
import { partialReceipt } from '../fake-erasure.ts';

type Scene = (base: { readonly settings: Settings }) => FakeBridgeOptions;

const flow = (change: Partial<Flow>): Flow => ({
  id: 'flow-1',
  purpose: 'connect',
  phase: 'waiting',
  channel: 'deep_link',
  widgetHost: null,
  deadlineAt: '2026-11-07T11:37:00.000Z',
  errorCode: null,
  ref: null,
  connectedBanks: [],
  ...change,
});
const with_ =
  (state: Partial<FakeState>): Scene =>
  ({ settings }) => ({ state: { settings, ...state } });

const LIVE_PARTY = {
  kind: 'production',
  baseUrl: 'https://api.provider.example',
  legalName: { ar: 'شركة المثال للتقنية المالية', en: 'Example Fintech Company' },
} as const;

const banks: Flow['connectedBanks'] = [
  { connectionId: 'c1', bankName: 'Practice Bank', bankNameAr: 'مصرف التدريب', accountCount: 3, isNew: true },
  { connectionId: 'c2', bankName: 'Sample Bank', bankNameAr: 'مصرف النموذج', accountCount: 2, isNew: false },
];

const account = (id: string, accountName: string, bankName: string, change: Partial<SyncStatus['accounts'][number]>) => ({
  accountId: id,
  accountName,
  bankName,
  bankNameAr: null,
  phase: 'waiting' as const,
  rows: 0,
  isFirstImport: true,
  errorCode: null,
  ...change,
});
const importing: SyncStatus = {
  ...demoSync,
  isRunning: true,
  accounts: [
    account('a1', 'Current account', 'Practice Bank', { phase: 'done', rows: 4120 }),
    account('a4', 'Savings account', 'Practice Bank', { phase: 'done', rows: 212 }),
    account('a5', 'Credit card', 'Practice Bank', { phase: 'reading', rows: 3480 }),
    account('a2', 'Current account', 'Sample Bank', { phase: 'failed', errorCode: 'scope_missing' }),
    account('a6', 'US dollar account', 'Sample Bank', {}),
  ],
};
const SALARY: SalaryMonths = { startDay: 27, weekendRule: 'none', overrides: [] };
const failedRun = demoSync.lastRun && { ...demoSync.lastRun, outcome: 'failed' as const, errorCode: 'provider_unavailable' as const };

const lock = (change: Partial<LockState>) => ({ ...demoLock, isSet: true, ...change });

export const SCENES: Readonly<Record<string, Scene>> = {
  lockSet: with_({ lock: lock({ touchId: 'off' }) }),
  appLocked: with_({ lock: lock({ isLocked: true }) }),
  appLockedTouchId: with_({ lock: lock({ isLocked: true, touchId: 'on' }) }),
  appLockedWait: with_({ lock: lock({ isLocked: true, waitUntil: new Date(Date.now() + 42_000).toISOString() }) }),
  household: with_({}),
  importing: ({ settings }) => ({ state: { settings, sync: importing }, ledger: { state: 'importing' } }),
  offline: with_({ sync: { ...demoSync, isOffline: true } }),
  failed: ({ settings }) => ({
    state: { settings, sync: { ...demoSync, lastRun: failedRun, bankDataAt: STALE, oldestBankDataAt: STALE } },
    ledger: { state: 'old' },
  }),
  fresh: with_({ sync: { ...demoSync, oldestBankDataAt: demoSync.bankDataAt } }),
  reminded: with_({
    reminders: [
      {
        consentId: 'n1',
        connectionId: 'c1',
        bankName: 'Sample Bank',
        bankNameAr: 'مصرف النموذج',
        endsAt: '2026-11-16T11:07:00.000Z',
        daysLeft: 9,
      },
      { consentId: 'n2', connectionId: 'c2', bankName: 'Wallet', bankNameAr: 'محفظة', endsAt: '2026-11-20T11:07:00.000Z', daysLeft: 13 },
    ],
  }),
  noLogin: with_({ startAtLogin: { isOffered: false, isOn: false } }),
  empty: ({ settings }) => ({
    state: { settings, connections: [], sync: { ...demoSync, lastRun: null, bankDataAt: null, oldestBankDataAt: null, askedAt: null } },
    ledger: { state: 'empty' },
  }),
  hijri: ({ settings }) => ({ state: { settings }, cashFlow: { calendar: { kind: 'hijri', salary: null } } }),
  salary: ({ settings }) => ({ state: { settings }, cashFlow: { calendar: { kind: 'salary', salary: SALARY } } }),
  short: ({ settings }) => ({ state: { settings }, cashFlow: { state: 'short' } }),
  odd: ({ settings }) => ({ state: { settings }, ledger: { isOdd: true }, cashFlow: { state: 'odd' } }),
  locked: with_({ status: { ...demoStatus, store: 'locked', storeError: 'secret_store_locked' } }),
  damaged: with_({ status: { ...demoStatus, store: 'failed', storeError: 'database_damaged' } }),
  creating: with_({ flow: flow({ phase: 'creating_link' }) }),
  confirm: with_({ flow: flow({ phase: 'confirm_host', widgetHost: 'connect.widget.bank-login.example' }) }),
  waiting: with_({ flow: flow({}) }),
  pasting: with_({ flow: flow({ channel: 'paste' }) }),
  exchanging: with_({ flow: flow({ phase: 'exchanging' }) }),
  done: with_({ flow: flow({ phase: 'done', connectedBanks: banks }), sync: importing }),
  cancelled: with_({ flow: flow({ phase: 'cancelled' }) }),
  failedFlow: with_({ flow: flow({ phase: 'failed', errorCode: 'client_credentials_invalid', ref: 'K4-71' }) }),
  scope: with_({ flow: flow({ phase: 'failed', errorCode: 'scope_missing' }) }),
  testInvalid: with_({ testResult: { outcome: 'invalid_credentials', code: 'client_credentials_invalid', testedAt: NOW } }),
  /** The card as core composes it. */
  coreCard: ({ settings }) => ({
    state: { settings },
    handlers: {
      'connections.consentCard': (choice) => composeConsentCard({ ...choice, today: TODAY, historyDays: 90, party: LIVE_PARTY }),
    },
  }),
  /** A receipt with everything that can be left to the person. */
  erasedInPart: ({ settings }) => ({
    state: { settings },
    handlers: { 'erasure.receipt': () => ({ isRunning: false, steps: [], receipt: partialReceipt }) },
  }),
  startFails: ({ settings }) => ({
    state: { settings },
    handlers: {
      'connections.start': () => {
        throw new AppError('offline', 'no network');
      },
    },
  }),
  listFails: ({ settings }) => ({
    state: { settings },
    handlers: {
      'connections.list': () => {
        throw new AppError('database_locked', 'locked');
      },
    },
  }),
};
