import { Plus, X } from 'lucide-react';
import { type Ref, useEffect, useRef, useState } from 'react';
import { Button as AriaButton, Group, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { Account } from '../../../shared/contract/accounts.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Checkmark } from '../../ui/checkmark.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Link } from '../../ui/link.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { filterCount, type ListAddress } from './address.ts';
import styles from './filter-bar.module.css';

export type FilterBarProps = {
  readonly address: ListAddress;
  readonly accounts: readonly Account[];
  readonly inputRef: Ref<HTMLInputElement>;
  readonly onChange: (change: Partial<ListAddress>, options?: { readonly replace?: boolean }) => void;
  readonly onSubmit: () => void;
};

/** Search and account filters. They are the address, so back, forward and links keep them. */
export function FilterBar({ address, accounts, inputRef, onChange, onSubmit }: FilterBarProps) {
  const t = useT();
  const { accountIds } = address;
  const search = useSearchText(address.search, (text) => onChange({ search: text }, { replace: true }));
  const setAccounts = (ids: readonly string[]) => onChange({ accountIds: ids });
  return (
    <Group className={styles.bar ?? ''} aria-label={t('transactions.filters.label')}>
      <div className={styles.search}>
        <SearchField
          label={t('transactions.search.label')}
          value={search.text}
          onChange={search.type}
          onSubmit={(text) => {
            search.commit(text);
            onSubmit();
          }}
          inputRef={inputRef}
        />
      </div>
      {accountIds.map((id) => (
        <AccountChip
          key={id}
          id={id}
          account={accounts.find((account) => account.id === id)}
          onRemove={() => setAccounts(accountIds.filter((other) => other !== id))}
        />
      ))}
      <AccountPicker accounts={accounts} selected={accountIds} onChange={setAccounts} />
      {filterCount(address) > 0 && (
        <span className={styles.clear}>
          <Link onPress={() => onChange({ search: '', accountIds: [] })}>{t('transactions.filters.clear')}</Link>
        </span>
      )}
    </Group>
  );
}

const TYPING_PAUSE_MS = 150;

/** Text of the field: ahead of the address while typing, following it when it changes elsewhere (back, the top bar). */
function useSearchText(committed: string, onCommit: (text: string) => void) {
  const [text, setText] = useState(committed);
  const sent = useRef(committed);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    if (committed === sent.current) return;
    sent.current = committed;
    setText(committed);
  }, [committed]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const commit = (next: string) => {
    clearTimeout(timer.current);
    if (next === sent.current) return;
    sent.current = next;
    onCommit(next);
  };
  const type = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => commit(next), next === '' ? 0 : TYPING_PAUSE_MS);
  };
  return { text, type, commit };
}

type AccountChipProps = { readonly id: string; readonly account: Account | undefined; readonly onRemove: () => void };

function AccountChip({ id, account, onRemove }: AccountChipProps) {
  const t = useT();
  const format = useFormat();
  const name = account?.name ?? id;
  const last4 = account?.numberLast4 ?? account?.ibanLast4;
  return (
    <span className={styles.chip}>
      <span className={styles.chipName}>{t('transactions.filters.account')}</span>
      <bdi className={styles.chipValue}>{name}</bdi>
      {last4 && <bdi dir="ltr">{format.digits(last4)}</bdi>}
      <AriaButton className={styles.remove ?? ''} aria-label={t('transactions.filters.remove', { name })} onPress={onRemove}>
        <Icon of={X} size={13} />
      </AriaButton>
    </span>
  );
}

type AccountPickerProps = {
  readonly accounts: readonly Account[];
  readonly selected: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
};

function AccountPicker({ accounts, selected, onChange }: AccountPickerProps) {
  const t = useT();
  const format = useFormat();
  const offered = accounts.filter((account) => !account.isHidden || selected.includes(account.id));
  if (offered.length === 0) return null;
  return (
    <MenuTrigger>
      <AriaButton className={styles.add ?? ''} aria-label={t('transactions.filters.addLabel')}>
        <Icon of={Plus} size={13} />
        {t('transactions.filters.add')}
      </AriaButton>
      <Popover className={styles.popover ?? ''} placement="bottom start">
        <Menu
          className={styles.menu ?? ''}
          selectionMode="multiple"
          selectedKeys={selected}
          onSelectionChange={(keys) => onChange(keys === 'all' ? offered.map((account) => account.id) : [...keys].map(String))}
        >
          {offered.map((account) => (
            <MenuItem key={account.id} id={account.id} textValue={account.name} className={styles.option ?? ''}>
              {({ isSelected }) => (
                <>
                  <Checkmark isShown={isSelected} />
                  <bdi className={styles.optionName}>{account.name}</bdi>
                  <bdi dir="ltr">{format.digits(account.numberLast4 ?? account.ibanLast4 ?? '')}</bdi>
                  <bdi className={styles.optionBank}>{format.bank(account)}</bdi>
                </>
              )}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
