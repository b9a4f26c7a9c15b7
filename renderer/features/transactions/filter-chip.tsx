import { Quote, X } from 'lucide-react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover, TooltipTrigger } from 'react-aria-components';
import type { SearchPiece } from '../../../shared/domain/search-grammar.ts';
import { useT } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import type { ListFilters } from './address.ts';
import styles from './filter-bar.module.css';
import { FilterEditor } from './filter-editor.tsx';
import { type FilterKind, type FilterWords, isFlag, pieceText, valueText } from './filter-kinds.ts';

export type FilterChipProps = {
  readonly kind: FilterKind;
  readonly filters: ListFilters;
  readonly words: FilterWords;
  readonly onChange: (change: Partial<ListFilters>) => void;
  readonly onRemove: () => void;
};

/** A part in use: press it to change it, × to take it out. */
export function FilterChip({ kind, filters, words, onChange, onRemove }: FilterChipProps) {
  const { t } = words;
  const name = t(`transactions.filters.kinds.${kind}`);
  if (isFlag(kind))
    return (
      <span className={styles.chip}>
        <span className={styles.chipValue}>{name}</span>
        <RemoveButton name={name} onPress={onRemove} />
      </span>
    );
  const value = valueText(filters, kind, words);
  return (
    <span className={styles.chip}>
      <DialogTrigger>
        <AriaButton className={styles.chipLabel ?? ''} aria-label={t('transactions.filters.change', { name, value })}>
          <span className={styles.chipName}>{name}</span> <bdi className={styles.chipValue}>{value}</bdi>
        </AriaButton>
        <Popover className={styles.popover ?? ''} placement="bottom start">
          <Dialog className={styles.editor ?? ''} aria-label={name}>
            {({ close }) => <FilterEditor kind={kind} filters={filters} words={words} onChange={onChange} onDone={close} />}
          </Dialog>
        </Popover>
      </DialogTrigger>
      <RemoveButton name={name} onPress={onRemove} />
    </span>
  );
}

function RemoveButton({ name, onPress }: { readonly name: string; readonly onPress: () => void }) {
  const t = useT();
  return (
    <AriaButton className={styles.remove ?? ''} aria-label={t('transactions.filters.remove', { name })} onPress={onPress}>
      <Icon of={X} size={13} />
    </AriaButton>
  );
}

export type PieceChipProps = {
  readonly piece: SearchPiece;
  readonly words: FilterWords;
  readonly onAsText: () => void;
  readonly onRemove: () => void;
};

/** What was understood of the search: seen, taken out, or made text again. */
export function PieceChip({ piece, words, onAsText, onRemove }: PieceChipProps) {
  const { t } = words;
  const name = t(`transactions.filters.kinds.${piece.meaning.type === 'days' ? 'days' : 'amount'}`);
  return (
    <span className={styles.understood}>
      <span className={styles.chipName}>{name}</span>
      <bdi className={styles.chipValue}>{pieceText(piece.meaning, words)}</bdi>
      <TooltipTrigger delay={300} closeDelay={0}>
        <AriaButton className={styles.remove ?? ''} aria-label={t('transactions.filters.asText', { text: piece.text })} onPress={onAsText}>
          <Icon of={Quote} size={13} />
        </AriaButton>
        <Tooltip>{t('transactions.filters.asText', { text: piece.text })}</Tooltip>
      </TooltipTrigger>
      <RemoveButton name={`${name} ${piece.text}`} onPress={onRemove} />
    </span>
  );
}
