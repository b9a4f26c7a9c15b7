import type { Account } from '../../../shared/contract/accounts.ts';
import { type Format, useFormat, useT } from '../../lib/format.ts';
import { Card } from '../../ui/card.tsx';
import { Exact } from '../../ui/exact.tsx';
import { useSyncView } from '../sync/public.ts';
import styles from './account-groups.module.css';
import { AccountRow } from './account-row.tsx';
import { ConnectionBadge } from './account-state.tsx';
import { groupByBank, groupByKind } from './group-accounts.ts';

export type AccountGroupsProps = { readonly accounts: readonly Account[]; readonly by: 'bank' | 'kind' };

export function AccountGroups({ accounts, by }: AccountGroupsProps) {
  const t = useT();
  const format = useFormat();
  const { importedRows } = useSyncView();
  const rows = (members: readonly Account[]) => (
    <ul className={styles.list}>
      {members.map((account) => (
        <AccountRow key={account.id} account={account} isUnderBank={by === 'bank'} importedRows={importedRows.get(account.id)} />
      ))}
    </ul>
  );
  if (by === 'kind') {
    return groupByKind(accounts).map((group) => (
      <Card key={group.kind} title={t(`accounts.groups.${group.kind}`)} note={format.count(group.accounts.length)} padding="flush">
        {rows(group.accounts)}
      </Card>
    ));
  }
  return groupByBank(accounts).map((group) => {
    const [first] = group.accounts;
    if (!first) return null;
    return (
      <Card
        key={group.connectionId}
        title={format.bank(first)}
        note={<ConnectionBadge state={first.connectionState} />}
        aside={<BankFreshness accounts={group.accounts} format={format} />}
        padding="flush"
      >
        {rows(group.accounts)}
      </Card>
    );
  });
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
