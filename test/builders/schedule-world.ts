/** @file A scheduler over a fake reader, a stored plan, and a machine that sleeps, loses its network and gets its clock moved. */
import { openMemoryDatabase } from '../../electron/db/open.ts';
import { createScheduleRepo } from '../../electron/features/schedule/schedule-repo.ts';
import { Scheduler, type SchedulerDeps } from '../../electron/features/schedule/scheduler.ts';
import type { PowerEvent } from '../../electron/ports/power.ts';
import type { SyncRun } from '../../shared/contract/sync.ts';
import { toInstant } from '../../shared/domain/dates.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { createManualClock, type ManualClock } from '../fakes/manual-clock.ts';

type Answer = { readonly errorCode?: ErrorCode; readonly retryInMs?: number };

/** Time for very many days: nothing sleeps, whoever drives it calls the tick. */
function drivenClock(): ManualClock {
  let wall = Date.parse('2026-11-07T11:07:00.000Z');
  let elapsed = 0;
  return {
    now: () => wall,
    monotonic: () => elapsed,
    sleep: () => new Promise(() => undefined),
    advance: async (ms) => {
      wall += ms;
      elapsed += ms;
    },
    setWall: (epochMs) => {
      wall = epochMs;
    },
    sleepers: () => 0,
  };
}

export function createScheduleWorld(options: { readonly fraction?: () => number; readonly isDriven?: boolean } = {}) {
  const clock = options.isDriven ? drivenClock() : createManualClock();
  const repo = createScheduleRepo(openMemoryDatabase());
  const runs: { trigger: string; atMs: number }[] = [];
  let lastRun: SyncRun | null = null;
  let lastId = 0;
  let retryAtMs: number | undefined;
  const world = {
    clock,
    runs,
    saved: 0,
    ticks: 0,
    /** What `nextReadAt` answered each time it was said to have changed. */
    plannedAt: [] as (string | null)[],
    keptAlive: 0,
    network: true,
    tokens: true,
    /** What the next reads end with. */
    answer: {} as Answer,
    /** Resolves the read under way, when set before it begins. */
    hold: undefined as Promise<void> | undefined,
    cancelled: 0,
    isRunning: false,
    scheduler: undefined as unknown as Scheduler,
    /** A new process over the same store. */
    restart(): void {
      world.scheduler?.stop();
      world.scheduler = new Scheduler(deps);
    },
    async tell(event: PowerEvent): Promise<void> {
      world.scheduler.notify(event);
      await world.scheduler.settled();
    },
    /** Time in steps of the scheduler's own tick. */
    async pass(ms: number): Promise<void> {
      for (let left = ms; left > 0; left -= 60_000) {
        await clock.advance(Math.min(left, 60_000));
        await world.scheduler.settled();
      }
    },
    /** With a driven clock: an hour passes and the tick is asked once. */
    go(ms: number): void {
      void clock.advance(ms);
      world.scheduler.tick();
    },
    /** Somebody presses the button, or has just connected a bank. */
    async readByOther(): Promise<void> {
      await deps.sync.start('user');
      world.scheduler.noteRun();
    },
    /** The wall clock goes on, the process and its monotonic clock do not. */
    sleep(ms: number): void {
      clock.setWall(clock.now() + ms);
    },
  };
  const deps: SchedulerDeps = {
    repo: {
      load: repo.load,
      save: (plan) => {
        world.saved += 1;
        repo.save(plan);
      },
    },
    clock,
    random: {
      bytes: () => {
        const value = Math.floor((options.fraction?.() ?? 0.5) * 65_536);
        return new Uint8Array([value >> 8, value & 255]);
      },
    },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    isOnline: () => world.network,
    onTick: () => {
      world.ticks += 1;
    },
    onPlanned: () => world.plannedAt.push(world.scheduler.nextReadAt()),
    provider: {
      hasTokens: async () => world.tokens,
      keepAlive: async () => {
        world.keptAlive += 1;
      },
    },
    sync: {
      start: async (trigger) => {
        const { errorCode = null, retryInMs } = world.answer;
        runs.push({ trigger, atMs: clock.now() });
        world.isRunning = true;
        await world.hold;
        world.isRunning = false;
        retryAtMs = retryInMs === undefined ? undefined : clock.now() + retryInMs;
        const outcome = errorCode === null ? 'ok' : errorCode === 'cancelled' ? 'cancelled' : 'failed';
        const at = toInstant(clock.now());
        lastId += 1;
        lastRun = {
          id: lastId,
          trigger,
          startedAt: at,
          endedAt: at,
          outcome,
          errorCode,
          newCount: 0,
          changedCount: 0,
          removedCount: 0,
        };
        return lastRun;
      },
      cancel: () => {
        world.cancelled += 1;
      },
      retryAtMs: () => retryAtMs,
      status: () => ({
        isRunning: world.isRunning,
        isOffline: false,
        run: null,
        lastRun,
        accounts: [],
        askedAt: null,
        bankDataAt: null,
        oldestBankDataAt: null,
        oldestBankName: null,
        oldestBankNameAr: null,
        nextUserSyncAt: null,
      }),
    },
  };
  world.restart();
  return world;
}
export type ScheduleWorld = ReturnType<typeof createScheduleWorld>;
