import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import type { AccountDetail } from '../../../shared/contract/accounts.ts';
import { copyText } from '../../lib/copy-text.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './account-facts.module.css';
import { type Fact, FactList } from './fact-list.tsx';

/** What the bank says about the account. What it left out is said to be left out. */
export function AccountFacts({ account }: { readonly account: AccountDetail }) {
  const t = useT();
  const format = useFormat();
  const missing = <span className={styles.missing}>{t('accounts.detail.notTold')}</span>;
  const { iban, accountNumber } = account;
  const facts: Fact[] = [
    iban === null
      ? { id: 'iban', label: t('accounts.detail.iban'), value: missing }
      : {
          id: 'iban',
          label: t('accounts.detail.iban'),
          value: <Code text={groupedIban(iban)} copy="iban" />,
          action: <CopyButton label={t('accounts.detail.copyIban')} text={iban.replace(/\s/g, '')} />,
        },
    accountNumber === null
      ? { id: 'number', label: t('accounts.detail.number'), value: missing }
      : {
          id: 'number',
          label: t('accounts.detail.number'),
          value: <Code text={accountNumber} copy="number" />,
          // A masked number is of no use elsewhere.
          ...(/^[\w\s-]+$/.test(accountNumber)
            ? { action: <CopyButton label={t('accounts.detail.copyNumber')} text={accountNumber} /> }
            : {}),
        },
    ...(account.bic === null ? [] : [{ id: 'bic', label: t('accounts.detail.bic'), value: <Code text={account.bic} /> }]),
    { id: 'bank', label: t('accounts.detail.bank'), value: <bdi>{format.bank(account)}</bdi> },
    { id: 'kind', label: t('accounts.detail.kind'), value: t(`accounts.kinds.${account.kind}`) },
    { id: 'currency', label: t('accounts.detail.currency'), value: <bdi dir="ltr">{account.currency}</bdi> },
    { id: 'owner', label: t('accounts.detail.owner'), value: account.owner === null ? missing : <bdi>{account.owner}</bdi> },
  ];
  if (account.bankLabel !== account.name) {
    facts.push({ id: 'label', label: t('accounts.detail.bankLabel'), value: <bdi>{account.bankLabel}</bdi> });
  }
  return (
    <Card title={t('accounts.detail.facts')}>
      <FactList facts={facts} />
    </Card>
  );
}

function Code({ text, copy }: { readonly text: string; readonly copy?: 'iban' | 'number' }) {
  return (
    <bdi dir="ltr" className={styles.code} {...(copy && { 'data-copy': copy, 'data-copy-text': text.replace(/\s/g, '') })}>
      {text}
    </bdi>
  );
}

/** Groups of four, as it is printed; copying gives it without spaces. */
function groupedIban(iban: string): string {
  return iban.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1 ');
}

function CopyButton({ label, text }: { readonly label: string; readonly text: string }) {
  const t = useT();
  const [isCopied, setIsCopied] = useState(false);
  return (
    <>
      <IconButton
        label={isCopied ? t('accounts.detail.copied') : label}
        icon={<Icon of={isCopied ? Check : Copy} />}
        onPress={() => setIsCopied(copyText(text))}
      />
      <output className={styles.said}>{isCopied && t('accounts.detail.copied')}</output>
    </>
  );
}
