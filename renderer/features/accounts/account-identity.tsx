import type { ReactNode } from 'react';
import type { Account } from '../../../shared/contract/accounts.ts';
import { pageOrder } from '../../lib/bidi.ts';
import { type Format, type Translate, useFormat, useT } from '../../lib/format.ts';
import { BankMonogram } from '../../ui/bank-monogram.tsx';
import styles from './account-identity.module.css';
import { limitUse } from './group-accounts.ts';
import { MaskedDigits } from './masked-digits.tsx';

export type AccountIdentityProps = {
  readonly account: Account;
  /** What stands under the name; the bank, unless the account is already listed under its bank. */
  readonly secondary?: string;
  readonly badge?: ReactNode;
};

/** Which account: bank's letters, name with its last digits, bank and use of a card's limit. */
export function AccountIdentity({ account, secondary, badge }: AccountIdentityProps) {
  const t = useT();
  const format = useFormat();
  const bank = format.bank(account);
  const last4 = account.numberLast4 ?? account.ibanLast4;
  const second = [secondary ?? bank, debtWords(account, format, t)].filter((part) => part !== '');
  return (
    <span className={styles.identity}>
      <BankMonogram name={bank} seed={account.bankName} />
      <span className={styles.words}>
        <span className={styles.line}>
          <bdi className={styles.name}>{account.name}</bdi>
          {last4 !== null && <MaskedDigits last4={last4} />}
          {badge}
        </span>
        {second.length > 0 && (
          <span className={styles.second}>
            {second.map((part) => (
              <span key={part} className={styles.part}>
                <bdi>{part}</bdi>
              </span>
            ))}
          </span>
        )}
      </span>
    </span>
  );
}

/** Of a charge card, that its balance is due as a whole each cycle; of a credit card, how much of its limit is used. */
function debtWords(account: Account, format: Format, t: Translate): string {
  const { kind, balanceMinor } = account;
  if (kind === 'charge_card') return balanceMinor !== null && balanceMinor < 0 ? t('overview.accounts.dueInFull') : '';
  const use = limitUse(account);
  return use === undefined ? '' : pageOrder(t('overview.accounts.limitUsed', { percent: format.percent(use) }), format.language);
}
