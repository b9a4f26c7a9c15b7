import { ArrowDown, ArrowUp, Ellipsis } from 'lucide-react';
import type { Account } from '../../../shared/contract/accounts.ts';
import { type Format, type Translate, useFormat, useT } from '../../lib/format.ts';
import { hrefTo, navigate } from '../../lib/router.ts';
import { Card } from '../../ui/card.tsx';
import { Exact } from '../../ui/exact.tsx';
import { Icon } from '../../ui/icon.tsx';
import { type MenuAction, MenuButton } from '../../ui/menu-button.tsx';
import { SortableList } from '../../ui/sortable-list.tsx';
import { useSyncView } from '../sync/public.ts';
import styles from './account-groups.module.css';
import { moveGroup, moveWithin } from './account-moves.ts';
import { AccountRow } from './account-row.tsx';
import { ConnectionBadge } from './account-state.tsx';
import { groupByBank, groupByKind } from './group-accounts.ts';
import { useMoveAccounts } from './mutations.ts';

export type AccountGroupsProps = {
  readonly accounts: readonly Account[];
  /** Those that are not shown as well: a place is one among all. */
  readonly all: readonly Account[];
  readonly by: 'bank' | 'kind';
};

export function AccountGroups({ accounts, all, by }: AccountGroupsProps) {
  const Groups = by === 'kind' ? KindGroups : BankGroups;
  return (
    <div className={styles.groups}>
      <Groups accounts={accounts} all={all} />
    </div>
  );
}

type GroupsProps = Omit<AccountGroupsProps, 'by'>;

function KindGroups({ accounts, all }: GroupsProps) {
  const t = useT();
  const format = useFormat();
  return groupByKind(accounts).map((group) => {
    const title = t(`accounts.groups.${group.kind}`);
    return (
      <Card key={group.kind} title={title} note={format.count(group.accounts.length)} padding="flush">
        <AccountRows label={title} accounts={group.accounts} all={all} isUnderBank={false} />
      </Card>
    );
  });
}

function BankGroups({ accounts, all }: GroupsProps) {
  const t = useT();
  const format = useFormat();
  const move = useMoveAccounts();
  const groups = groupByBank(accounts);
  const moveTo = (index: number, by: -1 | 1, bank: string) => {
    const wanted = moveGroup(
      groups.map((group) => group.accounts),
      index,
      by,
    );
    if (wanted) move.mutate({ move: wanted, done: t('accounts.moved', { name: bank }) });
  };
  return groups.map((group, index) => {
    const [first] = group.accounts;
    if (!first) return null;
    const bank = format.bank(first);
    const moves = moveActions(t, index + 1, groups.length, (by) => moveTo(index, by, bank));
    return (
      <Card
        key={group.connectionId}
        title={bank}
        note={<ConnectionBadge state={first.connectionState} />}
        aside={
          <>
            <BankFreshness accounts={group.accounts} format={format} />
            {moves.length > 0 && (
              <span className={styles.menu}>
                <MenuButton label={t('accounts.row.actions', { name: bank })} icon={<Icon of={Ellipsis} />} actions={moves} />
              </span>
            )}
          </>
        }
        padding="flush"
      >
        <AccountRows label={bank} accounts={group.accounts} all={all} isUnderBank />
      </Card>
    );
  });
}

type AccountRowsProps = GroupsProps & { readonly label: string; readonly isUnderBank: boolean };

/** Rows one can put in order among those they stand with. */
export function AccountRows({ label, accounts, all, isUnderBank }: AccountRowsProps) {
  const t = useT();
  const { importedRows } = useSyncView();
  const move = useMoveAccounts();
  const moveTo = (account: Account, place: number) =>
    move.mutate({ move: moveWithin(all, accounts, account.id, place), done: t('accounts.moved', { name: account.name }) });
  return (
    <SortableList
      label={label}
      items={accounts}
      textOf={(account) => account.name}
      className={styles.list}
      onOpen={(id) => navigate(hrefTo(`/accounts/${encodeURIComponent(id)}`))}
      onMove={(id, place) => {
        const account = accounts.find((one) => one.id === id);
        if (account) moveTo(account, place);
      }}
    >
      {(account) => {
        const place = accounts.indexOf(account) + 1;
        return (
          <AccountRow
            account={account}
            isUnderBank={isUnderBank}
            importedRows={importedRows.get(account.id)}
            moves={moveActions(t, place, accounts.length, (by) => moveTo(account, place + by))}
          />
        );
      }}
    </SortableList>
  );
}

function moveActions(t: Translate, place: number, count: number, onMove: (by: -1 | 1) => void): MenuAction[] {
  return [
    ...(place > 1 ? [{ id: 'up', label: t('common.move.up'), icon: <Icon of={ArrowUp} />, onAction: () => onMove(-1) }] : []),
    ...(place < count ? [{ id: 'down', label: t('common.move.down'), icon: <Icon of={ArrowDown} />, onAction: () => onMove(1) }] : []),
  ];
}

/** Two times, always both: how old the bank's data is and when Mizan asked. */
function BankFreshness({ accounts, format }: { readonly accounts: readonly Account[]; readonly format: Format }) {
  const t = useT();
  const bankAt = accounts.flatMap((account) => account.bankDataAt ?? []).toSorted()[0];
  const askedAt = accounts
    .flatMap((account) => account.askedAt ?? [])
    .toSorted()
    .at(-1);
  if (askedAt === undefined) return <span className={styles.times}>{t('accounts.freshness.never')}</span>;
  return (
    <span className={styles.times}>
      {bankAt !== undefined && <span>{t('accounts.freshness.bank', { time: format.asOf(bankAt) })}</span>}
      <Exact exact={format.exactly(askedAt)} takesFocus>
        {t('accounts.freshness.asked', { time: format.ago(askedAt) })}
      </Exact>
    </span>
  );
}
