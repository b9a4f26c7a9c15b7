import { HardDriveDownload } from 'lucide-react';
import type { PlainAction } from '../../lib/plain-action.ts';

export const exportActions: readonly PlainAction[] = [
  { id: 'exports.everything', group: 'data', key: 'exports.actions.everything', icon: HardDriveDownload, to: '/settings/data' },
];
