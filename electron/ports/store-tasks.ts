import type { StoreFile } from '../db/copy-store.ts';
import type { Extent } from '../db/integrity.ts';

/** Work on a store's files that takes as long as they are large, and must not hold up whoever writes. */
export type StoreTask =
  | {
      readonly kind: 'snapshot';
      readonly store: StoreFile;
      readonly dir: string;
      readonly at: string;
      readonly isWeekly: boolean;
    }
  /** Every page of the store, or of a copy. */
  | { readonly kind: 'check'; readonly store: StoreFile; readonly extent: Extent }
  | { readonly kind: 'copy'; readonly source: StoreFile; readonly target: StoreFile }
  | {
      readonly kind: 'build';
      readonly workDir: string;
      readonly source: StoreFile;
      readonly key: Uint8Array;
      readonly at: string;
      readonly isOldKept: boolean;
    };

export interface StoreTasks {
  /**
   * Resolves when it is done and verified. Aborting stops as soon as the engine allows; nothing half-made gets a name.
   * @throws AppError `database_*`, `disk_*`, `busy` when the store was written meanwhile, `cancelled`
   */
  run(task: StoreTask, signal?: AbortSignal): Promise<void>;
}
