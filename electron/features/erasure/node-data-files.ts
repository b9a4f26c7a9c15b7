import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import type { DataFiles } from '../../ports/data-files.ts';

const RESERVED_BYTES = 64 * 1024;

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const isFull = ['ENOSPC', 'EDQUOT'].includes(codeOf(error) ?? '');
    throw new AppError(isFull ? 'disk_full' : 'disk_failed', 'a file step failed', { cause: error });
  }
}

function writeSynced(path: string, flags: 'wx' | 'r+', bytes: Buffer): void {
  const file = openSync(path, flags, 0o600);
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Windows cannot open folders and journals renames by itself. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** A leftover of a crash may carry other permissions. */
function makeRoomFor(partial: string): void {
  mkdirSync(dirname(partial), { recursive: true, mode: 0o700 });
  rmSync(partial, { force: true });
}

/** Frees the space on a full disk. What cannot be removed here is in nobody's way: the next write starts by removing it, or says why not. */
function discard(partial: string): void {
  try {
    rmSync(partial, { force: true });
  } catch {
    // The failure that brought us here is the one to report.
  }
}

/** @throws AppError `disk_full`, `disk_failed` */
export function createNodeDataFiles(): DataFiles {
  return {
    read: (path) => guarded(() => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)),
    write: (path, text) =>
      guarded(() => {
        const partial = `${path}.tmp`;
        try {
          makeRoomFor(partial);
          writeSynced(partial, 'wx', Buffer.from(text, 'utf8'));
          renameSync(partial, path);
        } catch (error) {
          discard(partial);
          throw error;
        }
        syncFolder(dirname(path));
      }),
    writeInto: (reserved, path, text) =>
      guarded(() => {
        const bytes = Buffer.from(text, 'utf8');
        if (bytes.length > RESERVED_BYTES) throw new AppError('disk_full', 'more than the room set aside');
        // The name appears only with the whole text behind it; the rest of the room is blank, which JSON allows.
        writeSynced(reserved, 'r+', Buffer.concat([bytes, Buffer.alloc(RESERVED_BYTES - bytes.length, ' ')]));
        renameSync(reserved, path);
        syncFolder(dirname(path));
      }),
    reserve: (path) =>
      guarded(() => {
        if (existsSync(path)) return;
        const partial = `${path}.tmp`;
        makeRoomFor(partial);
        writeSynced(partial, 'wx', Buffer.alloc(RESERVED_BYTES, ' '));
        renameSync(partial, path);
      }),
    remove: (path) =>
      guarded(() => {
        rmSync(path, { recursive: true, force: true });
        // Gone for good before the next step says so: a power cut must not bring it back.
        if (existsSync(dirname(path))) syncFolder(dirname(path));
      }),
    list: (path) => guarded(() => (existsSync(path) ? readdirSync(path).sort() : [])),
  };
}
