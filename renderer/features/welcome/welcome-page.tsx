import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useT } from '../../lib/format.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { navigate } from '../../lib/router.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { RestoreButton } from '../backups/public.ts';
import { environmentQueries, useActivateEnvironment, useUpdateSettings } from '../settings/public.ts';
import { AboutPanel } from './about-panel.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { type Source, SourceChoice } from './source-choice.tsx';
import styles from './welcome-page.module.css';

/** First start: language, where data comes from, what Mizan is and is not. */
export function WelcomePage() {
  const t = useT();
  const { language } = usePreferences();
  const [source, setSource] = useState<Source>('practice');
  const update = useUpdateSettings();
  const start = useStart();
  return (
    <div className={styles.page}>
      <AboutPanel />
      <main className={styles.main}>
        <div className={styles.column}>
          <LanguageChoice value={language} onChange={(next) => update.mutate({ language: next })} />
          <SourceChoice value={source} onChange={setSource} />
          {start.error !== null && <ErrorState error={start.error} onRetry={() => start.run(source)} />}
          <p className={styles.restore}>
            {t('welcome.restoreHint')} <RestoreButton variant="quiet" />
          </p>
          <footer className={styles.footer}>
            <p className={styles.hint}>{t('welcome.changeLater')}</p>
            <Button variant="primary" size="lg" onPress={() => start.run(source)} isPending={start.isPending}>
              {t(source === 'practice' ? 'welcome.startPractice' : 'welcome.startOwn')}
            </Button>
          </footer>
        </div>
      </main>
    </div>
  );
}

/** Practice goes straight to the consent card; own access first needs the client id and secret. */
function useStart() {
  const environments = useQuery(environmentQueries.list());
  const activate = useActivateEnvironment();
  const update = useUpdateSettings();
  const [error, setError] = useState<unknown>(null);
  async function run(source: Source): Promise<void> {
    setError(null);
    try {
      const practice = environments.data?.find((environment) => environment.kind === 'practice');
      if (source === 'practice' && practice && !practice.isActive) await activate.mutateAsync(practice.id);
      await update.mutateAsync({ isWelcomeDone: true });
      navigate(source === 'practice' ? '/connect' : '/settings/environment');
    } catch (failure) {
      setError(failure);
    }
  }
  return { error, isPending: activate.isPending || update.isPending, run: (source: Source) => void run(source) };
}
