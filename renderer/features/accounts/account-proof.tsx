import { CircleAlert, CircleCheck } from 'lucide-react';
import type { AccountDetail } from '../../../shared/contract/accounts.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Table } from '../../ui/table.tsx';
import styles from './account-proof.module.css';
import { type Fact, FactList } from './fact-list.tsx';

/** Does opening balance plus booked rows give the bank's balance; if not, since when and what may explain it. */
export function AccountProof({ account }: { readonly account: AccountDetail }) {
  const t = useT();
  const { proof, currency } = account;
  if (proof.status === 'unknown' || proof.openingMinor === null) {
    return (
      <Card title={t('accounts.proof.title')}>
        <p className={styles.words}>{t('accounts.proof.unknown')}</p>
      </Card>
    );
  }
  // Balances stand as everywhere; what was added to them carries its sign.
  const balance = (minor: number | null) => <AmountText money={minor === null ? null : { minor, currency }} />;
  const change = (minor: number | null) => <AmountText money={minor === null ? null : { minor, currency }} signed tone="plain" />;
  const facts: Fact[] = [
    { id: 'opening', label: t('accounts.proof.opening'), value: balance(proof.openingMinor) },
    { id: 'booked', label: t('accounts.proof.booked'), value: change(proof.bookedMinor) },
    { id: 'balance', label: t('accounts.proof.balance'), value: balance(account.balanceMinor) },
  ];
  if (proof.status === 'unproven')
    facts.push({ id: 'difference', label: t('accounts.proof.difference'), value: change(proof.differenceMinor) });
  return (
    <Card title={t('accounts.proof.title')}>
      <Verdict account={account} />
      <FactList facts={facts} />
      <Days account={account} />
    </Card>
  );
}

function Verdict({ account: { proof } }: { readonly account: AccountDetail }) {
  const t = useT();
  const format = useFormat();
  if (proof.status === 'proven') {
    return (
      <p className={styles.proven}>
        <Icon of={CircleCheck} />
        {t('accounts.proof.proven')}
      </p>
    );
  }
  return (
    <>
      <p className={styles.unproven}>
        <Icon of={CircleAlert} />
        {proof.since === null
          ? t('accounts.proof.unproven')
          : t('accounts.proof.unprovenSince', { date: format.bothCalendars(proof.since, 'plain') })}
      </p>
      <p className={styles.words}>{t('accounts.proof.causes')}</p>
      <ul className={styles.causes}>
        {proof.causes.map((cause) => (
          <li key={cause}>{t(`accounts.proof.cause.${cause}`)}</li>
        ))}
      </ul>
    </>
  );
}

/** The days themselves, for whoever wants to find the first one that does not add up. */
function Days({ account: { proof, currency } }: { readonly account: AccountDetail }) {
  const t = useT();
  const format = useFormat();
  if (proof.days.length < 2) return null;
  return (
    <details className={styles.days}>
      <summary>{t('accounts.proof.days')}</summary>
      <Table
        caption={t('accounts.proof.days')}
        columns={[
          { id: 'day', label: t('accounts.proof.day') },
          { id: 'expected', label: t('accounts.proof.expected'), kind: 'amount' },
          { id: 'balance', label: t('accounts.proof.balance'), kind: 'amount' },
        ]}
        rows={proof.days.toReversed().map(({ day, balanceMinor, expectedMinor }) => ({
          id: day,
          cells: {
            day: format.day(day),
            expected: <AmountText money={{ minor: expectedMinor, currency }} />,
            balance: <AmountText money={{ minor: balanceMinor, currency }} />,
          },
        }))}
      />
    </details>
  );
}
