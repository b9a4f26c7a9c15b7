/**
 * @file The laptop's hardware: its clock, its network card, and the moment at which everything that takes no time has happened.
 * Requests go over real sockets to the practice bank, under the name of a host on the internet and with a little latency.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createNodeHttp } from '../../../electron/platform/node-http.ts';
import { type Http, HttpFailure } from '../../../electron/ports/http.ts';
import type { Dice } from '../../../electron/sandbox/seeded.ts';
import type { Provider } from './provider.ts';
import { createWorldClock, type WorldClock } from './world-clock.ts';

/** Only towards a host out there does Mizan wait for a network and keep to the rate limit. */
export const HOST = 'https://api.bank.example';
const QUIET_TURNS = 3;

/** Times in true time; open ends are infinite. */
export type Span = { readonly fromMs: number; untilMs: number };

export type Machine = {
  readonly clock: WorldClock;
  readonly outages: readonly Span[];
  isNetworkUp(): boolean;
  setNetworkUp(isUp: boolean): void;
  /** What one process sends; nothing any more once it was killed. */
  httpOf(isAlive: () => boolean): Http;
  /** Until real sockets and promises have nothing left to do. */
  settle(): Promise<void>;
  callCount(): number;
  close(): void;
};

export function createMachine(deps: {
  readonly provider: Provider;
  readonly chance: Dice;
  readonly startMs: number;
  /** Runs whenever things have come to rest, before time goes on. */
  readonly onSettled: () => Promise<void>;
}): Machine {
  const { provider, chance } = deps;
  const net = createNodeHttp();
  const busy = new Set<Promise<unknown>>();
  const outages: Span[] = [];
  let isNetworkUp = true;
  let sent = 0;
  let asked = 0;

  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; ) {
      if (busy.size > 0) await Promise.allSettled(busy);
      const before = sent;
      await nextTurn();
      quiet = before === sent && busy.size === 0 ? quiet + 1 : 0;
    }
    await deps.onSettled();
  }
  const clock = createWorldClock({ startMs: deps.startMs, onMove: (nowMs) => provider.bank.engine.clock.set(nowMs), settle });

  async function exchange(request: Parameters<Http['send']>[0]): ReturnType<Http['send']> {
    sent += 1;
    const exchanging = net.send({ ...request, url: request.url.replace(HOST, provider.baseUrl) });
    busy.add(exchanging);
    try {
      const answer = await exchanging;
      if (!request.url.includes('/ongoing/')) return answer;
      return { ...answer, body: Buffer.from(Buffer.from(answer.body).toString('utf8').replaceAll(provider.baseUrl, HOST)) };
    } finally {
      busy.delete(exchanging);
    }
  }

  return {
    clock,
    outages,
    settle,
    isNetworkUp: () => isNetworkUp,
    setNetworkUp(isUp) {
      const last = outages.at(-1);
      if (isNetworkUp && !isUp) outages.push({ fromMs: clock.now(), untilMs: Number.POSITIVE_INFINITY });
      else if (!isNetworkUp && isUp && last) last.untilMs = clock.now();
      isNetworkUp = isUp;
    },
    httpOf: (isAlive) => ({
      async send(request) {
        asked += 1;
        // Two requests are under way together, and a lid may close over them.
        await clock.laptop.sleep(chance.int(40, 400), request.signal).catch((reason: unknown) => {
          throw new HttpFailure('aborted', false, reason);
        });
        if (!isAlive()) throw new HttpFailure('aborted', false);
        if (!isNetworkUp) throw new HttpFailure('offline', false);
        return exchange(request);
      },
    }),
    callCount: () => asked,
    close: () => net.close(),
  };
}
