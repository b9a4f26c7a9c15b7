import { z } from 'zod';
import type { Instant } from '../../../shared/domain/dates.ts';
import type { Db } from '../../db/open.ts';

export type EndingConsent = {
  readonly consentId: string;
  readonly connectionId: string;
  readonly bankName: string;
  readonly bankNameAr: string | null;
  readonly grantedAt: Instant;
  readonly expiresAt: Instant;
};

/** Of each consent the reminder that was put away last, by its days before the end. */
const Dismissed = z.record(z.string(), z.int());
type Dismissed = Readonly<z.infer<typeof Dismissed>>;
const DISMISSED = 'reminders.dismissed';

export function createReminderRepo(db: Db) {
  const statements = {
    // The consents in force; an unknown end is nothing to remind of.
    listEnding: db.prepare(
      `SELECT n.id AS consentId, c.id AS connectionId, c.bank_name AS bankName, c.bank_name_ar AS bankNameAr,
              n.granted_at AS grantedAt, n.expires_at AS expiresAt
       FROM consents n
       JOIN connections c ON c.id = n.connection_id
       WHERE n.superseded_at IS NULL AND n.revoked_at IS NULL AND n.expires_at IS NOT NULL AND c.state <> 'disconnected'
       ORDER BY n.expires_at, n.id`,
    ),
    listDone: db.prepare('SELECT days_before FROM notices WHERE consent_id = :consentId').pluck(),
    findNewestShown: db.prepare('SELECT MIN(days_before) FROM notices WHERE consent_id = :consentId AND is_shown = 1').pluck(),
    findSetting: db.prepare('SELECT value FROM settings WHERE name = :name').pluck(),
    saveSetting: db.prepare(
      'INSERT INTO settings (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    ),
    add: db.prepare(
      `INSERT INTO notices (consent_id, days_before, at, is_shown)
       VALUES (:consentId, :daysBefore, :at, :isShown)
       ON CONFLICT (consent_id, days_before) DO NOTHING`,
    ),
  };
  return {
    listEnding: (): readonly EndingConsent[] => statements.listEnding.all() as EndingConsent[], // columns as selected
    listDone: (consentId: string): readonly number[] => statements.listDone.all({ consentId }) as number[], // plucked INTEGER NOT NULL
    /** Days before the end of the newest reminder that was shown; undefined before the first. */
    findNewestShown: (consentId: string): number | undefined =>
      (statements.findNewestShown.get({ consentId }) as number | null) ?? undefined, // an aggregate always answers
    dismissed(): Dismissed {
      const value = statements.findSetting.get({ name: DISMISSED });
      const parsed = typeof value === 'string' ? Dismissed.safeParse(JSON.parse(value)) : undefined;
      return parsed?.success ? parsed.data : {};
    },
    saveDismissed: (dismissed: Dismissed) => statements.saveSetting.run({ name: DISMISSED, value: JSON.stringify(dismissed) }),
    add: (consentId: string, daysBefore: number, at: Instant, isShown: boolean) =>
      statements.add.run({ consentId, daysBefore, at, isShown: isShown ? 1 : 0 }),
  };
}
