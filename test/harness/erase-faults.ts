/** @file Erasing everything while one single call of a port fails, in this process (R27): the n-th of all, whichever port it is of. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodeDataFiles } from '../../electron/features/erasure/node-data-files.ts';
import { createNodeHttp } from '../../electron/platform/node-http.ts';
import { HttpFailure } from '../../electron/ports/http.ts';
import { AppError } from '../../shared/errors.ts';
import { startEraseServer } from './erase-server.ts';
import { hostDataOf, keychainOf, marksOfSeed, openWorld, PHRASE, seedErase, tombstoneOf, tracesIn } from './erase-world.ts';

export type FaultRound = {
  /** `port.method` that failed; undefined when there were fewer calls. */
  readonly failed: string | undefined;
  /** Why the operation itself was refused; then nothing may be gone. */
  readonly refusal: string | null;
  /** Whether something was left for the next start, and whether anything could be opened all the same. */
  readonly wasUnfinished: boolean;
  readonly openedWhileUnfinished: boolean;
  readonly left: readonly string[];
  readonly transactions: number;
  readonly consents: readonly (string | null)[];
  readonly deleted: readonly string[];
};

/** Whatever failed once: either nothing was erased and the person was told, or in the end all of it was. */
export function wantedAfterFault(round: FaultRound): Partial<FaultRound> {
  if (round.refusal !== null) return { failed: 'files.write', refusal: 'disk_failed', transactions: 120, consents: [], deleted: [] };
  return { openedWhileUnfinished: false, left: [], transactions: 0, consents: [null], deleted: ['a'] };
}

export async function startEraseFaults() {
  const parent = mkdtempSync(join(tmpdir(), 'mizan-erase-fault-'));
  const server = await startEraseServer({ a: [], b: [] });
  const seed = join(parent, 'seed');
  await seedErase(seed, server.baseUrl);
  const marks = await marksOfSeed(seed);

  /** Ports that share one count; the n-th call fails in the way its port can fail. */
  function failingPorts(place: string, n: number, keychain: 'error' | 'locked') {
    const state = { calls: 0, failed: undefined as string | undefined, isArmed: false };
    const watched = <T extends object>(name: string, target: T, fail: () => unknown): T =>
      new Proxy(target, {
        get(object, method) {
          const value = Reflect.get(object, method) as unknown;
          if (typeof value !== 'function') return value;
          return (...args: unknown[]) => {
            if (state.isArmed) state.calls += 1;
            if (!state.isArmed || state.calls !== n) return (value as (...given: unknown[]) => unknown).apply(object, args);
            state.failed = `${name}.${String(method)}`;
            return fail();
          };
        },
      });
    const refuse = () => {
      throw new AppError('disk_failed', 'planned');
    };
    return {
      state,
      ports: {
        http: watched('http', createNodeHttp(), async () => {
          throw new HttpFailure('offline', false);
        }),
        secrets: watched('secrets', keychainOf(place), async () => ({ status: keychain })),
        files: watched('files', createNodeDataFiles(), refuse),
        hostData: watched('hostData', hostDataOf(place), async () => refuse()),
      },
    };
  }

  return {
    async run(n: number, keychain: 'error' | 'locked' = 'error'): Promise<FaultRound> {
      const place = join(parent, `fault-${n}`);
      cpSync(seed, place, { recursive: true });
      server.reset();
      const { state, ports } = failingPorts(place, n, keychain);
      const world = await openWorld(place, { baseUrl: server.baseUrl, ports });
      state.isArmed = true;
      const refusal = await world.ask('erasure.eraseEverything', { confirmation: PHRASE }).then(
        () => null,
        (error: { code?: string }) => error.code ?? 'bug',
      );
      state.isArmed = false;
      const wasUnfinished = (tombstoneOf(place)?.stage ?? 'done') !== 'done';
      const { store } = await world.ask('app.status', {});
      await world.core.close();
      const again = await openWorld(place, { baseUrl: server.baseUrl });
      try {
        const { receipt } = await again.ask('erasure.receipt', {});
        return {
          failed: state.failed,
          refusal,
          wasUnfinished,
          openedWhileUnfinished: wasUnfinished && store === 'ready',
          left: tracesIn(place, marks.a),
          transactions: (await again.ask('erasure.preview', {})).transactions,
          consents: (receipt?.steps ?? []).filter((step) => step.kind === 'consent').map((step) => step.code),
          deleted: [...server.deleted],
        };
      } finally {
        await again.core.close();
        rmSync(place, { recursive: true, force: true });
      }
    },
    async close() {
      await server.close();
      rmSync(parent, { recursive: true, force: true });
    },
  };
}
