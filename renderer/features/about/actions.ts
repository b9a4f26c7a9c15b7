import { Bug, Info } from 'lucide-react';
import type { PlainAction } from '../../lib/plain-action.ts';

export const aboutActions: readonly PlainAction[] = [
  { id: 'about.open', group: 'go', key: 'about.actions.open', icon: Info, to: '/settings/about' },
  { id: 'about.report', group: 'data', key: 'about.actions.report', icon: Bug, to: '/settings/about' },
];
