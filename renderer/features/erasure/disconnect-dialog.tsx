import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConnectionState } from '../../../shared/contract/connections.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { OptionCards } from '../../ui/option-cards.tsx';
import { useDisconnect } from './mutations.ts';
import { erasureQueries } from './queries.ts';
import styles from './removal.module.css';

export type DisconnectDialogProps = {
  readonly connection: {
    readonly id: string;
    readonly bankName: string;
    readonly bankNameAr: string | null;
    readonly state: ConnectionState;
  };
  readonly onClose: () => void;
};

/** Withdraws a bank's consent: consequences first, its history erased unless the person keeps it (S33). No phrase: as easy as connecting (S32). */
export function DisconnectDialog({ connection, onClose }: DisconnectDialogProps) {
  const t = useT();
  const format = useFormat();
  const [choice, setChoice] = useState<'erase' | 'keep'>('erase');
  const preview = useQuery(erasureQueries.connection(connection.id));
  const disconnect = useDisconnect();
  // Withdrawn before; only what was kept of it is left to erase.
  const isLeft = connection.state === 'disconnected';
  const words = isLeft ? 'erasure.eraseHistory' : 'erasure.disconnect';
  const isKept = !isLeft && choice === 'keep';
  const action = isLeft ? 'erasure.eraseHistory.action' : isKept ? 'erasure.disconnect.action' : 'erasure.disconnect.actionErase';
  const counted = preview.data && t('erasure.disconnect.eraseNote', { count: preview.data.transactions });
  return (
    <Dialog
      title={t(`${words}.title`, { bank: format.bank(connection) })}
      isOpen
      onClose={onClose}
      isGrave
      footer={
        <>
          <Button variant="equal" onPress={onClose}>
            {t('erasure.disconnect.cancel')}
          </Button>
          <Button
            variant="danger"
            isPending={disconnect.isPending}
            onPress={() => disconnect.mutate({ connectionId: connection.id, keepHistory: isKept }, { onSuccess: onClose })}
          >
            {t(action)}
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        <p>{t(`${words}.body`)}</p>
        {isLeft ? (
          <p>{counted}</p>
        ) : (
          <OptionCards
            label={t('erasure.disconnect.choice')}
            value={choice}
            onChange={setChoice}
            options={[
              { id: 'erase', title: t('erasure.disconnect.erase'), body: counted },
              { id: 'keep', title: t('erasure.disconnect.keep'), body: t('erasure.disconnect.keepNote') },
            ]}
          />
        )}
        {disconnect.isError && (
          <p className={styles.error} role="alert">
            {t(`errors.${failureOf(disconnect.error).code}.title`)}
          </p>
        )}
      </div>
    </Dialog>
  );
}
