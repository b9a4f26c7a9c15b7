import type { z } from 'zod';
import type { Account } from '../../../shared/contract/accounts.ts';
import type { TransactionDetail } from '../../../shared/contract/transactions.ts';
import { cx } from '../../lib/cx.ts';
import { type Format, type Translate, useFormat, useT } from '../../lib/format.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { AccountLabel } from '../accounts/public.ts';
import { TransferSection } from '../transfers/public.ts';
import { BankWords } from './bank-words.tsx';
import { DrawerEdits } from './drawer-edits.tsx';
import { DrawerTitle } from './drawer-title.tsx';
import { FieldSources } from './field-sources.tsx';
import { ReceivedItem } from './received-item.tsx';
import styles from './transaction-facts.module.css';
import { StateBadge } from './transaction-line.tsx';
import { WhatHappened } from './what-happened.tsx';

export type Detail = z.infer<typeof TransactionDetail>;
export type TransactionFactsProps = {
  readonly detail: Detail;
  readonly account: Account | undefined;
  readonly isRenaming: boolean;
  readonly onRenaming: (isRenaming: boolean) => void;
  /** Goes to the other half of a transfer. */
  readonly onOpenOther: (id: number) => void;
};

/** The drawer's content: name and amount, what the person says, facts, the bank's own words, and where each of it comes from. */
export function TransactionFacts(props: TransactionFactsProps) {
  const { detail, onOpenOther } = props;
  return (
    <>
      <Summary {...props} />
      <DrawerEdits detail={detail} />
      {!detail.isPending && detail.removedAt === null && <TransferSection transactionId={detail.id} onOpen={onOpenOther} />}
      <Facts detail={detail} />
      <WhatHappened detail={detail} />
      <BankWords detail={detail} />
      <FieldSources detail={detail} />
      <ReceivedItem detail={detail} />
    </>
  );
}

function Summary({ detail, account, isRenaming, onRenaming }: TransactionFactsProps) {
  const t = useT();
  const format = useFormat();
  const last4 = account?.numberLast4 ?? account?.ibanLast4;
  return (
    <header className={styles.summary}>
      <div className={cx(styles.headline, isRenaming && detail.removedAt === null && styles.renaming)}>
        <div className={styles.title}>
          <DrawerTitle detail={detail} isEditing={isRenaming} onEditing={onRenaming} />
        </div>
        <AmountText
          money={{ minor: detail.amountMinor, currency: detail.currency }}
          signed
          size="title"
          showCurrency
          name={t('transactions.sources.amount')}
        />
      </div>
      <p>
        <bdi>{format.day(detail.day, 'date')}</bdi> · <bdi>{format.hijri(detail.day)}</bdi>
      </p>
      <p>
        <AccountLabel name={detail.accountName} last4={last4} /> · <bdi>{account ? format.bank(account) : detail.bankName}</bdi>
      </p>
      {(detail.isPending || detail.removedAt !== null) && (
        <p className={styles.state}>
          <StateBadge row={detail} />
        </p>
      )}
    </header>
  );
}

function Facts({ detail }: { readonly detail: Detail }) {
  const t = useT();
  const format = useFormat();
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{t('transactions.drawer.facts')}</h3>
      <dl className={styles.facts}>
        {factsOf(detail, t, format).map((fact) => (
          <div key={fact.label} className={styles.fact}>
            <dt>{fact.label}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function factsOf(detail: Detail, t: Translate, format: Format): { label: string; value: React.ReactNode }[] {
  const { originalAmountMinor, originalCurrency, counterparty, counterpartyIban, categoryPath } = detail;
  const facts: { label: string; value: React.ReactNode }[] = [
    {
      label: t('transactions.drawer.bookedOn'),
      value: detail.bookedOn ? format.bothCalendars(detail.bookedOn) : t('transactions.drawer.notBooked'),
    },
  ];
  if (detail.valueOn) facts.push({ label: t('transactions.drawer.valueOn'), value: format.bothCalendars(detail.valueOn) });
  facts.push({ label: t('transactions.drawer.kind'), value: t(`transactions.kinds.${detail.kind}`) });
  if (originalAmountMinor !== null && originalCurrency !== null) {
    const money = { minor: originalAmountMinor, currency: originalCurrency };
    facts.push({ label: t('transactions.drawer.original'), value: <AmountText money={money} signed tone="plain" showCurrency /> });
  }
  if (counterparty !== '' && counterparty !== detail.title) {
    facts.push({ label: t('transactions.drawer.counterparty'), value: <bdi>{format.words(counterparty)}</bdi> });
  }
  if (counterpartyIban !== null) {
    facts.push({ label: t('transactions.drawer.counterpartyIban'), value: <bdi dir="ltr">{counterpartyIban}</bdi> });
  }
  if (categoryPath.length > 0) {
    facts.push({ label: t('transactions.drawer.category'), value: <CategoryPath path={categoryPath} /> });
  }
  return facts;
}

function CategoryPath({ path }: { readonly path: readonly string[] }) {
  return path.map((part, index) => (
    <span key={part}>
      {index > 0 && ' › '}
      <bdi>{part}</bdi>
    </span>
  ));
}
