import { Link } from 'react-aria-components';
import type { Account } from '../../../shared/contract/accounts.ts';
import { useT } from '../../lib/format.ts';
import { hrefTo } from '../../lib/router.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import type { MenuAction } from '../../ui/menu-button.tsx';
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
  readonly moves: readonly MenuAction[];
};

/** The cells of a row; the list brings the row itself. */
export function AccountRow({ account, isUnderBank, importedRows, moves }: AccountRowProps) {
  const t = useT();
  const { balanceMinor, currency } = account;
  return (
    <>
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
        <AccountActions account={account} moves={moves} />
      </span>
    </>
  );
}

/** "Savings account" below an account of that name says nothing. */
export function kindUnlessNamed(account: Account, kind: string): string {
  return account.name.localeCompare(kind, undefined, { sensitivity: 'base' }) === 0 ? '' : kind;
}
