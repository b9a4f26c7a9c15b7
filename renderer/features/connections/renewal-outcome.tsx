import type { Renewal } from '../../../shared/contract/connections.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Banner } from '../../ui/banner.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { ConnectCard } from './connect-card.tsx';
import styles from './flow.module.css';

/** Back from the bank; whether the end moved is being asked. */
export function RenewalChecking() {
  const t = useT();
  return <ConnectCard role="status" mark={<Spinner />} title={t('connections.checking.title')} subtitle={t('connections.checking.body')} />;
}

/** Until when the consent runs now, in both calendars, and accounts that left or joined. */
export function RenewalOutcome({ renewal }: { readonly renewal: Renewal }) {
  const t = useT();
  const format = useFormat();
  const { endsAt, endedBefore, missingAccounts, addedAccounts } = renewal;
  return (
    <div className={styles.section}>
      {endsAt !== null && (
        <p className={styles.end}>
          {t(renewal.isEndEstimated ? 'connections.renewed.endsAbout' : 'connections.renewed.ends', {
            date: format.bothCalendars(format.dayOf(endsAt), 'date'),
          })}
        </p>
      )}
      {endedBefore !== null && endedBefore !== endsAt && (
        <p className={styles.hint}>{t('connections.renewed.before', { date: format.day(format.dayOf(endedBefore), 'plain') })}</p>
      )}
      {missingAccounts.length > 0 && (
        <Banner tone="warn" title={t('connections.renewed.missing', { count: missingAccounts.length })}>
          <Names names={missingAccounts} /> {t('connections.renewed.missingBody')}
        </Banner>
      )}
      {addedAccounts.length > 0 && (
        <Banner tone="neutral" title={t('connections.renewed.added', { count: addedAccounts.length })}>
          <Names names={addedAccounts} />
        </Banner>
      )}
    </div>
  );
}

function Names({ names }: { readonly names: readonly string[] }) {
  return names.map((name, index) => (
    <span key={name}>
      {index > 0 && ' · '}
      <bdi>{name}</bdi>
    </span>
  ));
}
