/**
 * @file A stand-in for `window.api` with the household of the visual reference. Inputs and outputs go through the contract's own
 * schemas, as the real dispatcher does, so a screen that works here asks for and shows nothing the contract does not know.
 */
import type { Bridge } from '../../renderer/lib/bridge.ts';
import type { AppStatus } from '../../shared/contract/app.ts';
import type { BackupState } from '../../shared/contract/backups.ts';
import type { Connection, Flow } from '../../shared/contract/connections.ts';
import type { Environment, TestResult } from '../../shared/contract/environments.ts';
import type { EventTopic } from '../../shared/contract/events.ts';
import type { ExportStatus } from '../../shared/contract/exports.ts';
import { contract, type Handlers, type OpName } from '../../shared/contract/index.ts';
import type { LockState } from '../../shared/contract/lock.ts';
import type { RecoveryState } from '../../shared/contract/recovery.ts';
import type { Reminder } from '../../shared/contract/reminders.ts';
import type { Settings, StartAtLogin } from '../../shared/contract/settings.ts';
import type { SyncStatus } from '../../shared/contract/sync.ts';
import { AppError, type Reply } from '../../shared/errors.ts';
import { aboutAnswers } from './fake-about.ts';
import { activityAnswers } from './fake-activity.ts';
import { backupAnswers, demoBackups, demoRecovery } from './fake-backups.ts';
import {
  demoConnections,
  demoConsentCard,
  demoEnvironments,
  demoLock,
  demoSettings,
  demoStatus,
  demoSync,
  NOW,
} from './fake-bridge-data.ts';
import { type CashFlowHandlers, createFakeCashFlow, type FakeCashFlowOptions } from './fake-cash-flow.ts';
import { categoryAnswers } from './fake-category-answers.ts';
import { fakeConsents } from './fake-consents.ts';
import { erasureAnswers } from './fake-erasure.ts';
import { exportAnswers, IDLE_EXPORT } from './fake-exports.ts';
import { createFakeLedger, type FakeLedgerOptions } from './fake-ledger.ts';
import { lockAnswers, refuseWhileLocked } from './fake-lock.ts';
import { ruleAnswers } from './fake-rules.ts';
import { transferAnswers } from './fake-transfers.ts';
import { createFakeUndo, type FakeUndo } from './fake-undo.ts';

/** Everything the fake answers from; tests and the preview change it before or while a screen is up. */
export type FakeState = {
  settings: Settings;
  lock: LockState;
  startAtLogin: StartAtLogin;
  status: AppStatus;
  environments: readonly Environment[];
  connections: readonly Connection[];
  reminders: readonly Reminder[];
  sync: SyncStatus;
  flow: Flow | null;
  testResult: TestResult;
  exporting: ExportStatus;
  backups: BackupState;
  recovery: RecoveryState;
};

export type FakeBridge = Bridge & {
  readonly state: FakeState;
  /** What the page asked for, in order. */
  readonly calls: readonly { readonly name: OpName; readonly input: unknown }[];
  emit(topic: EventTopic, payload?: unknown): void;
  /** Moves the running connect flow on and tells the page. */
  setFlow(change: Partial<Flow>): void;
  setSync(change: Partial<SyncStatus>): void;
  setExport(change: Partial<ExportStatus>): void;
};

export type FakeBridgeOptions = {
  readonly state?: Partial<FakeState>;
  /** What the accounts and transactions look like. */
  readonly ledger?: FakeLedgerOptions;
  /** How the months look; follows the ledger's state unless it says otherwise. */
  readonly cashFlow?: FakeCashFlowOptions;
  /** Instead of the usual answers; throw `AppError` for a failure, return a promise that never settles for a wait. */
  readonly handlers?: Partial<Handlers>;
};

type AnyHandler = (input: unknown) => unknown;

const BASE_FLOW: Flow = {
  id: 'flow-1',
  purpose: 'connect',
  phase: 'creating_link',
  channel: 'deep_link',
  widgetHost: null,
  deadlineAt: null,
  errorCode: null,
  ref: null,
  connectedBanks: [],
};

export function createFakeBridge(options: FakeBridgeOptions = {}): FakeBridge {
  const state: FakeState = {
    settings: demoSettings,
    lock: demoLock,
    startAtLogin: { isOffered: true, isOn: false },
    status: demoStatus,
    environments: demoEnvironments,
    connections: demoConnections,
    reminders: [],
    sync: demoSync,
    flow: null,
    testResult: { outcome: 'ok', code: null, testedAt: NOW },
    exporting: IDLE_EXPORT,
    backups: demoBackups,
    recovery: demoRecovery,
    ...options.state,
  };
  const listeners = new Map<EventTopic, Set<(payload: never) => void>>();
  const calls: { name: OpName; input: unknown }[] = [];
  const emit = (topic: EventTopic, payload: unknown = {}): void => {
    for (const listener of listeners.get(topic) ?? []) listener(payload as never); // the topic decides the payload's type
  };
  const undo = createFakeUndo();
  const handlers: Partial<Handlers> = {
    ...appAnswers(state, emit),
    ...connectionAnswers(state, emit),
    ...fakeConsents(state.settings.language),
    ...erasureAnswers(emit),
    ...aboutAnswers(),
    ...lockAnswers(state, emit),
    ...backupAnswers(state, emit),
    ...activityAnswers(),
    ...cashFlowAnswers(state, options, emit),
    ...createFakeLedger({ language: state.settings.language, ...options.ledger }, undo, emit),
    ...sortingAnswers(state, options, undo, emit),
    ...options.handlers,
  };

  return {
    state,
    calls,
    emit,
    setFlow(change) {
      state.flow = { ...(state.flow ?? BASE_FLOW), ...change };
      emit('connections.changed');
    },
    setSync(change) {
      state.sync = { ...state.sync, ...change };
      emit('sync.changed');
    },
    setExport(change) {
      state.exporting = { ...state.exporting, ...change };
      emit('exports.changed');
    },
    async invoke(name, input) {
      calls.push({ name, input });
      return answer(name, refuseWhileLocked(name, state) ?? (handlers[name] as AnyHandler | undefined), input);
    },
    subscribe(topic, listener) {
      const known = listeners.get(topic) ?? new Set();
      listeners.set(topic, known.add(listener as (payload: never) => void));
      return () => known.delete(listener as (payload: never) => void);
    },
  };
}

async function answer(name: OpName, handler: AnyHandler | undefined, input: unknown): Promise<Reply<unknown>> {
  if (!handler) return { ok: false, error: { code: 'unknown_operation' } };
  const parsed = contract[name].input.safeParse(input);
  if (!parsed.success) {
    const fields = Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]));
    return { ok: false, error: { code: 'invalid_input', fields } };
  }
  try {
    return { ok: true, data: contract[name].output.parse(await handler(parsed.data)) };
  } catch (error) {
    if (error instanceof AppError)
      return { ok: false, error: { code: error.code, ref: 'K4-71', ...(error.fields && { fields: error.fields }) } };
    throw error;
  }
}

type Emit = (topic: EventTopic) => void;

function cashFlowAnswers(state: FakeState, options: FakeBridgeOptions, emit: Emit): CashFlowHandlers {
  const handlers = createFakeCashFlow({
    language: state.settings.language,
    ...(options.ledger?.state === undefined ? {} : { state: options.ledger.state }),
    ...options.cashFlow,
  });
  return {
    ...handlers,
    'cashFlow.setCalendar': async (input) => {
      const calendar = await handlers['cashFlow.setCalendar'](input);
      emit('cashFlow.changed');
      return calendar;
    },
  };
}

/** How rows find their category, and what leaves Mizan as a file; all of it can be taken back. */
function sortingAnswers(state: FakeState, options: FakeBridgeOptions, undo: FakeUndo, emit: Emit): Partial<Handlers> {
  const deps = { undo, emit, language: state.settings.language, isEmpty: options.ledger?.state === 'empty' };
  const setStatus = (status: ExportStatus) => {
    state.exporting = status;
  };
  const exporting = exportAnswers({ status: () => state.exporting, setStatus, emit });
  return { ...undo.handlers, ...categoryAnswers(deps), ...ruleAnswers(deps), ...transferAnswers(deps), ...exporting };
}

function appAnswers(state: FakeState, emit: Emit): Partial<Handlers> {
  return {
    'app.status': () => state.status,
    'app.retryStore': () => state.status,
    'app.dismissNotice': ({ notice }) => {
      state.status = { ...state.status, notices: state.status.notices.filter((other) => other !== notice) };
      return state.status;
    },
    'app.openHelp': () => ({ done: true }),
    'app.shell': () => ({ done: true }),
    'settings.get': () => state.settings,
    'settings.update': (change) => {
      state.settings = Object.assign({}, state.settings, change);
      emit('settings.changed');
      return state.settings;
    },
    'settings.startAtLogin': () => state.startAtLogin,
    'settings.setStartAtLogin': ({ isOn }) => {
      state.startAtLogin = { isOffered: true, isOn };
      return state.startAtLogin;
    },
    'environments.list': () => [...state.environments],
    'environments.create': (input) => {
      const made = environmentOf(`env-${state.environments.length}`, input);
      state.environments = [...state.environments, made];
      emit('environments.changed');
      return made;
    },
    'environments.update': (input) => {
      const made = { ...environmentOf(input.id, input), isActive: state.environments.some((e) => e.id === input.id && e.isActive) };
      state.environments = state.environments.map((e) => (e.id === input.id ? made : e));
      emit('environments.changed');
      return made;
    },
    'environments.activate': ({ id }) => {
      state.environments = state.environments.map((e) => ({ ...e, isActive: e.id === id }));
      emit('environments.changed');
      const active = state.environments.find((e) => e.isActive);
      if (!active) throw new AppError('not_found', 'no such environment');
      return active;
    },
    'environments.test': () => state.testResult,
    'reminders.list': () => [...state.reminders],
    'reminders.dismiss': ({ consentId }) => {
      state.reminders = state.reminders.filter((reminder) => reminder.consentId !== consentId);
      return [...state.reminders];
    },
    'sync.status': () => state.sync,
    'sync.start': () => {
      state.sync = { ...state.sync, isRunning: true };
      emit('sync.changed');
      return state.sync;
    },
    'sync.cancel': () => {
      state.sync = { ...state.sync, isRunning: false };
      emit('sync.changed');
      return state.sync;
    },
  };
}

type EnvironmentFields = Pick<Environment, 'kind' | 'baseUrl' | 'clientId' | 'legalName'>;

function environmentOf(id: string, { kind, baseUrl, clientId, legalName }: EnvironmentFields): Environment {
  return { id, kind, name: baseUrl, baseUrl, clientId, hasCredentials: true, legalName, isActive: false };
}

function connectionAnswers(state: FakeState, emit: Emit): Partial<Handlers> {
  const begin = (change: Partial<Flow>): Flow => {
    state.flow = { ...BASE_FLOW, ...change };
    emit('connections.changed');
    return state.flow;
  };
  return {
    'connections.list': () => [...state.connections],
    'connections.consentCard': ({ language, keepUpdating }) => demoConsentCard(language, keepUpdating),
    'connections.start': ({ channel = 'deep_link' }) => begin({ channel }),
    'connections.startSync': ({ channel = 'deep_link' }) => begin({ purpose: 'sync', channel }),
    'connections.renew': ({ connectionId, way = 'sync', channel = 'deep_link' }) => {
      const connection = state.connections.find((one) => one.id === connectionId);
      if (!connection) throw new AppError('not_found', 'no such connection');
      const { bankName, bankNameAr, expiresAt: endedBefore } = connection;
      const outcome = { endsAt: null, isEndEstimated: false, missingAccounts: [], addedAccounts: [] };
      return begin({ purpose: 'renew', channel, renewal: { connectionId, way, bankName, bankNameAr, endedBefore, ...outcome } });
    },
    'connections.confirmHost': () => begin({ ...state.flow, phase: 'waiting' }),
    'connections.flow': () => {
      if (!state.flow) throw new AppError('not_found', 'no flow');
      return state.flow;
    },
    'connections.paste': () => begin({ ...state.flow, phase: 'exchanging' }),
    'connections.cancel': () => {
      begin({ ...state.flow, phase: 'cancelled' });
      return { done: true };
    },
  };
}
