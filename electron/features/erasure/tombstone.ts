/**
 * @file `erasure.json`, outside every database: that everything is to be erased, how far it got, and at the end the receipt until it
 * is dismissed. While it says "unfinished" nothing else may open (S30).
 */
import { join } from 'node:path';
import { z } from 'zod';
import { ErrorCodeSchema } from '../../../shared/contract/common.ts';
import { ErasureCounts, ErasureStep, Receipt } from '../../../shared/contract/erasure.ts';
import { AppError } from '../../../shared/errors.ts';
import type { DataFiles } from '../../ports/data-files.ts';
import type { Log } from '../../ports/log.ts';
import { failureCode } from './steps.ts';

const Bank = z.object({
  environmentId: z.string(),
  bankName: z.string(),
  bankNameAr: z.string().nullable(),
  endsAt: z.string().nullable(),
});

/**
 * How far the provider of one environment was told. `asked`: the delete of the user may have arrived; `refused`: it was answered with no;
 * `withdrawn`: each access was tried, the tokens are next; `ended`: nothing more is asked.
 */
const RemoteProgress = z.object({
  state: z.enum(['asked', 'refused', 'withdrawn', 'ended']),
  refusal: ErrorCodeSchema.nullable(),
});
export type RemoteProgress = z.infer<typeof RemoteProgress>;

export const EraseRecord = z.object({
  version: z.literal(1),
  number: z.string(),
  startedAt: z.string(),
  isEvery: z.boolean(),
  environmentIds: z.array(z.string().regex(/^(?:practice|env-[a-z2-7]{8})$/)),
  counts: ErasureCounts,
  /** Needed to say what could not be withdrawn; dropped as soon as that is known. Without any id of the provider. */
  banks: z.array(Bank),
  steps: z.array(ErasureStep),
  /** `remote` is done once and never repeated after it ended; everything in `local` may be repeated. */
  stage: z.enum(['remote', 'local', 'done']),
  /** By environment; written before and after each question. */
  remote: z.record(z.string(), RemoteProgress).default({}),
  receipt: Receipt.nullable(),
});
export type EraseRecord = z.infer<typeof EraseRecord>;

export type Tombstone = ReturnType<typeof createTombstone>;

export function createTombstone(deps: { readonly dir: string; readonly files: DataFiles; readonly log: Log }) {
  const { files, log } = deps;
  const path = join(deps.dir, 'erasure.json');
  const reserve = join(deps.dir, 'erasure.reserve');
  const textOf = (record: EraseRecord) => JSON.stringify(record);

  return {
    /**
     * Room for the first line on a disk that is full when it is needed, and nothing left of one that was cut off: it names banks.
     * Best effort: the full disk may be full now.
     */
    prepare(): void {
      try {
        files.remove(`${path}.tmp`);
        files.reserve(reserve);
      } catch (error) {
        log.warn('erasure.no-reserve', { code: failureCode(error) });
      }
    },
    /** undefined also when what lies there was never written by us: erasing needs more than a file name as a reason. */
    load(): EraseRecord | undefined {
      const text = files.read(path);
      if (text === undefined) return undefined;
      try {
        return EraseRecord.parse(JSON.parse(text));
      } catch {
        log.error('erasure.unreadable', {});
        return undefined;
      }
    },
    /** The first line. @throws AppError `disk_*`: then nothing may be erased, for a crash could not be finished. */
    begin(record: EraseRecord): void {
      try {
        files.write(path, textOf(record));
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'disk_full') throw error;
        files.writeInto(reserve, path, textOf(record));
      }
    },
    /** How far it got. A line that cannot be written costs only a repetition. */
    note(record: EraseRecord): void {
      try {
        files.write(path, textOf(record));
      } catch (error) {
        log.warn('erasure.not-noted', { code: failureCode(error) });
      }
    },
    /** All is gone; the receipt waits for the person. False when "unfinished" still stands there: then nothing new may be stored. */
    end(record: EraseRecord): boolean {
      // Once more, or a bad moment of the disk would cost the receipt; without it at least "unfinished" must go.
      const ways = [() => files.write(path, textOf(record)), () => files.write(path, textOf(record)), () => files.remove(path)];
      return ways.some((attempt) => {
        try {
          attempt();
          return true;
        } catch (error) {
          log.warn('erasure.not-noted', { code: failureCode(error) });
          return false;
        }
      });
    },
    remove: () => files.remove(path),
  };
}
