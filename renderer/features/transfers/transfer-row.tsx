import { useQuery } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import type { Transfer, TransferLeg } from '../../../shared/contract/transfers.ts';
import { daysBetween } from '../../../shared/domain/dates.ts';
import { cx } from '../../lib/cx.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { accountQueries } from '../accounts/public.ts';
import { useConfirmTransfer, useRejectTransfer } from './mutations.ts';
import styles from './transfer-row.module.css';

/** One movement on one line: from, to, what was sent, what was lost on the way, and how long it took. */
export function TransferRow({ transfer }: { readonly transfer: Transfer }) {
  const t = useT();
  const { out, into } = transfer;
  return (
    <li className={styles.row} aria-label={t('transfers.row.label', { from: out.accountName, to: into.accountName })}>
      <Side leg={out} />
      <span className={styles.arrow}>
        <Icon of={ArrowRight} points />
      </span>
      <Side leg={into} />
      <Sums transfer={transfer} />
      <Answers transfer={transfer} />
    </li>
  );
}

function Side({ leg }: { readonly leg: TransferLeg }) {
  const format = useFormat();
  const { data: accounts = [] } = useQuery(accountQueries.list(true));
  const account = accounts.find(({ id }) => id === leg.accountId);
  return (
    <span className={styles.side}>
      <bdi className={styles.account}>{leg.accountName}</bdi>
      <span className={styles.second}>
        <bdi>{format.bank(account ?? leg)}</bdi> · <bdi>{leg.title}</bdi>
      </span>
    </span>
  );
}

function Sums({ transfer: { out, into, feeMinor } }: { readonly transfer: Transfer }) {
  const t = useT();
  const format = useFormat();
  const days = daysBetween(out.day, into.day);
  return (
    <span className={styles.sums} data-figures>
      <span className={styles.amount}>
        <AmountText money={{ minor: -out.amountMinor, currency: out.currency }} />
      </span>
      <span className={styles.second} dir={format.language === 'ar' ? 'rtl' : 'ltr'}>
        <bdi>{format.day(out.day, 'plain')}</bdi>
        {days !== 0 && (
          <span> · {days > 0 ? t('transfers.row.later', { count: days }) : t('transfers.row.earlier', { count: -days })}</span>
        )}
        {feeMinor > 0 && <span> · {t('transfers.row.fee', { amount: format.amount({ minor: feeMinor, currency: out.currency }) })}</span>}
      </span>
    </span>
  );
}

function Answers({ transfer: { id, state } }: { readonly transfer: Transfer }) {
  const t = useT();
  const confirm = useConfirmTransfer();
  const reject = useRejectTransfer();
  return (
    <span className={cx(styles.answers, state !== 'rejected' && styles.quietEnd)}>
      {state !== 'confirmed' && (
        <Button size="sm" onPress={() => confirm.mutate({ id })} isPending={confirm.isPending}>
          {t(state === 'rejected' ? 'transfers.confirm.after' : 'transfers.confirm.action')}
        </Button>
      )}
      {state !== 'rejected' && (
        <Button size="sm" variant="quiet" onPress={() => reject.mutate({ id })} isPending={reject.isPending}>
          {t('transfers.reject.action')}
        </Button>
      )}
    </span>
  );
}
