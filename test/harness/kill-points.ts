/**
 * @file Ends this very process with SIGKILL right before the n-th thing it changes, once armed: a file, a row, an item, a request. What a
 * crash, a power cut or the system's task killer leave behind, at every step there is, and the same at each repetition.
 */
import { writeSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';

export type KillPoints = {
  /** From here on steps are counted; at the n-th the process is gone. 0 only counts. */
  arm(killAt: number): void;
  /** One step: everything before it is done, nothing of it is. */
  step(): void;
  /** How many there were since `arm`. */
  count(): number;
};

/** What of node:fs changes what the next process finds: a killed one leaves what it wrote, synced or not. */
const CHANGES = ['writeSync', 'renameSync', 'rmSync', 'unlinkSync', 'writeFileSync'] as const;

type FileSystem = Record<(typeof CHANGES)[number], (...args: unknown[]) => unknown>;

export function installKillPoints(): KillPoints {
  let killAt: number | undefined;
  let steps = 0;
  const points: KillPoints = {
    arm(n) {
      killAt = n;
      steps = 0;
    },
    step() {
      if (killAt === undefined) return;
      steps += 1;
      if (steps === killAt) process.kill(process.pid, 'SIGKILL');
    },
    count: () => steps,
  };
  // The modules under test import these by name: the names are live bindings, and this is how they are renewed.
  const fs = createRequire(import.meta.url)('node:fs') as FileSystem; // its functions, as listed above
  for (const name of CHANGES) {
    const real = fs[name];
    fs[name] = (...args) => {
      points.step();
      return real(...args);
    };
  }
  syncBuiltinESMExports();
  return points;
}

/** A port or a driver's object some of whose methods are steps; `after` too where the answer may be lost on the way. */
export function stepping<T extends object>(points: KillPoints, target: T, methods: readonly (keyof T)[], after: 'after' | 'no' = 'no'): T {
  return new Proxy(target, {
    get(object, name) {
      const value = Reflect.get(object, name) as unknown;
      if (typeof value !== 'function') return value;
      if (!methods.includes(name as keyof T)) return value.bind(object) as unknown;
      return (...args: unknown[]) => {
        points.step();
        const result = (value as (...given: unknown[]) => unknown).apply(object, args);
        if (!(result instanceof Promise) || after === 'no') return result;
        return result.then((answer: unknown) => {
          points.step();
          return answer;
        });
      };
    },
  });
}

/** Straight to the descriptor: a line in a stream's buffer would die with the process. Not a step of what is tested. */
const rawWrite = writeSync;
export const say = (line: string): void => void rawWrite(1, `${line}\n`);
