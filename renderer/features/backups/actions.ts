import { ArchiveRestore, KeyRound, Save } from 'lucide-react';
import type { PlainAction } from '../../lib/plain-action.ts';

const to = '/settings/backup';
export const backupActions: readonly PlainAction[] = [
  { id: 'backups.save', group: 'data', key: 'backups.actions.save', icon: Save, to },
  { id: 'backups.restore', group: 'data', key: 'backups.actions.restore', icon: ArchiveRestore, to },
  { id: 'backups.recovery', group: 'data', key: 'backups.actions.recovery', icon: KeyRound, to },
];
