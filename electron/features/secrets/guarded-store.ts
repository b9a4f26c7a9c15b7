/**
 * @file The keychain with Mizan's conclusions drawn (S23, S24, S26): typed failures instead of statuses, "absent" only when
 * nothing was expected, every write read back. There is no fallback to anything weaker than the keychain.
 */
import { AppError, assertNever, type ErrorCode } from '../../../shared/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Random } from '../../ports/random.ts';
import type { SecretStore } from '../../ports/secret-store.ts';
import type { ExpectedItems } from './expected-items.ts';

/** The Windows store holds 2560 bytes per item; the rest is left for the encoding. */
export const MAX_ITEM_BYTES = 2400;
/** How long a proven write stands for the next one: a refresh asks just before it needs it. */
const PROBE_TRUST_MS = 5_000;

export type GuardedStore = {
  /** undefined = there never was one. */
  read(item: string): Promise<string | undefined>;
  /** Marked as expected, written, read back, compared. */
  write(item: string, value: string): Promise<void>;
  /** As `write`, but marked last, once proven to be there: for a value nothing depends on until this resolves. */
  writeUnmarked(item: string, value: string): Promise<void>;
  remove(item: string): Promise<void>;
  assertWritable(): Promise<void>;
};
export type GuardDeps = {
  readonly store: SecretStore;
  readonly expected: ExpectedItems;
  readonly environmentId: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: Random;
};

type Failed = 'locked' | 'unavailable' | 'error';

export function keychainCode(status: Failed): ErrorCode {
  switch (status) {
    case 'locked':
      return 'secret_store_locked';
    case 'unavailable':
      return 'secret_store_unavailable';
    case 'error':
      return 'secret_store_failed';
    default:
      return assertNever(status);
  }
}

/** Really writes: asking is the only way to know. On Linux a locked keyring takes every other call without a word. */
export async function proveWritable(store: SecretStore, item: string): Promise<Failed | undefined> {
  const written = await store.set(item, 'probe');
  if (written.status !== 'done') return written.status;
  const readBack = await store.get(item);
  const removed = await store.remove(item);
  if (readBack.status !== 'found') return readBack.status === 'absent' ? 'locked' : readBack.status;
  return removed.status === 'done' ? undefined : removed.status;
}

export function createGuardedStore(deps: GuardDeps): GuardedStore {
  const { store, expected, log, clock } = deps;
  let provenAt = Number.NEGATIVE_INFINITY;

  const failure = (status: Failed, doing: string): AppError => {
    log.warn('secrets.failed', { doing, status });
    return new AppError(keychainCode(status), `keychain ${status} while ${doing}`);
  };

  /** One item per process, so that parallel starts do not undo each other's. */
  const probeItem = `${deps.environmentId}:probe-${Buffer.from(deps.random.bytes(6)).toString('hex')}`;
  const probe = () => proveWritable(store, probeItem);

  const explainAbsence = async (item: string): Promise<string> => {
    const status = await probe();
    if (status === undefined) {
      // The probe may have made the system ask for the password; look again before calling it lost.
      const again = await store.get(item);
      if (again.status === 'found') return again.value;
      if (again.status !== 'absent') throw failure(again.status, 'reading');
      log.warn('secrets.missing', {});
      throw new AppError('secret_missing', 'an expected item is gone from a working keychain');
    }
    // An expected item that is not shown by a store that takes no writes: locked is the explanation that loses nothing.
    throw failure(status === 'error' ? 'locked' : status, 'reading');
  };

  const read = async (item: string): Promise<string | undefined> => {
    const answer = await store.get(item);
    if (answer.status === 'found') {
      if (!expected.isExpected(item)) await expected.expect(item);
      return answer.value;
    }
    if (answer.status !== 'absent') throw failure(answer.status, 'reading');
    return expected.isExpected(item) ? explainAbsence(item) : undefined;
  };

  const readBack = async (item: string, value: string): Promise<void> => {
    const answer = await store.get(item);
    if (answer.status !== 'found') throw failure(answer.status === 'absent' ? 'locked' : answer.status, 'reading back');
    if (answer.value !== value) throw failure('error', 'comparing');
    provenAt = clock.monotonic();
  };
  const assertFits = (value: string): void => {
    if (Buffer.byteLength(value, 'utf8') > MAX_ITEM_BYTES) throw new AppError('secret_too_large', 'item exceeds the keychain limit');
  };

  return {
    read,
    async write(item, value) {
      assertFits(value);
      const wasExpected = expected.isExpected(item);
      if (!wasExpected) await expected.expect(item);
      const written = await store.set(item, value);
      if (written.status !== 'done') {
        if (!wasExpected) await expected.forget(item);
        throw failure(written.status, 'writing');
      }
      await readBack(item, value);
    },
    async writeUnmarked(item, value) {
      assertFits(value);
      const written = await store.set(item, value);
      if (written.status !== 'done') throw failure(written.status, 'writing');
      await readBack(item, value);
      await expected.expect(item);
    },
    async remove(item) {
      // A locked keyring "removes" nothing without a word, so prove it open first.
      const status = await probe();
      if (status !== undefined) throw failure(status, 'removing');
      const removed = await store.remove(item);
      if (removed.status !== 'done') throw failure(removed.status, 'removing');
      const after = await store.get(item);
      if (after.status !== 'absent') throw failure(after.status === 'found' ? 'error' : after.status, 'removing');
      await expected.forget(item);
    },
    async assertWritable() {
      if (clock.monotonic() - provenAt < PROBE_TRUST_MS) return;
      const status = await probe();
      if (status !== undefined) throw failure(status, 'probing');
      provenAt = clock.monotonic();
    },
  };
}
