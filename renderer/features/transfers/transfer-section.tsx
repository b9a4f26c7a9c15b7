import { useQuery } from '@tanstack/react-query';
import { ArrowLeftRight, Link2 } from 'lucide-react';
import { useState } from 'react';
import type { Transfer } from '../../../shared/contract/transfers.ts';
import { cx } from '../../lib/cx.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { useConfirmTransfer, useRejectTransfer } from './mutations.ts';
import { transferQueries } from './queries.ts';
import styles from './transfer-section.module.css';

export type TransferSectionProps = {
  readonly transactionId: number;
  /** Goes to the other half. */
  readonly onOpen: (transactionId: number) => void;
};

/** In a transaction's drawer: what it is half of, with the answers to that; else a way to say so by hand. Booked rows only. */
export function TransferSection({ transactionId, onOpen }: TransferSectionProps) {
  const t = useT();
  const [isLinking, setIsLinking] = useState(false);
  const query = useQuery(transferQueries.of(transactionId));
  if (!query.isSuccess) return null;
  const transfer = query.data;
  return (
    <section className={cx(styles.section, transfer !== null && styles.told)} aria-label={t('transfers.section.title')}>
      {transfer && transfer.state !== 'rejected' ? (
        <Half transfer={transfer} transactionId={transactionId} onOpen={onOpen} />
      ) : (
        <>
          {transfer && (
            <p className={styles.words}>{t('transfers.section.rejected', { account: otherOf(transfer, transactionId).accountName })}</p>
          )}
          <Button size="sm" icon={<Icon of={Link2} />} onPress={() => setIsLinking(true)}>
            {t('transfers.link.action')}
          </Button>
        </>
      )}
      {isLinking && <LinkDialog transactionId={transactionId} onClose={() => setIsLinking(false)} />}
    </section>
  );
}

const otherOf = ({ out, into }: Transfer, transactionId: number) => (out.id === transactionId ? into : out);

type HalfProps = { readonly transfer: Transfer; readonly transactionId: number; readonly onOpen: TransferSectionProps['onOpen'] };

function Half({ transfer, transactionId, onOpen }: HalfProps) {
  const t = useT();
  const format = useFormat();
  const confirm = useConfirmTransfer();
  const reject = useRejectTransfer();
  const { id, state, feeMinor, out } = transfer;
  const other = otherOf(transfer, transactionId);
  const isOut = transfer.out.id === transactionId;
  return (
    <>
      <p className={styles.line}>
        <Icon of={ArrowLeftRight} />
        <span>
          <strong className={styles.strong}>
            {t(isOut ? 'transfers.section.to' : 'transfers.section.from', { account: other.accountName })}
          </strong>
          <span className={styles.words}>
            {' '}
            <bdi>{format.day(other.day)}</bdi>
            {feeMinor > 0 && ` · ${t('transfers.row.fee', { amount: format.amount({ minor: feeMinor, currency: out.currency }) })}`}
            {` · ${t(`transfers.section.${state}`)}`}
          </span>
        </span>
      </p>
      <span className={styles.answers}>
        <Button size="sm" onPress={() => onOpen(other.id)}>
          {t('transfers.section.open')}
        </Button>
        {state === 'found' && (
          <Button size="sm" onPress={() => confirm.mutate({ id })} isPending={confirm.isPending}>
            {t('transfers.confirm.action')}
          </Button>
        )}
        <Button size="sm" variant="quiet" onPress={() => reject.mutate({ id })} isPending={reject.isPending}>
          {t('transfers.reject.action')}
        </Button>
      </span>
    </>
  );
}
