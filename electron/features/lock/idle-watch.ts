import type { Clock } from '../../ports/clock.ts';

/** How long nobody has touched Mizan. The larger of both clocks: one stands still while the machine sleeps, the other can be moved. */
export class IdleWatch {
  readonly #clock: Clock;
  #wallMs: number;
  #monotonicMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#wallMs = clock.now();
    this.#monotonicMs = clock.monotonic();
  }

  touch(): void {
    this.#wallMs = this.#clock.now();
    this.#monotonicMs = this.#clock.monotonic();
  }

  idleMs(): number {
    return Math.max(this.#clock.now() - this.#wallMs, this.#clock.monotonic() - this.#monotonicMs);
  }
}
