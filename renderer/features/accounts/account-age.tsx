import { Clock } from 'lucide-react';
import type { Account } from '../../../shared/contract/accounts.ts';
import { daysBetween, type Instant } from '../../../shared/domain/dates.ts';
import { type Format, type Translate, useFormat, useT } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import styles from './account-age.module.css';

export type AccountAgeProps = { readonly account: Account; readonly importedRows?: number | undefined };

/** How old an account's figure is, as its column shows it; old data by icon and words, never by colour alone. */
export function AccountAge({ account, importedRows }: AccountAgeProps) {
  const t = useT();
  const format = useFormat();
  const isOld = account.dataState === 'stale' || account.dataState === 'failed';
  const at = account.balanceAsOf ?? account.bankDataAt;
  if (account.dataState === 'importing') {
    return (
      <span className={styles.age}>
        {importedRows === undefined ? t('overview.accounts.importing') : t('overview.accounts.importingRows', { count: importedRows })}
      </span>
    );
  }
  if (at === null) return <span className={styles.age}>{t('overview.accounts.never')}</span>;
  return (
    <time
      dateTime={at}
      className={isOld ? styles.old : styles.age}
      data-exact={t('overview.accounts.balanceAge', { time: format.exactly(at) })}
    >
      {isOld && <Icon of={Clock} size={13} />}
      <VisuallyHidden>{t('overview.accounts.balanceAge', { time: format.asOf(at) })}</VisuallyHidden>
      <span aria-hidden="true">{shortAge(at, format, t)}</span>
    </time>
  );
}

/** 14:05 · Yest. 21:40 · 3 Nov: short enough for a column, the day alone once the hour says nothing any more. */
function shortAge(at: Instant, format: Format, t: Translate): string {
  const age = daysBetween(format.dayOf(at), format.today);
  if (age <= 0) return format.time(at);
  return age === 1 ? t('accounts.age.yesterday', { time: format.time(at) }) : format.day(format.dayOf(at));
}
