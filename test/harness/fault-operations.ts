/** @file R27: the operations the fault loops go through, as a person goes through them, each from a scene prepared at the practice bank. */
import type { RenewalWay } from '../../shared/contract/connections.ts';
import type { Output } from '../../shared/contract/index.ts';
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import type { PortName } from '../fakes/fault-plan.ts';
import { followToMizan } from './core-harness.ts';
import type { FaultBench } from './fault-bench.ts';

/** The bank the operations are about, with three accounts; the other one, with two, looks on. */
const BANK = 'Practice Bank';
const OTHER_BANK = 'Practice Wallet';
/** The name a person gave the first account of each bank. */
const GIVEN_NAME = 'Given by hand';
/** The account that is forgotten: not the one with a name. */
const FORGOTTEN = '7730';
const DAY_MS = 86_400_000;

/** How it ended as the person is told; null = well. */
export type Told = ErrorCode | null;
export type Operation = {
  readonly name: string;
  /** What it needs: each can fail. */
  readonly uses: readonly PortName[];
  readonly scene: string;
  readonly prepare: (bench: FaultBench) => Promise<void>;
  /** What the person does. */
  readonly run: (bench: FaultBench) => Promise<Told>;
  /** Whether what the person wanted is so, by what the app shows. */
  readonly isDone: (bench: FaultBench) => Promise<boolean>;
  /** What loses its rows, all or none of them: by bank and number of the account. */
  readonly removes?: (account: string) => boolean;
  /** Whether the person was told that the bank could not be asked, and nobody will ask it again. */
  readonly isLeftAtBank?: (bench: FaultBench) => Promise<boolean>;
};

/** A failure is what the person is told; what is no expected failure fails the test. */
async function told(work: () => Promise<Told>): Promise<Told> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

type Flow = Output<'connections.flow'>;

/** The person goes to the bank, says yes, and comes back. */
async function passWidget(bench: FaultBench, flow: Flow, banks?: readonly string[]): Promise<Told> {
  if (flow.phase !== 'waiting') return flow.errorCode ?? 'internal';
  const { redirect } = await bench.control<{ redirect: string }>('complete', { location: bench.location(), banks });
  return comeBack(bench, { flowId: flow.id, redirect });
}

async function comeBack(bench: FaultBench, page: { readonly flowId: string; readonly redirect: string }): Promise<Told> {
  const ended = bench.core().waitForFlow(page.flowId);
  const status = await followToMizan(page.redirect).catch(() => 0);
  bench.openPage = status === 200 ? undefined : page;
  if (status !== 200) return 'callback_unknown';
  return (await Promise.race([ended, bench.whenDead()])).errorCode;
}

/** The browser said that Mizan could not take the answer: the page is still open. */
export async function reloadPage(bench: FaultBench): Promise<void> {
  if (bench.openPage) await comeBack(bench, bench.openPage);
}

async function connect(bench: FaultBench, bank: string): Promise<Told> {
  const { version } = await bench.ask('connections.consentCard', { language: 'ar' });
  const start = { language: 'ar', keepUpdating: true, consentVersion: version, channel: 'loopback' } as const;
  return passWidget(bench, await bench.ask('connections.start', start), [bank]);
}

async function readAll(bench: FaultBench): Promise<Told> {
  return (await bench.sync()).errorCode;
}
const connectAndRead = async (bench: FaultBench, bank: string) => (await connect(bench, bank)) ?? readAll(bench);

async function findConnection(bench: FaultBench, bank: string) {
  const connections = await bench.ask('connections.list', {});
  return connections.find((one) => one.bankName === bank);
}
const accountsOf = async (bench: FaultBench, bank: string) =>
  (await bench.ask('accounts.list', { includeHidden: true })).filter((one) => one.bankName === bank);

/** Without a `way` Mizan chooses. */
export async function renew(bench: FaultBench, bank: string, way?: RenewalWay): Promise<Told> {
  const connection = await findConnection(bench, bank);
  if (!connection) return 'not_found';
  const { version } = await bench.ask('connections.consentCard', { language: 'en' });
  const request = {
    connectionId: connection.id,
    language: 'en',
    consentVersion: version,
    channel: 'loopback',
    ...(way && { way }),
  } as const;
  return passWidget(bench, await bench.ask('connections.renew', request));
}

async function nameFirstAccount(bench: FaultBench, bank: string): Promise<void> {
  const [account] = await accountsOf(bench, bank);
  await bench.ask('accounts.update', { id: account?.id ?? '', name: GIVEN_NAME });
}

async function mustBeWell(work: Promise<Told>): Promise<void> {
  const code = await work;
  if (code !== null) throw new Error(`preparing failed with ${code}`);
}

async function connectBoth(bench: FaultBench): Promise<void> {
  for (const bank of [OTHER_BANK, BANK]) {
    await mustBeWell(connectAndRead(bench, bank));
    await nameFirstAccount(bench, bank);
  }
}

/** Three accounts, and three days later: rows of those days, and one of each other kind of change. */
async function changedAtBank(bench: FaultBench): Promise<void> {
  await mustBeWell(connectAndRead(bench, BANK));
  await nameFirstAccount(bench, BANK);
  bench.pass(3 * DAY_MS);
  const { transactions } = await bench.control<{ transactions: string[] }>('bank', { op: 'add', account: 'current', minor: -12_00 });
  const [changed] = transactions;
  await bench.control('bank', { op: 'add', account: 'savings', minor: -7_00, pending: true });
  await bench.control('bank', { op: 'change', transaction: changed, purpose: 'Corrected' });
  await bench.control('bank', { op: 'settle', account: 'credit' });
}

async function beforeRenewal(bench: FaultBench): Promise<void> {
  await connectBoth(bench);
  bench.pass(3 * DAY_MS);
  await mustBeWell(readAll(bench));
}

/** The end the bank tells of today is later than the one agreed to three days ago. */
async function isRenewed(bench: FaultBench): Promise<boolean> {
  const connection = await findConnection(bench, BANK);
  const grantedMs = Date.parse(connection?.expiresAt ?? '') - 365 * DAY_MS;
  return connection?.state === 'active' && grantedMs >= bench.nowMs() - DAY_MS;
}

const isConnected = async (bench: FaultBench) =>
  (await findConnection(bench, BANK))?.state === 'active' && (await accountsOf(bench, BANK)).length === 3;
const inScene = (name: string, prepare: (bench: FaultBench) => Promise<void>) => ({ scene: name, prepare });

const renewing = (way: RenewalWay, reconnect: 'replace' | 'leave'): Omit<Operation, 'name'> => ({
  uses: ['http', 'secrets', 'sqlite', 'opener'],
  ...inScene(`consented, ${reconnect}`, async (bench) => {
    bench.bank.engine.settings.reconnect = reconnect;
    await beforeRenewal(bench);
  }),
  run: (bench) => told(() => renew(bench, BANK, way)),
  isDone: isRenewed,
});

const twoBanks = inScene('two banks', async (bench) => {
  await connectBoth(bench);
  await bench.backUp();
});

const disconnecting = (keepHistory: boolean): Omit<Operation, 'name'> => ({
  uses: keepHistory ? ['http', 'secrets', 'sqlite'] : ['http', 'secrets', 'files', 'sqlite'],
  ...twoBanks,
  run: (bench) =>
    told(async () => {
      const connection = await findConnection(bench, BANK);
      if (!connection) return 'not_found';
      return codeOf(await bench.ask('erasure.disconnect', { connectionId: connection.id, keepHistory }));
    }),
  isDone: async (bench) => ((await findConnection(bench, BANK))?.state ?? 'disconnected') === 'disconnected',
  ...(!keepHistory && { removes: (account: string) => account.startsWith(BANK) }),
});

const codeOf = ({ steps }: Output<'erasure.forgetAccount'>): Told => steps.find((step) => step.code !== null)?.code ?? null;

/** In the order of a life with Mizan. */
export const OPERATIONS = {
  start: {
    name: 'start',
    uses: ['secrets', 'files', 'sqlite'],
    ...inScene('three accounts', changedAtBank),
    run: (bench) =>
      told(async () => {
        await bench.restart({ keepsFault: true });
        return (await bench.ask('app.status', {})).storeError;
      }),
    isDone: async (bench) => (await bench.ask('app.status', {})).store === 'ready',
  },
  connectFirst: {
    name: 'connect the first bank',
    uses: ['http', 'secrets', 'files', 'sqlite', 'opener'],
    ...inScene('new', async () => {}),
    run: (bench) => told(() => connectAndRead(bench, BANK)),
    isDone: isConnected,
  },
  connectAnother: {
    name: 'connect another bank',
    uses: ['http', 'secrets', 'sqlite', 'opener'],
    ...inScene('one bank', async (bench) => {
      await mustBeWell(connectAndRead(bench, OTHER_BANK));
      await nameFirstAccount(bench, OTHER_BANK);
    }),
    run: (bench) => told(() => connect(bench, BANK)),
    isDone: isConnected,
  },
  sync: {
    name: 'sync three accounts',
    uses: ['http', 'secrets', 'sqlite'],
    ...inScene('three accounts', changedAtBank),
    run: (bench) => told(() => readAll(bench)),
    isDone: async () => true,
  },
  renewBySync: { name: 'renew on the access there is', ...renewing('sync', 'replace') },
  renewByAccess: { name: 'renew by a new access', ...renewing('access', 'replace') },
  renewBesideOld: { name: 'renew by a new access beside the old one', ...renewing('access', 'leave') },
  forget: {
    name: 'forget an account',
    uses: ['http', 'secrets', 'files', 'sqlite'],
    ...twoBanks,
    run: (bench) =>
      told(async () => {
        const account = (await accountsOf(bench, BANK)).find((one) => one.numberLast4 === FORGOTTEN);
        if (!account) return 'not_found';
        return codeOf(await bench.ask('erasure.forgetAccount', { accountId: account.id, confirmation: 'forget this account' }));
      }),
    isDone: async (bench) => (await accountsOf(bench, BANK)).every((one) => one.numberLast4 !== FORGOTTEN),
    removes: (account) => account.startsWith(BANK) && account.endsWith(FORGOTTEN),
  },
  disconnectErasing: { name: 'disconnect a bank and erase its history', ...disconnecting(false) },
  disconnectKeeping: { name: 'disconnect a bank and keep its history', ...disconnecting(true) },
  erase: {
    name: 'erase everything',
    uses: ['http', 'secrets', 'files', 'sqlite', 'host'],
    ...twoBanks,
    run: (bench) => told(async () => codeOf(await bench.ask('erasure.eraseEverything', { confirmation: 'delete my data' }))),
    isDone: async (bench) => (await bench.ask('connections.list', {})).length === 0,
    removes: () => true,
    isLeftAtBank: async (bench) => {
      const { receipt } = await bench.ask('erasure.receipt', {});
      return receipt?.steps.some((step) => step.kind === 'consent' && step.outcome === 'not_done') ?? false;
    },
  },
} as const satisfies Record<string, Operation>;
