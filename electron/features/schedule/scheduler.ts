/**
 * @file Reads the provider's store by itself (R21): at start, after sleep, when the screen is unlocked or the network is back, and
 * every six hours. The next time is stored; a tick a minute compares it with the clock, so no timer is longer and a clock that
 * jumped is noticed. Whatever comes together, e.g. waking, unlocking and a passed due time, is one read.
 */
import { type Instant, toInstant } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors.ts';
import type { BankProvider } from '../../ports/bank-provider.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { PowerEvent } from '../../ports/power.ts';
import type { Random } from '../../ports/random.ts';
import type { SyncService } from '../sync/sync-service.ts';
import { type EndedRun, planAfter, planLater, type ReadPlan, withinReach } from './read-plan.ts';
import type { ScheduleRepo } from './schedule-repo.ts';

const TICK_MS = 60_000;
/** After a resume network and keychain need a moment. */
const SETTLE_MS = 10_000;
/** Reading more often brings nothing (API reference 13.1). */
const PAUSE_MS = 5 * 60_000;
/** Wall and monotonic time apart by more than this between two ticks: somebody moved the clock, or the machine slept. */
const JUMP_MS = 30_000;
/** A machine that calls itself offline may be wrong, or never say that it is back: after so long a read that is due is tried all the same. */
const DOUBT_MS = 2 * 60 * 60_000;
/** Where nobody says that the machine is awake again, the ticks do. */
const LONGEST_SUSPEND_TICKS = 2;

export type SchedulerDeps = {
  readonly repo: ScheduleRepo;
  readonly sync: Pick<SyncService, 'start' | 'cancel' | 'status' | 'retryAtMs'>;
  readonly provider: Pick<BankProvider, 'hasTokens' | 'keepAlive'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly isOnline: () => boolean;
  /** Other work that goes by the clock: reminders, the quota's time. */
  readonly onTick: () => void;
  /** `nextReadAt` may answer differently from here on. */
  readonly onPlanned: () => void;
};

type Moment = { readonly wall: number; readonly monotonic: number };
type Wanted = { trigger: 'start' | 'schedule'; readyAtMonotonic: number };

const kindOf = (error: unknown) => (error instanceof Error ? error.name : typeof error);

export class Scheduler {
  readonly #deps: SchedulerDeps;
  readonly #stopping = new AbortController();
  #plan: ReadPlan;
  #wanted: Wanted | undefined;
  #running: Promise<void> | undefined;
  #lastTick: Moment;
  #lastRun: Moment | undefined;
  #isStarted = false;
  /** What comes before the first read is not over yet. */
  #isHeld = false;
  #ticksAsleep: number | undefined;
  #wasOnline = true;
  /** Since when the machine calls itself offline. */
  #offlineSince: Moment | undefined;
  /** A run was under way when the machine went to sleep. */
  #wasCut = false;
  /** There was no token set the last time one was looked for. */
  #isIdle = false;

  constructor(deps: SchedulerDeps) {
    this.#deps = deps;
    this.#plan = deps.repo.load();
    this.#lastTick = this.#moment();
  }

  /**
   * Reads once and then by the schedule, until `stop`.
   * @param before nothing is read, and no work done that goes by the clock, until it resolves; it never rejects
   */
  start(before?: Promise<void>): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#isHeld = before !== undefined;
    this.#want('start', 0);
    if (!before) {
      void this.#loop();
      return;
    }
    void before.then(() => {
      if (this.#stopping.signal.aborted) return;
      this.#isHeld = false;
      this.#deps.onPlanned();
      void this.#loop();
    });
  }

  /** What the machine says of itself. Before the start there is nothing to do about it. */
  notify(event: PowerEvent): void {
    if (!this.#isStarted || this.#stopping.signal.aborted) return;
    if (event.type === 'suspend') this.#suspend();
    else if (event.type === 'resume') this.#resume();
    else if (event.type === 'unlock') this.#wake(this.#elapsed(this.#lastRun) >= PAUSE_MS);
    else if (event.type === 'network') this.#network(event.isOnline);
  }

  /** When the next read is due by the clock; null while nothing is scheduled, or connected. */
  nextReadAt(): Instant | null {
    return this.#isStarted && !this.#isHeld && !this.#isIdle ? toInstant(Math.max(this.#plan.dueMs, this.#deps.clock.now())) : null;
  }

  /** One look at the clock. */
  tick(): void {
    const { log, onTick } = this.#deps;
    this.#noticeJump();
    if (this.#ticksAsleep !== undefined) {
      this.#ticksAsleep += 1;
      if (this.#ticksAsleep > LONGEST_SUSPEND_TICKS) this.#wake(true);
    }
    try {
      onTick();
    } catch (error) {
      log.warn('schedule.tick-failed', { kind: kindOf(error) });
    }
    this.#absorb();
    this.#setPlan(withinReach(this.#plan, this.#deps.clock.now()));
    if (!this.#running && this.#plan.dueMs <= this.#deps.clock.now()) this.#want('schedule', 0);
    this.#pump();
  }

  /** A run has ended, whoever asked for it. */
  noteRun(): void {
    if (this.#isStarted && !this.#stopping.signal.aborted) this.#absorb();
  }

  /** Resolves when no read of the schedule's own is under way. */
  async settled(): Promise<void> {
    while (this.#running) await this.#running;
  }

  stop(): void {
    this.#stopping.abort();
  }

  #moment(): Moment {
    return { wall: this.#deps.clock.now(), monotonic: this.#deps.clock.monotonic() };
  }

  /** Whichever clock says more: one stands still during sleep, the other may be set. */
  #elapsed(since: Moment | undefined): number {
    if (since === undefined) return Number.POSITIVE_INFINITY;
    const now = this.#moment();
    return Math.max(now.monotonic - since.monotonic, Math.abs(now.wall - since.wall));
  }

  #fraction(): number {
    const [high = 0, low = 0] = this.#deps.random.bytes(2);
    return (high * 256 + low) / 65_536;
  }

  async #loop(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.tick();
      await this.#pause(TICK_MS);
    }
  }

  async #pause(ms: number): Promise<void> {
    try {
      await this.#deps.clock.sleep(ms, this.#stopping.signal);
    } catch (error) {
      // Stopped while waiting; anything else is a bug of the clock.
      if (!this.#stopping.signal.aborted) throw error;
    }
  }

  #noticeJump(): void {
    const now = this.#moment();
    const driftMs = now.wall - this.#lastTick.wall - (now.monotonic - this.#lastTick.monotonic);
    this.#lastTick = now;
    if (Math.abs(driftMs) <= JUMP_MS) return;
    this.#deps.log.info('schedule.clock-jumped', { seconds: Math.round(driftMs / 1000) });
    // Very likely a sleep nobody told of: what is due, and not being read already, waits for network and keychain.
    if (driftMs > 0 && !this.#running && this.#plan.dueMs <= now.wall) this.#wake(true);
  }

  #suspend(): void {
    this.#ticksAsleep = 0;
    this.#wasCut ||= this.#deps.sync.status().isRunning;
    // Only what runs by itself or would be cut anyway: a run is safe to cut at any moment, and the next one goes on.
    this.#deps.sync.cancel();
  }

  /** A nap just after a read that got through is no reason for another. */
  #resume(): void {
    this.#wake(this.#wasCut || this.#plan.offline > 0 || this.#elapsed(this.#lastRun) >= PAUSE_MS);
  }

  #network(isOnline: boolean): void {
    const isBack = isOnline && !this.#wasOnline;
    this.#wasOnline = isOnline;
    if (isBack) this.#wake(this.#plan.offline > 0 || this.#elapsed(this.#lastRun) >= PAUSE_MS);
  }

  /** The machine is awake and reachable; a read, when one makes sense, waits until it has settled. */
  #wake(isReadWanted: boolean): void {
    this.#ticksAsleep = undefined;
    if (!isReadWanted) return;
    this.#want('schedule', SETTLE_MS);
    void this.#pause(SETTLE_MS).then(() => this.#pump());
  }

  #want(trigger: Wanted['trigger'], delayMs: number): void {
    const readyAtMonotonic = this.#deps.clock.monotonic() + delayMs;
    this.#wanted ??= { trigger, readyAtMonotonic };
    this.#wanted.readyAtMonotonic = Math.max(this.#wanted.readyAtMonotonic, readyAtMonotonic);
  }

  #pump(): void {
    const { clock } = this.#deps;
    const wanted = this.#wanted;
    if (!wanted || this.#isHeld || this.#running || this.#ticksAsleep !== undefined || this.#stopping.signal.aborted) return;
    if (clock.monotonic() < wanted.readyAtMonotonic || clock.now() < this.#plan.notBeforeMs || !this.#mayReach()) return;
    this.#wanted = undefined;
    this.#wasCut = false;
    this.#lastRun = this.#moment();
    this.#running = this.#read(wanted.trigger).finally(() => {
      this.#running = undefined;
      this.#pump();
    });
  }

  /** Whether a network may be there. A try in doubt fails at once where there is none, and the doubt begins anew. */
  #mayReach(): boolean {
    if (this.#deps.isOnline()) {
      this.#offlineSince = undefined;
      return true;
    }
    this.#offlineSince ??= this.#moment();
    if (this.#elapsed(this.#offlineSince) < DOUBT_MS) return false;
    this.#offlineSince = this.#moment();
    return true;
  }

  async #read(trigger: Wanted['trigger']): Promise<void> {
    const { provider, sync, log, clock } = this.#deps;
    try {
      this.#isIdle = !(await provider.hasTokens());
      if (this.#isIdle) {
        this.#setPlan(planLater(this.#plan, clock.now(), this.#fraction()));
        return;
      }
      await this.#keepAlive();
      await sync.start(trigger, { ignoreSchedule: true });
      this.#absorb();
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      const code = error instanceof AppError ? error.code : 'internal';
      log.warn('schedule.not-read', { code });
      const failed: EndedRun = { id: this.#plan.seenRunId, outcome: 'failed', errorCode: code, retryAtMs: undefined };
      this.#setPlan(planAfter(this.#plan, failed, clock.now(), this.#fraction()));
    }
  }

  /** R10: a refresh token dies unused after 90 days at most; renewed weekly it never does. The read tells what is wrong with it. */
  async #keepAlive(): Promise<void> {
    try {
      await this.#deps.provider.keepAlive();
    } catch (error) {
      this.#deps.log.warn('tokens.not-kept-alive', { code: error instanceof AppError ? error.code : 'internal' });
    }
  }

  /** Takes the newest ended run into account, whoever asked for it. */
  #absorb(): void {
    const { lastRun } = this.#deps.sync.status();
    if (!lastRun || lastRun.outcome === null || lastRun.id === this.#plan.seenRunId) return;
    const run: EndedRun = { ...lastRun, outcome: lastRun.outcome, retryAtMs: this.#deps.sync.retryAtMs() };
    if (run.outcome === 'ok' || run.outcome === 'partial') this.#isIdle = false;
    this.#setPlan(planAfter(this.#plan, run, this.#deps.clock.now(), this.#fraction()));
  }

  #setPlan(plan: ReadPlan): void {
    if (plan === this.#plan) return;
    this.#plan = plan;
    try {
      this.#deps.repo.save(plan);
    } catch (error) {
      // A full disk costs the plan's memory across restarts, nothing else.
      this.#deps.log.warn('schedule.not-stored', { kind: kindOf(error) });
    }
    this.#deps.onPlanned();
  }
}
