import { Fragment } from 'react';
import { Link as RowLink } from 'react-aria-components';
import type { Account } from '../../../shared/contract/accounts.ts';
import type { Overview, Position } from '../../../shared/contract/overview.ts';
import { Sparkline } from '../../charts/sparkline.tsx';
import { useFormat, useT } from '../../lib/format.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { hrefTo } from '../../lib/router.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Card } from '../../ui/card.tsx';
import { Link } from '../../ui/link.tsx';
import { AccountAge, AccountIdentity, groupForOverview, kindUnlessNamed } from '../accounts/public.ts';
import styles from './accounts-card.module.css';

export type AccountsCardProps = { readonly overview: Overview };

/** Accounts by kind. What is in another currency stands last, because no total holds it. */
export function AccountsCard({ overview }: AccountsCardProps) {
  const t = useT();
  const { accounts, main, others, bankCount, sparklines } = overview;
  const outside = main === null ? others.slice(1) : others;
  const { accountGrouping } = usePreferences();
  const format = useFormat();
  const groups = groupForOverview(accounts, main?.currency ?? others[0]?.currency, accountGrouping);
  const points = new Map(sparklines.map((line) => [line.accountId, line.points]));
  return (
    <Card
      title={t('overview.accounts.title')}
      note={t('overview.accounts.count', {
        accounts: t('overview.accounts.accounts', { count: accounts.length }),
        banks: t('overview.accounts.banks', { count: bankCount }),
      })}
      aside={
        <>
          {outside.length > 0 && <NotIncluded positions={outside} />}
          <Link href={hrefTo('/accounts')}>{t('overview.accounts.seeAll')}</Link>
        </>
      }
      padding="flush"
    >
      <ul className={styles.list}>
        {groups.map((group) =>
          group.accounts.map((account, index) => (
            <AccountLine
              key={account.id}
              account={account}
              group={index > 0 ? undefined : group.by === 'bank' ? format.bank(account) : t(`overview.kinds.${group.id}`)}
              isUnderBank={group.by === 'bank'}
              points={points.get(account.id) ?? []}
            />
          )),
        )}
      </ul>
    </Card>
  );
}

function NotIncluded({ positions }: { readonly positions: readonly Position[] }) {
  const t = useT();
  return (
    <span className={styles.notIncluded}>
      {t('overview.accounts.notIncluded')}{' '}
      {positions.map(({ currency, netMinor }, index) => (
        <Fragment key={currency}>
          {index > 0 && ' · '}
          <AmountText money={netMinor === null ? null : { minor: netMinor, currency }} showCurrency />
        </Fragment>
      ))}
    </span>
  );
}

type AccountLineProps = {
  readonly account: Account;
  /** Its kind, or its bank: said once per group. */
  readonly group: string | undefined;
  readonly isUnderBank: boolean;
  readonly points: readonly number[];
};

function AccountLine({ account, group, isUnderBank, points }: AccountLineProps) {
  const t = useT();
  const { balanceMinor, currency } = account;
  const secondary = isUnderBank ? { secondary: kindUnlessNamed(account, t(`accounts.kinds.${account.kind}`)) } : {};
  return (
    <li className={group === undefined ? styles.next : styles.first}>
      <RowLink className={styles.row ?? ''} href={hrefTo(`/accounts/${encodeURIComponent(account.id)}`)} data-copy="row">
        <span className={styles.group}>
          <bdi>{group}</bdi>
        </span>
        <AccountIdentity account={account} {...secondary} />
        <span className={styles.spark}>
          <Sparkline points={points} />
        </span>
        <span className={styles.age}>
          <AccountAge account={account} />
        </span>
        <span className={styles.balance}>
          <AmountText money={balanceMinor === null ? null : { minor: balanceMinor, currency }} />
        </span>
      </RowLink>
    </li>
  );
}
