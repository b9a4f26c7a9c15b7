/** @file The person's own files: written beside their place under a passing name, then renamed, so that a half one is never found. */
import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import type { SaveFile } from '../ports/save-file.ts';

type Open = { readonly path: string; readonly partial: string; readonly handle: FileHandle };

function toAppError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string') return error;
  return new AppError(code === 'ENOSPC' || code === 'EDQUOT' ? 'disk_full' : 'disk_failed', code, { cause: error });
}

/** @param choosePath undefined = the person chose not to */
export function createSaveFile(choosePath: (fileName: string) => Promise<string | undefined>): SaveFile {
  const files = new Map<string, Open>();
  const take = (token: string): Open => {
    const file = files.get(token);
    if (!file) throw new AppError('not_found', 'no such open file');
    return file;
  };
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw toAppError(error);
    }
  };
  return {
    choose: (fileName) =>
      guarded(async () => {
        const path = await choosePath(fileName);
        if (path === undefined) return undefined;
        const token = randomUUID();
        const partial = join(dirname(path), `.${basename(path)}.${token.slice(0, 8)}.partial`);
        files.set(token, { path, partial, handle: await open(partial, 'wx', 0o600) });
        return token;
      }),
    write: (token, bytes) => guarded(async () => void (await take(token).handle.writeFile(bytes))),
    finish: (token) =>
      guarded(async () => {
        const { path, partial, handle } = take(token);
        await handle.sync();
        await handle.close();
        await rename(partial, path);
        files.delete(token);
        return basename(path);
      }),
    discard: (token) =>
      guarded(async () => {
        const { partial, handle } = take(token);
        files.delete(token);
        await handle.close();
        await rm(partial, { force: true });
      }),
  };
}

/** The same as the core worker's calls: no `undefined` crosses. */
export function saveFileCalls(saveFile: SaveFile) {
  return {
    'saveFile.choose': async ({ fileName }: { fileName: string }) => (await saveFile.choose(fileName)) ?? null,
    'saveFile.write': async ({ token, bytes }: { token: string; bytes: Uint8Array }) => {
      await saveFile.write(token, bytes);
      return null;
    },
    'saveFile.finish': ({ token }: { token: string }) => saveFile.finish(token),
    'saveFile.discard': async ({ token }: { token: string }) => {
      await saveFile.discard(token);
      return null;
    },
  };
}
