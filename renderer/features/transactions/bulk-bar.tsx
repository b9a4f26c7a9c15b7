import { CircleCheck, Shapes, StickyNote, Tag, X } from 'lucide-react';
import { Button as AriaButton, Toolbar } from 'react-aria-components';
import { useT } from '../../lib/format.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import styles from './bulk-bar.module.css';
import { type Selection, selectedCount, selectedSums } from './selection.ts';
import type { RowActions } from './use-row-actions.ts';

export type BulkBarProps = {
  readonly selection: Selection;
  /** Rows the filter keeps. */
  readonly matching: number;
  /** Older rows are still being counted. */
  readonly isCounting: boolean;
  readonly actions: RowActions;
  readonly onClear: () => void;
};

/** What can be done with the selected rows, with the keys that do it; floats over the end of the list. */
export function BulkBar({ selection, matching, isCounting, actions, onClear }: BulkBarProps) {
  const t = useT();
  const count = selectedCount(selection, matching);
  const isOpenEnded = selection.mode === 'all' && isCounting;
  return (
    <Toolbar className={styles.bar ?? ''} aria-label={t('transactions.selection.label')}>
      <span className={styles.count} role="status">
        {t(isOpenEnded ? 'transactions.selection.atLeast' : 'transactions.selection.count', { count })}
      </span>
      {selectedSums(selection).map(({ currency, minor }) => (
        <span key={currency} className={styles.sum}>
          <AmountText money={{ minor, currency }} signed tone="plain" />
        </span>
      ))}
      <span className={styles.rule} />
      <Verb icon={Shapes} name={t('transactions.selection.categorise')} cap="C" onPress={() => actions.ask('category')} />
      <Verb icon={Tag} name={t('transactions.selection.tag')} cap="T" onPress={() => actions.ask('tags')} />
      <Verb icon={StickyNote} name={t('transactions.selection.note')} cap="N" onPress={() => actions.ask('note')} />
      <Verb icon={CircleCheck} name={t('transactions.selection.reviewed')} cap="R" onPress={actions.toggleReviewed} />
      <span className={styles.rule} />
      <Verb icon={X} label={t('transactions.selection.clear')} cap="Esc" onPress={onClear} />
    </Toolbar>
  );
}

type VerbProps = {
  readonly icon: typeof X;
  readonly name?: string;
  /** Of a verb without words. */
  readonly label?: string;
  readonly cap: string;
  readonly onPress: () => void;
};

function Verb({ icon, name, label, cap, onPress }: VerbProps) {
  return (
    <AriaButton className={styles.verb ?? ''} onPress={onPress}>
      <Icon of={icon} />
      {label !== undefined && <VisuallyHidden>{label} </VisuallyHidden>}
      {name !== undefined && <span className={styles.name}>{name}</span>}
      <kbd className={styles.cap} dir="ltr">
        {cap}
      </kbd>
    </AriaButton>
  );
}
