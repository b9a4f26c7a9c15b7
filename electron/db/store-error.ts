import { AppError } from '../../shared/errors.ts';
import { toStoreError } from './open.ts';

/** As `toStoreError`, and also for what Node's file functions throw: a full disk, a folder that may not be written. */
export function toOpenError(error: unknown): unknown {
  if (error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string') {
    return new AppError(['ENOSPC', 'EDQUOT'].includes(error.code) ? 'disk_full' : 'disk_failed', error.code, { cause: error });
  }
  return toStoreError(error);
}
