import { Download } from 'lucide-react';
import type { ErasureStep, Receipt } from '../../../shared/contract/erasure.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './erasure-screen.module.css';
import { useDismissReceipt, useSaveReceipt } from './mutations.ts';
import { ReceiptCard, StepList } from './receipt-card.tsx';

export type ErasureScreenProps = { readonly steps: readonly ErasureStep[]; readonly receipt: Receipt | null };

/** Stands alone while everything is erased, and with the receipt until the person starts again. */
export function ErasureScreen({ steps, receipt }: ErasureScreenProps) {
  return <main className={styles.screen}>{receipt ? <Ended receipt={receipt} /> : <Running steps={steps} />}</main>;
}

function Running({ steps }: { readonly steps: readonly ErasureStep[] }) {
  const t = useT();
  return (
    <section className={styles.running} aria-live="polite">
      <h1 className={styles.title}>
        <Spinner /> {t('erasure.running.title')}
      </h1>
      <p className={styles.body}>{t('erasure.running.body')}</p>
      <StepList steps={steps} />
    </section>
  );
}

function Ended({ receipt }: { readonly receipt: Receipt }) {
  const t = useT();
  const save = useSaveReceipt();
  const dismiss = useDismissReceipt();
  const onSave = () =>
    save.mutate(undefined, {
      onSuccess: ({ isSaved }) => {
        if (isSaved) showToast({ text: t('erasure.receipt.saved') });
      },
      onError: (error) => showToast({ text: t(`errors.${failureOf(error).code}.title`), tone: 'warn' }),
    });
  return (
    <ReceiptCard
      receipt={receipt}
      footer={
        <div className={styles.buttons}>
          <Button icon={<Icon of={Download} />} onPress={onSave} isPending={save.isPending}>
            {t('erasure.receipt.save')}
          </Button>
          <Button variant="primary" isPending={dismiss.isPending} onPress={() => dismiss.mutate()}>
            {t('erasure.receipt.startAgain')}
          </Button>
        </div>
      }
    />
  );
}
