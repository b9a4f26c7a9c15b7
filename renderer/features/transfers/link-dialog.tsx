import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import type { TransferLeg } from '../../../shared/contract/transfers.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './link-dialog.module.css';
import { useLinkTransfer } from './mutations.ts';
import { transferQueries } from './queries.ts';

export type LinkDialogProps = { readonly transactionId: number; readonly onClose: () => void };

/** Which row is the other half; the likeliest first. */
export function LinkDialog({ transactionId, onClose }: LinkDialogProps) {
  const t = useT();
  const query = useQuery(transferQueries.candidates(transactionId));
  const [chosen, setChosen] = useState<number>();
  const link = useLinkTransfer();
  const failure = link.isError ? failureOf(link.error).code : undefined;
  if (query.isSuccess && query.data.length === 0) return <NoCandidates onClose={onClose} />;
  return (
    <Dialog
      title={t('transfers.link.title')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button variant="equal" onPress={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            variant="primary"
            isDisabled={chosen === undefined}
            isPending={link.isPending}
            onPress={() => {
              if (chosen !== undefined) link.mutate({ oneId: transactionId, otherId: chosen }, { onSuccess: onClose });
            }}
          >
            {t('transfers.link.save')}
          </Button>
        </>
      }
    >
      {query.isPending ? (
        <Skeleton rows={3} rowHeight={52} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
      ) : (
        <>
          <p>{t('transfers.link.body')}</p>
          <RadioGroup
            className={styles.list ?? ''}
            aria-label={t('transfers.link.title')}
            value={chosen === undefined ? null : String(chosen)}
            onChange={(id) => setChosen(Number(id))}
          >
            {query.data.map((leg) => (
              <Candidate key={leg.id} leg={leg} />
            ))}
          </RadioGroup>
        </>
      )}
      {failure !== undefined && (
        <p className={styles.error} role="alert">
          {failure === 'busy' ? t('transfers.taken') : t(`errors.${failure}.title`)}
        </p>
      )}
    </Dialog>
  );
}

function NoCandidates({ onClose }: Pick<LinkDialogProps, 'onClose'>) {
  const t = useT();
  return (
    <Dialog
      title={t('transfers.link.emptyTitle')}
      isOpen
      onClose={onClose}
      footer={
        <Button variant="equal" onPress={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      <p>{t('transfers.link.emptyBody')}</p>
    </Dialog>
  );
}

function Candidate({ leg }: { readonly leg: TransferLeg }) {
  const format = useFormat();
  const id = useId();
  return (
    <Radio value={String(leg.id)} className={styles.option ?? ''} aria-labelledby={id}>
      <span className={styles.mark} />
      <span id={id} className={styles.content}>
        <span className={styles.words}>
          <bdi className={styles.title}>{leg.title}</bdi>
          <span className={styles.second}>
            <bdi>{leg.accountName}</bdi> · <bdi>{leg.bankName}</bdi> · <bdi>{format.day(leg.day)}</bdi>
          </span>
        </span>
        <AmountText money={{ minor: leg.amountMinor, currency: leg.currency }} signed />
      </span>
    </Radio>
  );
}
