import { Languages, Scale } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Flow } from '../../../shared/contract/connections.ts';
import { cx } from '../../lib/cx.ts';
import { useT } from '../../lib/format.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useUpdateSettings } from '../settings/public.ts';
import styles from './connect-frame.module.css';

export type ConnectFrameProps = {
  /** undefined where no step is under way. */ readonly step: 2 | 3 | undefined;
  readonly purpose: Flow['purpose'];
  readonly children: ReactNode;
};

const TITLES = { connect: 'connections.title', sync: 'connections.syncTitle', renew: 'connections.renewTitle' } as const;

/** The page around connecting: no navigation, so that leaving is always a decision; the language is one press away. */
export function ConnectFrame({ step, purpose, children }: ConnectFrameProps) {
  const t = useT();
  const { language } = usePreferences();
  const update = useUpdateSettings();
  const other = language === 'ar' ? 'en' : 'ar';
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <span className={styles.mark}>
          <Icon of={Scale} size={20} />
        </span>
        <h1 className={styles.title}>{t(TITLES[purpose])}</h1>
        {purpose === 'connect' && step !== undefined && <span className={styles.step}>{t('connections.step', { step, total: 3 })}</span>}
        <span className={styles.language} lang={other}>
          <Button variant="quiet" icon={<Icon of={Languages} />} onPress={() => update.mutate({ language: other })}>
            {t('common.otherLanguage')}
          </Button>
        </span>
      </header>
      <main className={cx(styles.main, step !== 2 && styles.lowered)}>{children}</main>
    </div>
  );
}
