/**
 * @file Reminds of the end of a consent (R25): at 14, 7, 3 and 1 days and once it has ended, each once. What was shown is stored
 * before it is shown, so neither a restart nor a moved clock repeats it. After a long sleep one reminder stands for all it missed.
 * The system shows it at once; the window until the person renews or puts it away.
 */
import type { Reminder } from '../../../shared/contract/reminders.ts';
import { consentDaysLeft } from '../../../shared/domain/consent-state.ts';
import { toInstant } from '../../../shared/domain/dates.ts';
import type { Db } from '../../db/open.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Notifier } from '../../ports/notifier.ts';
import { createReminderRepo, type EndingConsent } from './reminder-repo.ts';
import { type ReminderStyle, reminderText } from './reminder-texts.ts';

export const REMINDER_DAYS = [14, 7, 3, 1, 0] as const;
const DAY_MS = 86_400_000;
/** Where that bank's consent can be renewed. */
const destinationOf = ({ connectionId }: EndingConsent): string => `/consents?bank=${encodeURIComponent(connectionId)}`;

export type ReminderDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly notifier: Notifier;
  readonly style: () => ReminderStyle;
  /** The lists of the window that say the same; they are right also where the system shows nothing. */
  readonly onReminded: () => void;
  readonly log: Log;
};

export type Reminders = {
  /** Reminds of what is due. */
  readonly check: () => void;
  /** What was reminded of and not put away, soonest end first. */
  readonly list: () => Reminder[];
  readonly dismiss: (consentId: string) => Reminder[];
};

export function createReminders(deps: ReminderDeps): Reminders {
  const { db, clock, notifier, log } = deps;
  const repo = createReminderRepo(db);

  /** Marks everything that is due; true when there is something to say. A day that was past when consent was given is not. */
  function markDue({ consentId, expiresAt, grantedAt }: EndingConsent): boolean {
    const done = new Set(repo.listDone(consentId));
    const endMs = Date.parse(expiresAt);
    const due = REMINDER_DAYS.filter((days) => !done.has(days) && clock.now() >= endMs - days * DAY_MS);
    const news = due.filter((days) => days === 0 || Date.parse(grantedAt) < endMs - days * DAY_MS);
    const shown = news.at(-1);
    for (const days of due) repo.add(consentId, days, toInstant(clock.now()), days === shown);
    return shown !== undefined;
  }

  function remind(consent: EndingConsent): void {
    const isNews = db.transaction(() => markDue(consent)).immediate();
    if (!isNews) return;
    deps.onReminded();
    const daysLeft = consentDaysLeft(consent.expiresAt, clock.now()) ?? 0;
    notifier
      .show({ ...reminderText(consent, daysLeft, deps.style()), to: destinationOf(consent) })
      .catch((error: unknown) => log.warn('reminder.not-shown', { kind: error instanceof Error ? error.name : typeof error }));
  }

  function list(): Reminder[] {
    const dismissed = repo.dismissed();
    return repo.listEnding().flatMap(({ grantedAt: _, expiresAt, ...consent }) => {
      const shown = repo.findNewestShown(consent.consentId);
      if (shown === undefined || shown >= (dismissed[consent.consentId] ?? Number.POSITIVE_INFINITY)) return [];
      return [{ ...consent, endsAt: expiresAt, daysLeft: consentDaysLeft(expiresAt, clock.now()) ?? 0 }];
    });
  }

  return {
    check() {
      for (const consent of repo.listEnding()) remind(consent);
    },
    list,
    dismiss(consentId) {
      const shown = repo.findNewestShown(consentId);
      // What is remembered of consents no longer in force goes with the next one that is put away.
      const inForce = new Set(repo.listEnding().map((consent) => consent.consentId));
      const kept = Object.entries(repo.dismissed()).filter(([id]) => inForce.has(id));
      if (shown !== undefined) repo.saveDismissed({ ...Object.fromEntries(kept), [consentId]: shown });
      return list();
    },
  };
}
