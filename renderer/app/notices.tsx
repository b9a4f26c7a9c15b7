import { useQuery } from '@tanstack/react-query';
import { useFormat, useT } from '../lib/format.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import styles from './banners.module.css';
import { useDismissNotice } from './mutations.ts';
import { appQueries } from './queries.ts';

/** What Mizan repaired by itself at this start, and what that means, until the person has seen it. */
export function Notices() {
  const t = useT();
  const dismiss = useDismissNotice();
  const format = useFormat();
  const { data: status } = useQuery(appQueries.status());
  if (!status || status.notices.length === 0) return null;
  const { healed } = status;
  const values = healed ? { time: format.exactly(healed.backupAt), kept: healed.kept, waiting: healed.waiting } : {};
  return (
    <div className={styles.banners}>
      {status.notices.map((notice) => (
        <Banner
          key={notice}
          tone="warn"
          title={t(`common.notice.${notice}.title`, values)}
          action={
            <Button size="sm" onPress={() => dismiss.mutate(notice)} isPending={dismiss.isPending}>
              {t('common.notice.understood')}
            </Button>
          }
        >
          {t(`common.notice.${notice}.body`, values)}
        </Banner>
      ))}
    </div>
  );
}
