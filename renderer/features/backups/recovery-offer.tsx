import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useT } from '../../lib/format.ts';
import { hrefTo } from '../../lib/router.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './backups.module.css';
import { useDeclineRecovery } from './mutations.ts';
import { recoveryQueries } from './queries.ts';

/** After the first import, once: a lost key must not cost the data (S41). */
export function RecoveryOffer() {
  const t = useT();
  const { data } = useQuery(recoveryQueries.state());
  const decline = useDeclineRecovery();
  if (!data?.isOffered) return null;
  return (
    <div className={styles.offer}>
      <Banner
        tone="neutral"
        icon={<Icon of={KeyRound} />}
        title={t('backups.offer.title')}
        action={
          <span className={styles.actions}>
            <ButtonLink size="sm" href={hrefTo('/settings/backup')}>
              {t('backups.offer.action')}
            </ButtonLink>
            <Button size="sm" variant="quiet" onPress={() => decline.mutate()} isPending={decline.isPending}>
              {t('backups.offer.later')}
            </Button>
          </span>
        }
      >
        {t('backups.offer.body')}
      </Banner>
    </div>
  );
}
