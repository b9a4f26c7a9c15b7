import { Check, Minus, Scale } from 'lucide-react';
import { useT } from '../../lib/format.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './about-panel.module.css';

const IS = ['reads', 'keeps'] as const;
const IS_NOT = ['moves', 'cloud'] as const;

/** What Mizan is, and what it is not. */
export function AboutPanel() {
  const t = useT();
  const { language } = usePreferences();
  const other = language === 'ar' ? 'en' : 'ar';
  return (
    <aside className={styles.panel}>
      <span className={styles.mark}>
        <Icon of={Scale} size={40} />
      </span>
      <h1 className={styles.name}>{t('common.appName')}</h1>
      <p className={styles.otherName} lang={other}>
        {t('common.appNameOther')}
      </p>
      <p className={styles.claim}>{t('welcome.claim')}</p>
      <ul className={styles.points}>
        {IS.map((id) => (
          <li key={id} className={styles.is}>
            <Icon of={Check} />
            <span>{t(`welcome.points.${id}`)}</span>
          </li>
        ))}
        {IS_NOT.map((id) => (
          <li key={id} className={styles.isNot}>
            <Icon of={Minus} />
            <span>{t(`welcome.points.${id}`)}</span>
          </li>
        ))}
      </ul>
    </aside>
  );
}
