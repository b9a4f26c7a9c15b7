import { Compass } from 'lucide-react';
import { useT } from '../lib/format.ts';
import { hrefTo } from '../lib/router.ts';
import { ButtonLink } from '../ui/button-link.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import styles from './not-found.module.css';

/** An address that no page has, with the way back to one that is there. */
export function NotFound() {
  const t = useT();
  return (
    <div className={styles.page}>
      <EmptyState
        icon={<Icon of={Compass} size={24} />}
        title={t('common.notFound.title')}
        body={t('common.notFound.body')}
        action={
          <ButtonLink variant="primary" href={hrefTo('/overview')}>
            {t('common.notFound.action')}
          </ButtonLink>
        }
      />
    </div>
  );
}
