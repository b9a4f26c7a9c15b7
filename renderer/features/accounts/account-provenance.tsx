import type { AccountDetail } from '../../../shared/contract/accounts.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Card } from '../../ui/card.tsx';
import { Exact } from '../../ui/exact.tsx';
import { type Fact, FactList } from './fact-list.tsx';

/** Where the account's data came from: both times, what is held, and the bank's own message if there is one. */
export function AccountProvenance({ account }: { readonly account: AccountDetail }) {
  const t = useT();
  const format = useFormat();
  const { currency, bankDataAt, askedAt, firstBookedOn, lastBookedOn } = account;
  const facts: Fact[] = [
    {
      id: 'bank',
      label: t('accounts.detail.bankDataAt'),
      value: bankDataAt === null ? t('accounts.state.never') : format.asOf(bankDataAt),
    },
    {
      id: 'asked',
      label: t('accounts.detail.askedAt'),
      value:
        askedAt === null ? (
          t('accounts.freshness.never')
        ) : (
          <Exact exact={format.exactly(askedAt)} takesFocus>
            {format.ago(askedAt)}
          </Exact>
        ),
    },
  ];
  if (firstBookedOn !== null && lastBookedOn !== null) {
    facts.push({
      id: 'held',
      label: t('accounts.detail.held'),
      value: (
        <>
          {t('accounts.detail.heldRange', { from: format.day(firstBookedOn, 'plain'), to: format.day(lastBookedOn, 'plain') })}
          <br />
          {t('accounts.detail.booked', { count: account.bookedCount })} · {t('accounts.detail.pending', { count: account.pendingCount })}
        </>
      ),
    });
    facts.push({
      id: 'in',
      label: t('accounts.detail.inTotal'),
      value: <AmountText money={{ minor: account.bookedInMinor, currency }} signed />,
    });
    facts.push({
      id: 'out',
      label: t('accounts.detail.outTotal'),
      value: <AmountText money={{ minor: account.bookedOutMinor, currency }} signed />,
    });
  }
  if (account.providerStatusMessage !== null) {
    facts.push({ id: 'message', label: t('accounts.detail.bankMessage'), value: <bdi>{format.words(account.providerStatusMessage)}</bdi> });
  }
  return (
    <Card title={t('accounts.detail.source')}>
      <FactList facts={facts} />
    </Card>
  );
}
