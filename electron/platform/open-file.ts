/** @file The person's own files for reading: opened once chosen, known by a token from then on. */
import { randomUUID } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import type { OpenFile } from '../ports/open-file.ts';

const MAX_PIECE = 8 * 1024 * 1024;

function toAppError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !('code' in error)) return error;
  return new AppError('disk_failed', String(error.code), { cause: error });
}

/** @param choosePath undefined = the person chose none */
export function createOpenFile(choosePath: () => Promise<string | undefined>): OpenFile {
  const files = new Map<string, FileHandle>();
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw toAppError(error);
    }
  };
  return {
    choose: () =>
      guarded(async () => {
        const path = await choosePath();
        if (path === undefined) return undefined;
        const handle = await open(path, 'r');
        const token = randomUUID();
        files.set(token, handle);
        return { token, name: basename(path), size: (await handle.stat()).size };
      }),
    read: (token, offset, length) =>
      guarded(async () => {
        const handle = files.get(token);
        if (!handle || length > MAX_PIECE) throw new AppError('not_found', 'no such open file');
        const bytes = new Uint8Array(length);
        let filled = 0;
        while (filled < length) {
          const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
          if (bytesRead === 0) break;
          filled += bytesRead;
        }
        return bytes.slice(0, filled);
      }),
    close: async (token) => {
      const handle = files.get(token);
      files.delete(token);
      await handle?.close();
    },
  };
}

/** The same as the core worker's calls: no `undefined` crosses. */
export function openFileCalls(files: OpenFile) {
  return {
    'openFile.choose': async () => (await files.choose()) ?? null,
    'openFile.read': ({ token, offset, length }: { token: string; offset: number; length: number }) => files.read(token, offset, length),
    'openFile.close': async ({ token }: { token: string }) => {
      await files.close(token);
      return null;
    },
  };
}
