import { useState } from 'react';
import type { EditChanges, EditTarget } from '../../../shared/contract/transaction-edits.ts';
import type { TransactionRow } from '../../../shared/contract/transactions.ts';
import { useT } from '../../lib/format.ts';
import { useCategories } from '../categories/public.ts';
import type { Arrangement } from './arrangement.ts';
import { useEdit } from './mutations.ts';
import { isSelectable, isSelected, type Selection, selectedCount, targetOf } from './selection.ts';

/** What an action is about: the selection, else the row the keyboard is at. */
export type Subject = {
  readonly target: EditTarget;
  readonly count: number;
  /** The only row, where it is one and it is here. */
  readonly row: TransactionRow | undefined;
};
/** `always`: a rule that starts from one row. */
export type DialogKind = 'category' | 'tags' | 'note' | 'always';
export type OpenDialog = { readonly kind: DialogKind; readonly subject: Subject };

type Context = {
  readonly shown: Arrangement | undefined;
  readonly rows: ReadonlyMap<number, TransactionRow>;
  readonly selection: Selection;
  readonly activeRow: TransactionRow | undefined;
  readonly onDone: () => void;
};

export type RowActions = {
  readonly dialog: OpenDialog | undefined;
  readonly isWorking: boolean;
  /** It is about one row that is here. */
  readonly isAboutOne: boolean;
  readonly ask: (kind: DialogKind) => void;
  readonly closeDialog: () => void;
  readonly save: (subject: Subject, changes: EditChanges) => void;
  readonly toggleReviewed: () => void;
};

/** What can be done with selected rows, by key or button alike. */
export function useRowActions(context: Context): RowActions {
  const { shown, rows, selection, onDone } = context;
  const edit = useEdit();
  const done = useDoneText();
  const [dialog, setDialog] = useState<OpenDialog>();
  const subject = subjectOf(context);

  function save(about: Subject, changes: EditChanges): void {
    edit.mutate(
      { target: about.target, changes, done: (count) => done(changes, count) },
      {
        onSuccess: () => {
          setDialog(undefined);
          if (about.count > 1) onDone();
        },
      },
    );
  }

  return {
    dialog,
    isWorking: edit.isPending,
    isAboutOne: subject?.row !== undefined,
    ask: (kind) => shown && subject && (kind !== 'always' || subject.row) && setDialog({ kind, subject }),
    closeDialog: () => setDialog(undefined),
    save,
    toggleReviewed() {
      if (!subject) return;
      const known = subject.row ? [subject.row] : [...rows.values()].filter((row) => isSelectable(row) && isSelected(selection, row.id));
      save(subject, { isReviewed: !known.every((row) => row.isReviewed) });
    },
  };
}

function subjectOf({ shown, rows, selection, activeRow }: Context): Subject | undefined {
  if (!shown) return undefined;
  const count = selectedCount(selection, shown.count);
  if (count === 0) {
    if (!activeRow || !isSelectable(activeRow)) return undefined;
    return { target: { ids: [activeRow.id] }, count: 1, row: activeRow };
  }
  const [only] = selection.mode === 'picked' && count === 1 ? [...selection.rows.keys()] : [];
  const row = only === undefined ? undefined : [...rows.values()].find((one) => one.id === only);
  return { target: targetOf(selection, shown.list), count, row };
}

/** What the toast says was done. */
export function useDoneText(): (changes: EditChanges, count: number) => string {
  const t = useT();
  const categories = useCategories();
  return (changes, count) => {
    if (changes.categoryId !== undefined) {
      return changes.categoryId === null
        ? t('transactions.edit.done.automatic', { count })
        : t('transactions.edit.done.category', { count, category: categories.name(changes.categoryId) });
    }
    if (changes.isReviewed !== undefined) return t(`transactions.edit.done.${changes.isReviewed ? 'reviewed' : 'unreviewed'}`, { count });
    if (changes.note !== undefined) return t('transactions.edit.done.note', { count });
    if (changes.title !== undefined) return t('transactions.edit.done.title', { count });
    return t('transactions.edit.done.tags', { count });
  };
}
