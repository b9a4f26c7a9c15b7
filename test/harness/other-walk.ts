/** @file Walks the demo's steps through a real core towards somebody else's server, with waits cut short and noted. */
import type { CorePorts } from '../../electron/core/compose.ts';
import { systemClock } from '../../electron/core/system.ts';
import { createNodeHttp } from '../../electron/platform/node-http.ts';
import { outcomeOf, type Report, readReport } from '../../scripts/demo/report.ts';
import type { Output } from '../../shared/contract/index.ts';
import { type CoreHarness, startCoreHarness } from './core-harness.ts';
import { OTHER_CLIENT, type OtherServer, passOther } from './other-server.ts';
import type { OtherAccount, OtherItem, Quirks } from './other-server-lists.ts';

/** Longer waits than any retry's are deadlines, which must not come early. */
const LONGEST_CUT_MS = 200_000;
const HANG_MS = 1_500;

export type OtherWalk = {
  readonly harness: CoreHarness;
  /** What was waited for, in milliseconds, deadlines left out. */
  readonly waits: number[];
  connect(pass?: (location: string) => Promise<string>): Promise<Output<'connections.flow'>>;
  /** One sync and the whole store after it, as the demo prints it. */
  sync(): Promise<Report>;
  close(): Promise<void>;
};

/** The machine's own ports, with retries' waits cut short and noted in `waits`, and a clock that can be put forward. */
export function hastyPorts(waits: number[], aheadMs = () => 0): Pick<CorePorts, 'http' | 'clock'> {
  const http = createNodeHttp();
  return {
    http: { send: (request) => http.send({ ...request, totalTimeoutMs: Math.min(request.totalTimeoutMs, HANG_MS) }) },
    clock: {
      ...systemClock,
      now: () => systemClock.now() + aheadMs(),
      monotonic: () => systemClock.monotonic() + aheadMs(),
      async sleep(ms, signal) {
        if (ms >= LONGEST_CUT_MS) return systemClock.sleep(ms, signal);
        waits.push(Math.round(ms));
        await systemClock.sleep(1, signal);
      },
    },
  };
}

export async function startOtherWalk(server: OtherServer): Promise<OtherWalk> {
  const waits: number[] = [];
  const harness = await startCoreHarness({ baseUrl: server.baseUrl, ...OTHER_CLIENT }, { ports: hastyPorts(waits) });
  return {
    harness,
    waits,
    connect: (pass = passOther) => harness.connect(pass),
    async sync() {
      const run = await harness.core().syncNow();
      const ask = async <T>(name: string, input?: unknown): Promise<T> => {
        const reply = await harness.core().dispatch(name, input ?? {});
        if (!reply.ok) throw new Error(reply.error.code);
        return reply.data as T; // readReport states the type of each operation it asks for
      };
      return readReport(ask, outcomeOf(run), run.errorCode === null ? [] : [{ step: 'sync', code: run.errorCode }]);
    },
    close: () => harness.close(),
  };
}

let serial = 0;

/** A booked item of 10.00 SAR; `change` is what is sent besides. */
export function item(change: Record<string, unknown> = {}, rest: Partial<Omit<OtherItem, 'body'>> = {}): OtherItem {
  serial += 1;
  const day = rest.day ?? '2026-10-05';
  const body = {
    transaction_id: `T${serial}.9`,
    amount: 10,
    currency: 'SAR',
    booked: rest.isPending !== true,
    booked_at: `${day}T00:00:00.000Z`,
    name: `Shop ${serial}`,
    purpose: `Order ${serial}`,
    created_at: `${day}T09:00:00.123456+00:00`,
    modified_at: `${day}T09:00:00.123456+00:00`,
    ...change,
  };
  return { day, ...rest, body: Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) };
}

export const items = (count: number, change: Record<string, unknown> = {}): OtherItem[] =>
  Array.from({ length: count }, () => item(change));

/** A current account with a balance; `undefined` in `change` leaves a field out. */
export function account(id: string, list: readonly OtherItem[], change: Record<string, unknown> = {}, quirks: Quirks = {}): OtherAccount {
  const at = '2026-11-01T09:36:33.079349+00:00';
  const listed = {
    account_id: id,
    access_id: 'X1.1',
    name: 'Sara Alharbi',
    owner: 'Sara Alharbi',
    type: 'Giro account',
    account_number: `00${id}`,
    bank_code: '10000109010101',
    bank_name: 'Other Bank',
    currency: 'SAR',
    balance: { balance: 1367.39, balance_date: '2026-11-01T00:00:00.000Z' },
    status: { synced_at: at, succeeded_at: at },
    ...change,
  };
  return { id, items: [...list], quirks, listed: Object.fromEntries(Object.entries(listed).filter(([, value]) => value !== undefined)) };
}
