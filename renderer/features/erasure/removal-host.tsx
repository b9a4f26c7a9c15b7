import { useSyncExternalStore } from 'react';
import type { Receipt } from '../../../shared/contract/erasure.ts';
import { leftoversOf } from '../../../shared/domain/receipt.ts';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Leftovers, StepList } from './receipt-card.tsx';
import styles from './removal.module.css';

let shown: Receipt | null = null;
const listeners = new Set<() => void>();

/** What was removed takes its own row and page with it, so the receipt is shown from above them. */
export function showRemoval(receipt: Receipt | null): void {
  shown = receipt;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What was done to an account or a bank, and what is left for the person. */
export function RemovalHost() {
  const t = useT();
  const receipt = useSyncExternalStore(subscribe, () => shown);
  if (!receipt) return null;
  const leftovers = leftoversOf(receipt);
  const close = () => showRemoval(null);
  return (
    <Dialog
      title={t(receipt.level === 'account' ? 'erasure.account.done' : 'erasure.disconnect.done')}
      isOpen
      onClose={close}
      footer={
        <Button variant="primary" onPress={close} autoFocus>
          {t('erasure.receipt.close')}
        </Button>
      }
    >
      <div className={styles.result}>
        <StepList steps={receipt.steps} />
        {leftovers.length > 0 && <Leftovers leftovers={leftovers} />}
        <p>{t('erasure.receipt.number', { number: receipt.number })}</p>
      </div>
    </Dialog>
  );
}
