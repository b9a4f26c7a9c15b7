/** @file Backups and the recovery passphrase behind the fake bridge: one file, one passphrase. */
import type { BackupState, RestoreResult } from '../../shared/contract/backups.ts';
import type { EventTopic } from '../../shared/contract/events.ts';
import type { Handlers } from '../../shared/contract/index.ts';
import type { RecoveryState } from '../../shared/contract/recovery.ts';
import { AppError } from '../../shared/errors.ts';

export const BACKUP_PASSPHRASE = 'five small words here';

export const demoBackups: BackupState = {
  automatic: [
    { id: 'mizan-20261101T060000000Z-v7-weekly.db', at: '2026-11-01T06:00:00.000Z', isWeekly: true, sizeBytes: 4_300_000 },
    { id: 'mizan-20261020T073000000Z-v6.db', at: '2026-10-20T07:30:00.000Z', isWeekly: false, sizeBytes: 4_100_000 },
  ],
  isMaking: false,
  failure: null,
  job: null,
  keptAside: 0,
};
export const demoRecovery: RecoveryState = { passphrase: 'none', isOffered: false, secrets: 'keychain', canUseSession: false };
const RESULT: RestoreResult = { environment: 'practice', needsReconnect: true, needsSecret: false, madeAt: '2026-11-01T06:00:00.000Z' };

type State = { backups: BackupState; recovery: RecoveryState };
export type BackupHandlers = Pick<Handlers, Extract<keyof Handlers, `backups.${string}` | `recovery.${string}`>>;

export function backupAnswers(state: State, emit: (topic: EventTopic) => void): BackupHandlers {
  const prove = (passphrase: string) => {
    if (passphrase !== BACKUP_PASSPHRASE) throw new AppError('passphrase_wrong', 'not the passphrase');
  };
  const change = (next: Partial<RecoveryState>) => {
    state.recovery = { ...state.recovery, ...next };
    emit('recovery.changed');
    return state.recovery;
  };
  return {
    'backups.state': () => state.backups,
    'backups.make': () => ({ done: true }),
    'backups.save': () => ({ fileName: 'mizan-backup-2026-11-07.mizan' }),
    'backups.chooseFile': () => ({
      token: 'file-1',
      name: 'mizan-backup-2026-11-01.mizan',
      madeAt: '2026-11-01T06:00:00.000Z',
      sizeBytes: 4_400_000,
    }),
    'backups.forgetFile': () => ({ done: true }),
    'backups.restoreFile': ({ passphrase }) => {
      prove(passphrase);
      return RESULT;
    },
    'backups.restoreAutomatic': () => ({ ...RESULT, needsReconnect: false }),
    'recovery.state': () => state.recovery,
    'recovery.set': () => change({ passphrase: 'set', isOffered: false }),
    'recovery.remove': () => change({ passphrase: 'none' }),
    'recovery.decline': () => change({ isOffered: false }),
    'recovery.unlock': ({ passphrase }) => {
      prove(passphrase);
      return change({});
    },
    'recovery.keepNothing': () => change({ secrets: 'session' }),
    'recovery.startAgain': () => change({}),
  };
}
