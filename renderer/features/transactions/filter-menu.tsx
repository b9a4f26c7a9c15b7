import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { Icon } from '../../ui/icon.tsx';
import { PickList } from '../../ui/pick-list.tsx';
import type { ListFilters } from './address.ts';
import styles from './filter-bar.module.css';
import { FilterEditor } from './filter-editor.tsx';
import { FILTER_KINDS, type FilterKind, type FilterWords, flagOn, isActive, isFlag } from './filter-kinds.ts';

export type FilterMenuProps = {
  readonly filters: ListFilters;
  readonly words: FilterWords;
  readonly onChange: (change: Partial<ListFilters>) => void;
};

/** "+ Filter": first by what, then by which. */
export function FilterMenu({ filters, words, onChange }: FilterMenuProps) {
  const { t } = words;
  const [kind, setKind] = useState<FilterKind>();
  const offered = FILTER_KINDS.filter((one) => !isFlag(one) || !isActive(filters, one));
  return (
    <DialogTrigger onOpenChange={() => setKind(undefined)}>
      <AriaButton className={styles.add ?? ''} aria-label={t('transactions.filters.addLabel')}>
        <Icon of={Plus} size={13} />
        {t('transactions.filters.add')}
      </AriaButton>
      <Popover className={styles.popover ?? ''} placement="bottom start">
        <Dialog className={styles.editor ?? ''} aria-label={t('transactions.filters.addLabel')}>
          {({ close }) =>
            kind === undefined ? (
              <PickList
                label={t('transactions.filters.by')}
                items={offered.map((one) => ({ id: one, label: t(`transactions.filters.kinds.${one}`) }))}
                selectedIds={[]}
                kind="one"
                onPick={([id]) => {
                  const picked = FILTER_KINDS.find((one) => one === id);
                  if (picked === undefined || !isFlag(picked)) {
                    setKind(picked);
                    return;
                  }
                  onChange(flagOn(picked));
                  close();
                }}
                emptyText={t('common.pick.none')}
              />
            ) : (
              <FilterEditor key={kind} kind={kind} filters={filters} words={words} onChange={onChange} onDone={close} />
            )
          }
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
