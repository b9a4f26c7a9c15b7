import { Link } from 'react-aria-components';
import type { Account } from '../../../shared/contract/accounts.ts';
import { useT } from '../../lib/format.ts';
import { hrefTo } from '../../lib/router.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { AccountActions } from './account-actions.tsx';
import { AccountAge } from './account-age.tsx';
import { AccountIdentity } from './account-identity.tsx';
import styles from './account-row.module.css';
import { AccountBadges } from './account-state.tsx';

export type AccountRowProps = {
  readonly account: Account;
  /** Listed under its bank, so the second line tells the kind instead. */
  readonly isUnderBank: boolean;
  readonly importedRows: number | undefined;
};

export function AccountRow({ account, isUnderBank, importedRows }: AccountRowProps) {
  const t = useT();
  const { balanceMinor, currency } = account;
  return (
    <li className={styles.item}>
      <Link className={styles.row ?? ''} href={hrefTo(`/accounts/${encodeURIComponent(account.id)}`)} data-copy="row">
        <AccountIdentity
          account={account}
          {...(isUnderBank ? { secondary: kindUnlessNamed(account, t(`accounts.kinds.${account.kind}`)) } : {})}
        />
        <span className={styles.badges}>
          <AccountBadges account={account} />
        </span>
        <span className={styles.age}>
          <AccountAge account={account} importedRows={importedRows} />
        </span>
        <span className={styles.balance}>
          <AmountText money={balanceMinor === null ? null : { minor: balanceMinor, currency }} />
        </span>
      </Link>
      <span className={styles.actions}>
        <AccountActions account={account} />
      </span>
    </li>
  );
}

/** "Savings account" below an account of that name says nothing. */
function kindUnlessNamed(account: Account, kind: string): string {
  return account.name.localeCompare(kind, undefined, { sensitivity: 'base' }) === 0 ? '' : kind;
}
