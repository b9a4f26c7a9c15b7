import { useQuery } from '@tanstack/react-query';
import { CalendarDays } from 'lucide-react';
import type { Reminder } from '../../../shared/contract/reminders.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { hrefTo } from '../../lib/router.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Link } from '../../ui/link.tsx';
import { renewHref } from '../connections/public.ts';
import { useDismissReminder } from './mutations.ts';
import { reminderQueries } from './queries.ts';
import styles from './reminder-banner.module.css';

/** The reminder the system showed, for whoever did not see it there: one at a time, the soonest end first. */
export function ReminderBanner() {
  const { data: reminders = [] } = useQuery(reminderQueries.list());
  const [first] = reminders;
  return first === undefined ? null : <OneReminder reminder={first} others={reminders.length - 1} />;
}

function OneReminder({ reminder, others }: { readonly reminder: Reminder; readonly others: number }) {
  const t = useT();
  const format = useFormat();
  const dismiss = useDismissReminder();
  const bank = format.bank(reminder);
  const { daysLeft } = reminder;
  return (
    <div className={styles.frame}>
      <Banner
        tone="warn"
        icon={<Icon of={CalendarDays} />}
        title={daysLeft === 0 ? t('reminders.ended', { bank }) : t('reminders.ending', { bank, count: daysLeft })}
        action={
          <span className={styles.actions}>
            <Button size="sm" variant="quiet" onPress={() => dismiss.mutate(reminder.consentId)} isPending={dismiss.isPending}>
              {t('reminders.later')}
            </Button>
            <ButtonLink size="sm" href={renewHref(reminder.connectionId)}>
              {t('reminders.renew')}
            </ButtonLink>
          </span>
        }
      >
        {format.bothCalendars(format.dayOf(reminder.endsAt))}
        {others > 0 && (
          <>
            {' · '}
            <Link href={hrefTo('/consents')}>{t('reminders.more', { count: others })}</Link>
          </>
        )}
      </Banner>
    </div>
  );
}
