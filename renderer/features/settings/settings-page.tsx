import { type ReactNode, Suspense } from 'react';
import { Link } from 'react-aria-components';
import { cx } from '../../lib/cx.ts';
import { useT } from '../../lib/format.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { hrefTo } from '../../lib/router.ts';
import { Icon } from '../../ui/icon.tsx';
import { ConnectionList } from '../connections/public.ts';
import { DeleteSection } from '../erasure/public.ts';
import { LockSection } from '../lock/public.ts';
import { AppearanceSection } from './appearance-section.tsx';
import { EnvironmentSection } from './environment-section.tsx';
import { LanguageSection } from './language-section.tsx';
import { NotificationsSection } from './notifications-section.tsx';
import { PrivacySection } from './privacy-section.tsx';
import { SECTION_ICONS } from './section-icons.ts';
import { SECTIONS, type Section } from './section-ids.ts';
import styles from './settings-page.module.css';

// Comes with what it exports: settings are part of the first paint, lists and accounts are not.
const DataSection = lazyPart(() => import('../exports/public.ts').then((m) => m.DataSection));

const BackupSection = lazyPart(() => import('../backups/public.ts').then((m) => m.BackupSection));

const AboutSection = lazyPart(() => import('../about/public.ts').then((m) => m.AboutSection));

const CONTENT: Readonly<Record<Section, () => ReactNode>> = {
  language: () => <LanguageSection />,
  appearance: () => <AppearanceSection />,
  privacy: () => <PrivacySection />,
  lock: () => <LockSection />,
  notifications: () => <NotificationsSection />,
  environment: () => <EnvironmentSection />,
  connections: () => <ConnectionList />,
  data: () => (
    <Suspense fallback={null}>
      <DataSection />
    </Suspense>
  ),
  backup: () => (
    <Suspense fallback={null}>
      <BackupSection />
    </Suspense>
  ),
  delete: () => <DeleteSection />,
  about: () => (
    <Suspense fallback={null}>
      <AboutSection />
    </Suspense>
  ),
};

export type SettingsPageProps = { readonly section: string | undefined };

export function SettingsPage({ section }: SettingsPageProps) {
  const t = useT();
  const current = SECTIONS.find((id) => id === section) ?? 'language';
  return (
    <div className={styles.page}>
      <div className={styles.side}>
        <h1 className={styles.title}>{t('settings.title')}</h1>
        <nav aria-label={t('settings.title')}>
          <ul className={styles.items}>
            {SECTIONS.map((id) => (
              <li key={id}>
                <Link
                  href={hrefTo(`/settings/${id}`)}
                  className={cx(styles.item, id === current && styles.current)}
                  {...(id === current ? { 'aria-current': 'page' } : {})}
                >
                  <Icon of={SECTION_ICONS[id]} />
                  <span>{t(`settings.${id}.nav`)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      <div className={styles.content}>
        <header>
          <h2 className={styles.heading}>{t(`settings.${current}.title`)}</h2>
          <p className={styles.lead}>{t(`settings.${current}.lead`)}</p>
        </header>
        {CONTENT[current]()}
      </div>
    </div>
  );
}
