import { ListFilter, Plus } from 'lucide-react';
import type { PlainAction } from '../../lib/plain-action.ts';
import { RuleDialog } from './rule-dialog.tsx';

export const ruleActions: readonly PlainAction[] = [
  { id: 'rules.open', group: 'go', key: 'rules.actions.open', icon: ListFilter, to: '/categories/rules' },
  { id: 'rules.new', group: 'data', key: 'rules.actions.new', icon: Plus, dialog: (onClose) => <RuleDialog onClose={onClose} /> },
];
