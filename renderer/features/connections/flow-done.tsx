import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import type { Flow } from '../../../shared/contract/connections.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { hrefTo } from '../../lib/router.ts';
import { Badge } from '../../ui/badge.tsx';
import { BankMonogram } from '../../ui/bank-monogram.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { syncQueries } from '../sync/public.ts';
import { ConnectCard } from './connect-card.tsx';
import styles from './flow.module.css';
import { ImportProgress } from './import-progress.tsx';
import { RenewalChecking, RenewalOutcome } from './renewal-outcome.tsx';

/** Connected. Reading goes on by itself; nobody has to wait for it here. */
export function FlowDone({ flow }: { readonly flow: Flow }) {
  const t = useT();
  const format = useFormat();
  const { purpose, renewal } = flow;
  const { data: status } = useQuery(syncQueries.status());
  const isAllRead = status?.isRunning === false && status.accounts.length > 0 && status.accounts.every(({ phase }) => phase === 'done');
  if (purpose === 'renew' && flow.phase === 'importing') return <RenewalChecking />;
  const name = purpose === 'sync' ? 'synced' : purpose === 'renew' ? 'renewed' : flow.phase === 'importing' ? 'importing' : 'done';
  return (
    <ConnectCard
      mark={flow.phase === 'importing' ? <Spinner /> : <Icon of={Check} size={20} />}
      title={<span role="status">{t(`connections.${name}.title`)}</span>}
      subtitle={t(name === 'done' && isAllRead ? 'connections.done.read' : `connections.${name}.body`)}
      footer={
        <>
          {purpose === 'connect' && (
            <ButtonLink href={hrefTo('/connect')} variant="equal" size="lg">
              {t('connections.done.another')}
            </ButtonLink>
          )}
          <ButtonLink href={hrefTo('/overview')} variant="primary" size="lg">
            {t('connections.done.overview')}
          </ButtonLink>
        </>
      }
    >
      {renewal && <RenewalOutcome renewal={renewal} />}
      {flow.connectedBanks.length > 0 && (
        <ul className={styles.list}>
          {flow.connectedBanks.map((bank) => (
            <li key={bank.connectionId} className={styles.row}>
              <BankMonogram name={format.bank(bank)} seed={bank.bankName} />
              <strong className={styles.name}>
                <bdi>{format.bank(bank)}</bdi>
              </strong>
              <span className={styles.muted}>{t('connections.done.accounts', { count: bank.accountCount })}</span>
              <span className={styles.end}>
                <Badge tone="in" icon={<Icon of={Check} size={13} />}>
                  {t(bank.isNew ? 'connections.done.new' : 'connections.done.renewed')}
                </Badge>
              </span>
            </li>
          ))}
        </ul>
      )}
      <ImportProgress />
    </ConnectCard>
  );
}
