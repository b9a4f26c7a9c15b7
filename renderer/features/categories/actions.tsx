import { Building2, Plus } from 'lucide-react';
import type { PlainAction } from '../../lib/plain-action.ts';
import { CategoryFormDialog } from './category-form-dialog.tsx';

export const categoryActions: readonly PlainAction[] = [
  { id: 'categories.banks', group: 'go', key: 'categories.actions.banks', icon: Building2, to: '/categories/banks' },
  {
    id: 'categories.new',
    group: 'data',
    key: 'categories.actions.new',
    icon: Plus,
    dialog: (onClose) => <CategoryFormDialog onClose={onClose} />,
  },
];
