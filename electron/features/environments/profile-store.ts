/**
 * @file What Mizan must know before any database is open: environments, which one is active, preferences, and which keychain items
 * were written. Calls are synchronous and small: a handful of writes a day. The single-instance lock makes us the only writer.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvironmentKind } from '../../../shared/contract/environments.ts';
import type { Settings } from '../../../shared/contract/settings.ts';
import { AppError } from '../../../shared/errors.ts';
import type { DataFiles } from '../../ports/data-files.ts';
import type { Log } from '../../ports/log.ts';
import type { Random } from '../../ports/random.ts';
import type { ExpectedItems } from '../secrets/expected-items.ts';
import {
  type EnvironmentRecord,
  PROFILE_COPY,
  PROFILE_FILE,
  PROFILE_VERSION,
  type ProfileData,
  readProfileFile,
  type StoredLock,
  setAside,
  writeProfileFile,
} from './profile-file.ts';

export type { EnvironmentRecord } from './profile-file.ts';
export const PRACTICE_ID = 'practice';
const PRACTICE_PARTY = { ar: 'ميزان للتدريب', en: 'Mizan Practice Connect' };
const ENVIRONMENTS_FOLDER = 'environments';

/** Folder of everything one environment stores (`core/session.ts` opens it); its name is what a lost profile is rebuilt from. */
function environmentDir(dir: string, environmentId: string): string {
  return join(dir, ENVIRONMENTS_FOLDER, environmentId);
}

export type EnvironmentDraft = {
  readonly kind: Exclude<EnvironmentKind, 'practice'>;
  readonly baseUrl: string;
  readonly clientId: string;
  readonly legalName: { readonly ar: string; readonly en: string };
};

/** What happened to a damaged profile: shown to the user, never silent. */
export type ProfileRecovery = {
  /** Name of the set-aside file; null when only the file itself was missing. */
  readonly damagedFile: string | null;
  readonly source: 'copy' | 'folders';
};

export type ProfileStore = {
  readonly recovery: ProfileRecovery | null;
  activeId(): string;
  setActive(environmentId: string): void;
  listEnvironments(): readonly EnvironmentRecord[];
  findEnvironment(environmentId: string): EnvironmentRecord | undefined;
  /** @throws AppError `not_found` */
  environment(environmentId: string): EnvironmentRecord;
  addEnvironment(draft: EnvironmentDraft): EnvironmentRecord;
  updateEnvironment(environmentId: string, draft: EnvironmentDraft): EnvironmentRecord;
  /** The person the data is of, as the provider knows them: comes with a backup. */
  setUser(environmentId: string, userId: string): void;
  /** Forgets the record only; files and keychain items are the caller's business. */
  removeEnvironment(environmentId: string): void;
  settings(): Settings;
  updateSettings(changes: Partial<Settings>): Settings;
  lock(): StoredLock;
  /** In force at once, also when it cannot be written. @throws AppError `disk_*` then */
  updateLock(changes: StoredLock): void;
  /**
   * As at the first start: preferences (but the language), and of `environmentIds` nothing at all. The practice bank is new and active.
   * The app lock stays while it guards what is left. @throws AppError `disk_*` when a file still says otherwise
   */
  reset(environmentIds: readonly string[], options: { readonly keepLock: boolean }): void;
  /** S23 markers of one environment. */
  expectedItems(environmentId: string): ExpectedItems;
};

export type ProfileStoreOptions = {
  readonly dir: string;
  readonly files: Pick<DataFiles, 'write'>;
  readonly random: Random;
  readonly systemLanguage: 'ar' | 'en';
  readonly log?: Log;
};

/** Reads the profile, or makes it: the practice environment always exists. @throws AppError `disk_*`, `database_newer` */
export function createProfileStore(options: ProfileStoreOptions): ProfileStore {
  const { dir, random, systemLanguage, files } = options;
  const loaded = loadProfile(options);
  let data = loaded.data;

  const save = (next: ProfileData): void => {
    writeProfileFile(join(dir, PROFILE_FILE), next, files);
    data = next;
    try {
      writeProfileFile(join(dir, PROFILE_COPY), next, files);
    } catch (error) {
      // The profile itself is safe; its copy will catch up with the next change.
      options.log?.warn('profile.copyFailed', { code: error instanceof AppError ? error.code : 'internal' });
    }
  };
  if (loaded.isNew) save(data);

  const find = (id: string) => data.environments.find((environment) => environment.id === id);
  const get = (id: string): EnvironmentRecord => {
    const found = find(id);
    if (!found) throw new AppError('not_found', 'no such environment');
    return found;
  };
  const replace = (record: EnvironmentRecord): EnvironmentRecord => {
    save({ ...data, environments: data.environments.map((old) => (old.id === record.id ? record : old)) });
    return record;
  };
  const settings = (): Settings => ({
    language: data.settings.language ?? systemLanguage,
    isWelcomeDone: data.settings.isWelcomeDone ?? false,
    theme: data.settings.theme ?? 'system',
    numerals: data.settings.numerals ?? 'latn',
    privacyMode: data.settings.privacyMode ?? false,
    motion: data.settings.motion ?? 'system',
    zoom: data.settings.zoom ?? 100,
    notificationDetail: data.settings.notificationDetail ?? 'none',
    keepInBackground: data.settings.keepInBackground ?? true,
    accountGrouping: data.settings.accountGrouping ?? 'kind',
    isRecoveryDeclined: data.settings.isRecoveryDeclined ?? false,
  });

  return {
    recovery: loaded.recovery,
    activeId: () => data.activeId,
    setActive(id) {
      get(id);
      if (id !== data.activeId) save({ ...data, activeId: id });
    },
    listEnvironments: () => data.environments,
    findEnvironment: find,
    environment: get,
    addEnvironment(draft) {
      const blank = newRecord(freeId(random, data), random);
      const record = { ...blank, ...draft, name: nameOf(draft, blank) };
      save({ ...data, environments: [...data.environments, record] });
      return record;
    },
    updateEnvironment: (id, draft) => replace({ ...get(id), ...draft, name: nameOf(draft, get(id)) }),
    setUser(id, userId) {
      if (get(id).userId !== userId) replace({ ...get(id), userId });
    },
    removeEnvironment(id) {
      if (id === PRACTICE_ID || id === data.activeId) throw new AppError('forbidden', 'environment is in use');
      save({ ...data, environments: data.environments.filter((environment) => environment.id !== id) });
    },
    settings,
    updateSettings(changes) {
      save({ ...data, settings: { ...data.settings, ...settings(), ...changes } });
      return settings();
    },
    lock: () => data.lock ?? {},
    updateLock(changes) {
      data = { ...data, lock: { ...data.lock, ...changes } };
      save(data);
    },
    reset(environmentIds, { keepLock }) {
      const { language } = settings();
      const kept = data.environments.filter(({ id }) => id !== PRACTICE_ID && !environmentIds.includes(id));
      const practice = find(PRACTICE_ID);
      const isPracticeKept = practice !== undefined && !environmentIds.includes(PRACTICE_ID);
      const next: ProfileData = {
        schemaVersion: PROFILE_VERSION,
        activeId: PRACTICE_ID,
        settings: { language },
        environments: [isPracticeKept ? practice : newRecord(PRACTICE_ID, random), ...kept],
        ...(keepLock && data.lock && { lock: data.lock }),
      };
      // In force at once: what is erased must not be taken up again because a disk took no note of it.
      data = next;
      // The copy too, or it would bring back what the profile no longer says.
      for (const name of [PROFILE_FILE, PROFILE_COPY]) writeProfileFile(join(dir, name), next, files);
    },
    expectedItems: (id) => ({
      isExpected: (item) => find(id)?.expectedItems.includes(item) ?? false,
      async expect(item) {
        const record = get(id);
        if (!record.expectedItems.includes(item)) replace({ ...record, expectedItems: [...record.expectedItems, item] });
      },
      async forget(item) {
        const record = find(id);
        if (record?.expectedItems.includes(item))
          replace({ ...record, expectedItems: record.expectedItems.filter((other) => other !== item) });
      },
    }),
  };
}

type Loaded = { readonly data: ProfileData; readonly isNew: boolean; readonly recovery: ProfileRecovery | null };

function loadProfile({ dir, random, log }: ProfileStoreOptions): Loaded {
  const read = readProfileFile(join(dir, PROFILE_FILE));
  if (read.status === 'found') return withPractice(read.data, random, null);
  const damagedFile = read.status === 'damaged' ? setAside(dir, PROFILE_FILE) : null;
  const copy = readProfileFile(join(dir, PROFILE_COPY));
  const folders = environmentFolders(dir);
  if (read.status === 'absent' && copy.status === 'absent' && folders.length === 0)
    return withPractice({ schemaVersion: PROFILE_VERSION, activeId: PRACTICE_ID, settings: {}, environments: [] }, random, null);

  if (copy.status === 'damaged') setAside(dir, PROFILE_COPY);
  const kept = copy.status === 'found' ? copy.data : undefined;
  const source = kept ? 'copy' : 'folders';
  log?.error('profile.recovered', { source, isDamaged: damagedFile !== null, folders: folders.length });
  return withPractice(rebuild(dir, folders, random, kept), random, { damagedFile, source });
}

/** The copy if there is one, plus every folder it does not know. The copy may miss the newest marker, so databases that exist speak for their key. */
function rebuild(dir: string, folders: readonly string[], random: Random, copy: ProfileData | undefined): ProfileData {
  const known = copy?.environments ?? [];
  const unknown = folders.filter((id) => !known.some((environment) => environment.id === id));
  const found = unknown.map((id): EnvironmentRecord => ({ ...newRecord(id, random), expectedItems: [`${id}:tokens`] }));
  const environments = [...known, ...found].map((record) => {
    const key = `${record.id}:database-key`;
    if (record.expectedItems.includes(key) || !holdsFiles(environmentDir(dir, record.id))) return record;
    return { ...record, expectedItems: [...record.expectedItems, key] };
  });
  if (copy) return { ...copy, environments };
  // Whoever has data has been welcomed; the explanation waits where the data is.
  const settings = { isWelcomeDone: environments.length > 0 };
  return { schemaVersion: PROFILE_VERSION, activeId: PRACTICE_ID, settings, environments };
}

function withPractice(data: ProfileData, random: Random, recovery: ProfileRecovery | null): Loaded {
  const hasPractice = data.environments.some((environment) => environment.id === PRACTICE_ID);
  const environments = hasPractice ? data.environments : [newRecord(PRACTICE_ID, random), ...data.environments];
  const isActiveKnown = environments.some((environment) => environment.id === data.activeId);
  const activeId = isActiveKnown ? data.activeId : PRACTICE_ID;
  return { data: { ...data, environments, activeId }, isNew: !hasPractice || !isActiveKnown || recovery !== null, recovery };
}

function environmentFolders(dir: string): readonly string[] {
  const parent = join(dir, ENVIRONMENTS_FOLDER);
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^(?:practice|env-[a-z2-7]{8})$/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
}

function holdsFiles(path: string): boolean {
  return existsSync(path) && readdirSync(path).length > 0;
}

/** A record with nothing but its identity: the practice bank, or a folder whose settings are lost. */
function newRecord(id: string, random: Random): EnvironmentRecord {
  const isPractice = id === PRACTICE_ID;
  return {
    id,
    kind: isPractice ? 'practice' : 'custom',
    name: isPractice ? 'Practice bank' : id,
    baseUrl: '',
    clientId: '',
    legalName: isPractice ? PRACTICE_PARTY : { ar: '', en: '' },
    userId: `u-${base32(random.bytes(20))}@users.mizan.example`,
    expectedItems: [],
  };
}

/** The host: the same in every language, and what tells two installations apart. */
function nameOf(draft: EnvironmentDraft, record: EnvironmentRecord): string {
  return draft.baseUrl === '' ? record.id : new URL(draft.baseUrl).host;
}

function freeId(random: Random, data: ProfileData): string {
  for (;;) {
    const id = `env-${base32(random.bytes(5))}`;
    if (!data.environments.some((environment) => environment.id === id)) return id;
  }
}

/** RFC 4648 base32 in lower case; whole groups of five bytes need no padding. */
function base32(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{5}/g) ?? []).map((five) => 'abcdefghijklmnopqrstuvwxyz234567'[Number.parseInt(five, 2)]).join('');
}
