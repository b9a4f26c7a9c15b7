import { ArrowDownWideNarrow, ChevronDown } from 'lucide-react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { TransactionSort } from '../../../shared/contract/transaction-filter.ts';
import { useT } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { MenuTick } from '../../ui/menu-tick.tsx';
import styles from './filter-bar.module.css';

export type SortMenuProps = { readonly sort: TransactionSort; readonly onChange: (sort: TransactionSort) => void };

export function SortMenu({ sort, onChange }: SortMenuProps) {
  const t = useT();
  return (
    <MenuTrigger>
      <AriaButton className={styles.sort ?? ''} aria-label={t('transactions.sort.label', { sort: t(`transactions.sort.${sort}`) })}>
        <Icon of={ArrowDownWideNarrow} />
        {t(`transactions.sort.${sort}`)}
        <Icon of={ChevronDown} size={13} />
      </AriaButton>
      <Popover className={styles.popover ?? ''} placement="bottom end">
        <Menu
          className={styles.menu ?? ''}
          selectionMode="single"
          selectedKeys={[sort]}
          disallowEmptySelection
          onAction={(key) => {
            const picked = TransactionSort.safeParse(key);
            if (picked.success) onChange(picked.data);
          }}
        >
          {TransactionSort.options.map((option) => (
            <MenuItem key={option} id={option} textValue={t(`transactions.sort.${option}`)} className={styles.option ?? ''}>
              <MenuTick isShown={option === sort} />
              {t(`transactions.sort.${option}`)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
