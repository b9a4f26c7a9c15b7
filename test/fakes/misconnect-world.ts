/** @file The adapter with every port faked: a clock that jumps to the next wait, scripted answers, and a record of what was sent. */
import { createMisConnect, type MisConnectDeps } from '../../electron/misconnect/create-provider.ts';
import type { BankProvider, CallRecord } from '../../electron/ports/bank-provider.ts';
import type { Clock } from '../../electron/ports/clock.ts';
import { HttpFailure, type HttpRequest, type HttpResponse } from '../../electron/ports/http.ts';
import type { LogFields } from '../../electron/ports/log.ts';
import type { StoredTokens, TokenStore } from '../../electron/ports/token-store.ts';

export const START_MS = Date.parse('2026-11-07T11:07:00Z');

/** Time passes only by waiting: when nothing else is left to do, the clock jumps to the earliest waiter. */
export type VirtualClock = Clock & { advance(ms: number): void; setBack(ms: number): void; readonly slept: number[] };

export function createVirtualClock(): VirtualClock {
  let elapsed = 0;
  let wallShift = 0;
  let waiters: { readonly at: number; readonly wake: () => void }[] = [];
  const slept: number[] = [];
  const pump = () => {
    const next = waiters.toSorted((a, b) => a.at - b.at)[0];
    if (!next) return;
    waiters = waiters.filter((waiter) => waiter !== next);
    elapsed = Math.max(elapsed, next.at);
    next.wake();
  };
  return {
    now: () => START_MS + elapsed + wallShift,
    monotonic: () => elapsed,
    advance: (ms) => {
      elapsed += ms;
    },
    setBack: (ms) => {
      wallShift -= ms;
    },
    slept,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        slept.push(ms);
        const waiter = { at: elapsed + ms, wake: resolve };
        waiters.push(waiter);
        signal?.addEventListener('abort', () => {
          waiters = waiters.filter((other) => other !== waiter);
          reject(signal.reason);
        });
        setImmediate(pump);
      }),
  };
}

export type Scripted = {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly json?: unknown;
  readonly text?: string;
};
export type Responder = (request: HttpRequest, index: number) => Scripted | HttpFailure | Promise<Scripted | HttpFailure>;

export function toResponse(scripted: Scripted): HttpResponse {
  const text = scripted.text ?? (scripted.json === undefined ? '' : JSON.stringify(scripted.json));
  return { status: scripted.status ?? 200, headers: scripted.headers ?? {}, body: new TextEncoder().encode(text) };
}

export type FakeTokenStore = TokenStore & {
  stored: StoredTokens | undefined;
  /** Errors thrown by the next calls of a kind, in order. */
  readonly failures: { load: Error[]; assertWritable: Error[]; save: Error[]; clear: Error[] };
  readonly calls: string[];
};

export function createFakeTokenStore(stored?: StoredTokens): FakeTokenStore {
  const step = async (name: keyof FakeTokenStore['failures']) => {
    store.calls.push(name);
    const failure = store.failures[name].shift();
    if (failure) throw failure;
  };
  const store: FakeTokenStore = {
    stored,
    failures: { load: [], assertWritable: [], save: [], clear: [] },
    calls: [],
    load: async () => {
      await step('load');
      return store.stored;
    },
    assertWritable: () => step('assertWritable'),
    save: async (tokens) => {
      await step('save');
      store.stored = tokens;
    },
    clear: async () => {
      await step('clear');
      store.stored = undefined;
    },
  };
  return store;
}

export const STORED: StoredTokens = { refreshToken: 'refresh-1', generation: 1, obtainedAt: '2026-11-07T10:00:00.000Z' };

export type World = {
  readonly provider: BankProvider;
  readonly clock: VirtualClock;
  readonly tokens: FakeTokenStore;
  /** Requests in the order they were sent. */
  readonly sent: HttpRequest[];
  readonly calls: CallRecord[];
  readonly logged: { readonly event: string; readonly fields: LogFields }[];
  /** Most requests in flight at one time. */
  maxParallel: number;
};

export function createWorld(
  respond: Responder,
  overrides: Partial<MisConnectDeps> & { readonly stored?: StoredTokens | null } = {},
): World {
  const { stored, ...deps } = overrides;
  const clock = createVirtualClock();
  const tokens = createFakeTokenStore(stored === null ? undefined : (stored ?? STORED));
  const sent: HttpRequest[] = [];
  const calls: CallRecord[] = [];
  const logged: World['logged'] = [];
  const note = (event: string, fields: LogFields = {}) => {
    logged.push({ event, fields });
  };
  let seed = 7;
  let inFlight = 0;
  const provider = createMisConnect({
    baseUrl: 'https://bank.example',
    clock,
    tokens,
    http: {
      async send(request) {
        sent.push(request);
        inFlight += 1;
        world.maxParallel = Math.max(world.maxParallel, inFlight);
        try {
          const scripted = await respond(request, sent.length - 1);
          if (scripted instanceof HttpFailure) throw scripted;
          return toResponse(scripted);
        } finally {
          inFlight -= 1;
        }
      },
    },
    random: {
      bytes: (count) =>
        Uint8Array.from({ length: count }, () => {
          seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
          return (seed >> 16) & 0xff;
        }),
    },
    credentials: { load: async () => ({ clientId: 'client', clientSecret: 'top-secret' }) },
    log: { info: note, warn: note, error: note },
    language: () => 'en',
    onCall: (record) => calls.push(record),
    ...deps,
  });
  const world: World = { provider, clock, tokens, sent, calls, logged, maxParallel: 0 };
  return world;
}

export const pathOf = (request: HttpRequest) => new URL(request.url).pathname;

/** Answers the token endpoint with numbered sets and hands everything else on. */
export function withTokens(respond: Responder, options: { readonly lifetimeS?: number } = {}): Responder {
  let issued = 1;
  return (request, index) => {
    if (pathOf(request) !== '/auth/token') return respond(request, index);
    issued += 1;
    return {
      json: {
        access_token: `access-${issued}`,
        refresh_token: `refresh-${issued}`,
        token_type: 'bearer',
        expires_in: options.lifetimeS ?? 3600,
      },
    };
  };
}

/** The code of the AppError a call fails with; `none` when it does not fail. */
export async function failureOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : `not an AppError: ${String(error)}`;
  }
}
