/** @file Files a person chooses, in memory: what is saved under a name, and which is opened next. */
import type { OpenFile } from '../../electron/ports/open-file.ts';
import type { SaveFile } from '../../electron/ports/save-file.ts';

export type MemoryFiles = {
  readonly saveFile: SaveFile;
  readonly openFile: OpenFile;
  /** By name; whole ones only. */
  readonly saved: Map<string, Buffer>;
  /** What the person opens next; undefined = nothing. */
  opens: { name: string; bytes: Buffer } | undefined;
};

export function createMemoryFiles(): MemoryFiles {
  const writing = new Map<string, { name: string; parts: Buffer[] }>();
  const reading = new Map<string, Buffer>();
  let last = 0;
  const newToken = () => {
    last += 1;
    return `file-${last}`;
  };
  const files: MemoryFiles = {
    saved: new Map(),
    opens: undefined,
    saveFile: {
      choose: async (name) => {
        const token = newToken();
        writing.set(token, { name, parts: [] });
        return token;
      },
      write: async (token, bytes) => void writing.get(token)?.parts.push(Buffer.from(bytes)),
      finish: async (token) => {
        const file = writing.get(token);
        writing.delete(token);
        files.saved.set(file?.name ?? '?', Buffer.concat(file?.parts ?? []));
        return file?.name ?? '?';
      },
      discard: async (token) => void writing.delete(token),
    },
    openFile: {
      choose: async () => {
        if (!files.opens) return undefined;
        const token = newToken();
        reading.set(token, files.opens.bytes);
        return { token, name: files.opens.name, size: files.opens.bytes.length };
      },
      read: async (token, offset, length) => new Uint8Array(reading.get(token)?.subarray(offset, offset + length) ?? []),
      close: async (token) => void reading.delete(token),
    },
  };
  return files;
}
