/**
 * @file `profile.json` on disk: its schema, and writing it so that power loss leaves the old or the new one, never half of one.
 * Holds nothing secret. A second, equal file stands beside it for the day the first one is damaged.
 */
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EnvironmentKind } from '../../../shared/contract/environments.ts';
import { LOCK_MINUTES } from '../../../shared/contract/lock.ts';
import { AppError } from '../../../shared/errors.ts';
import type { DataFiles } from '../../ports/data-files.ts';

export const PROFILE_VERSION = 1;
export const PROFILE_FILE = 'profile.json';
export const PROFILE_COPY = 'profile.copy.json';

// Loose objects: what a newer version wrote survives a visit of an older one.
const EnvironmentRecord = z.looseObject({
  id: z.string().regex(/^(?:practice|env-[a-z2-7]{8})$/),
  kind: EnvironmentKind,
  name: z.string(),
  baseUrl: z.string(),
  clientId: z.string(),
  legalName: z.looseObject({ ar: z.string(), en: z.string() }),
  userId: z.string().min(1),
  expectedItems: z.array(z.string()),
});
export type EnvironmentRecord = Readonly<z.infer<typeof EnvironmentRecord>>;

// A preference this version does not know falls back to undefined (the default) instead of making the file unreadable.
const StoredSettings = z.looseObject({
  language: z.enum(['ar', 'en']).optional().catch(undefined),
  isWelcomeDone: z.boolean().optional().catch(undefined),
  theme: z.enum(['system', 'light', 'dark', 'contrast']).optional().catch(undefined),
  numerals: z.enum(['latn', 'arab']).optional().catch(undefined),
  privacyMode: z.boolean().optional().catch(undefined),
  motion: z.enum(['system', 'reduced']).optional().catch(undefined),
  zoom: z.int().min(50).max(200).optional().catch(undefined),
  notificationDetail: z.enum(['none', 'bank']).optional().catch(undefined),
  keepInBackground: z.boolean().optional().catch(undefined),
  accountGrouping: z.enum(['kind', 'bank']).optional().catch(undefined),
  isRecoveryDeclined: z.boolean().optional().catch(undefined),
});
export type StoredSettings = Readonly<z.infer<typeof StoredSettings>>;

// The keychain holds what opens the lock, and that there is one at all if this here is lost.
const StoredLock = z.looseObject({
  isSet: z.boolean().optional().catch(undefined),
  autoLockMinutes: z
    .union(LOCK_MINUTES.map((minutes) => z.literal(minutes)))
    .nullable()
    .optional()
    .catch(undefined),
  locksWithScreen: z.boolean().optional().catch(undefined),
  isTouchIdOn: z.boolean().optional().catch(undefined),
  failedCount: z.int().min(0).optional().catch(undefined),
  failedAtMs: z.int().min(0).optional().catch(undefined),
});
export type StoredLock = Readonly<z.infer<typeof StoredLock>>;

const ProfileData = z.looseObject({
  schemaVersion: z.int().min(1),
  activeId: z.string(),
  settings: StoredSettings,
  environments: z.array(EnvironmentRecord),
  lock: StoredLock.optional().catch(undefined),
});
export type ProfileData = Readonly<z.infer<typeof ProfileData>>;

export type ProfileRead =
  | { readonly status: 'found'; readonly data: ProfileData }
  | { readonly status: 'absent' }
  | { readonly status: 'damaged' };

/** @throws AppError `disk_failed` when the file cannot be read, `database_newer` when a newer version wrote what this one cannot read. */
export function readProfileFile(path: string): ProfileRead {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { status: 'absent' };
    throw new AppError('disk_failed', 'profile cannot be read', { cause: error });
  }
  const json = parseJson(text);
  const parsed = ProfileData.safeParse(json);
  if (parsed.success) return { status: 'found', data: parsed.data };
  const version = z.object({ schemaVersion: z.int() }).safeParse(json);
  if (version.success && version.data.schemaVersion > PROFILE_VERSION)
    throw new AppError('database_newer', 'profile was written by a newer version');
  return { status: 'damaged' };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is one of the ways to be damaged; the caller decides by the schema.
    return undefined;
  }
}

/** @throws AppError `disk_full` or `disk_failed`; then the old file stands. */
export function writeProfileFile(path: string, data: ProfileData, files: Pick<DataFiles, 'write'>): void {
  files.write(path, `${JSON.stringify(data, null, 2)}\n`);
}

/** Renames a damaged file to the first free `<name>.damaged-<n>`; never deletes. @returns its new name. */
export function setAside(dir: string, name: string): string {
  for (let n = 1; ; n++) {
    const aside = `${name}.damaged-${n}`;
    if (existsSync(join(dir, aside))) continue;
    renameSync(join(dir, name), join(dir, aside));
    return aside;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
