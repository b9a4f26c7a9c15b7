import { ArrowLeftRight } from 'lucide-react';
import type { PlainAction } from '../../lib/plain-action.ts';

export const transferActions: readonly PlainAction[] = [
  { id: 'transfers.open', group: 'go', key: 'transfers.actions.open', icon: ArrowLeftRight, to: '/categories/transfers' },
];
