/**
 * @file What is in a backup file: a manifest, then the store under a key of its own. Neither token nor client secret is in it, and not the
 * key of the store it was made from: who opens the file has what is in it, and nothing else of this computer.
 */
import { type FileHandle, open, rm, stat } from 'node:fs/promises';
import { z } from 'zod';
import { InstantSchema, LegalName } from '../../../shared/contract/common.ts';
import { EnvironmentKind, isBaseUrlAllowed } from '../../../shared/contract/environments.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Random } from '../../ports/random.ts';
import { type SealedFile, sealFile, unsealFile } from './sealed-file.ts';

const MAX_MANIFEST_BYTES = 64 * 1024;

const Manifest = z.object({
  madeAt: InstantSchema,
  databaseKey: z.string().regex(/^[0-9a-f]{64}$/),
  databaseBytes: z.int().min(1),
  environment: z
    .object({
      kind: EnvironmentKind,
      baseUrl: z.string().max(2000),
      clientId: z.string().max(1000),
      legalName: LegalName,
      userId: z.string().min(1).max(200),
    })
    // SECURITY: whoever made the file must not choose where a client secret is sent to (S20, S22).
    .refine(({ kind, baseUrl }) => kind === 'practice' || isBaseUrlAllowed(baseUrl), 'address'),
});
export type Manifest = z.infer<typeof Manifest>;
export type Progress = (done: number, total: number) => void;

async function readExactly(file: FileHandle, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, null);
    if (bytesRead === 0) throw new AppError('disk_failed', 'the copy became shorter');
    filled += bytesRead;
  }
  return bytes;
}

export async function writePortable(options: {
  readonly storePath: string;
  readonly manifest: Omit<Manifest, 'databaseBytes'>;
  readonly passphrase: string;
  readonly random: Random;
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly onBytes: Progress;
}): Promise<void> {
  const { size } = await stat(options.storePath);
  const json = Buffer.from(JSON.stringify({ ...options.manifest, databaseBytes: size } satisfies Manifest), 'utf8');
  const lead = Buffer.alloc(4);
  lead.writeUInt32BE(json.length);
  let head = Buffer.concat([lead, json]);
  const payloadBytes = head.length + size;
  let done = 0;
  const file = await open(options.storePath, 'r');
  try {
    await sealFile({
      ...options,
      payloadBytes,
      madeAt: options.manifest.madeAt,
      read: async (length) => {
        const first = head.subarray(0, length);
        head = head.subarray(first.length);
        done += length;
        options.onBytes(done, payloadBytes);
        return Buffer.concat([first, await readExactly(file, length - first.length)]);
      },
    });
  } finally {
    await file.close();
  }
}

/** Takes the pieces as they come: the manifest from the front of them, the rest into the file. */
class Unpacker {
  #head = Buffer.alloc(0);
  #manifest: Manifest | undefined;
  #written = 0;
  readonly #file: FileHandle;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async take(bytes: Uint8Array): Promise<void> {
    if (this.#manifest) return this.#write(bytes);
    this.#head = Buffer.concat([this.#head, bytes]);
    if (this.#head.length < 4) return;
    const length = this.#head.readUInt32BE(0);
    if (length > MAX_MANIFEST_BYTES) throw new AppError('backup_damaged', 'a manifest too long');
    if (this.#head.length < 4 + length) return;
    this.#manifest = parseManifest(this.#head.subarray(4, 4 + length).toString('utf8'));
    await this.#write(this.#head.subarray(4 + length));
  }

  end(): Manifest {
    if (!this.#manifest || this.#written !== this.#manifest.databaseBytes)
      throw new AppError('backup_damaged', 'not what it says it holds');
    return this.#manifest;
  }

  async #write(bytes: Uint8Array): Promise<void> {
    await this.#file.writeFile(bytes);
    this.#written += bytes.length;
  }
}

/** @throws AppError `backup_*`, `passphrase_wrong`, `disk_*`; nothing is left at `storePath` then */
export async function readPortable(options: {
  readonly file: SealedFile;
  readonly passphrase: string;
  readonly storePath: string;
  readonly onBytes: Progress;
}): Promise<Manifest> {
  const { storePath } = options;
  await rm(storePath, { force: true });
  const target = await open(storePath, 'wx', 0o600);
  try {
    const unpacker = new Unpacker(target);
    await unsealFile({ ...options, write: (bytes) => unpacker.take(bytes) });
    const manifest = unpacker.end();
    await target.sync();
    await target.close();
    return manifest;
  } catch (error) {
    await target.close();
    await rm(storePath, { force: true });
    throw error;
  }
}

function parseManifest(text: string): Manifest {
  try {
    return Manifest.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError('backup_damaged', 'the manifest cannot be read', { cause });
  }
}
