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
    add: db.prepare(
      `INSERT INTO notices (consent_id, days_before, at, is_shown)
       VALUES (:consentId, :daysBefore, :at, :isShown)
       ON CONFLICT (consent_id, days_before) DO NOTHING`,
    ),
  };
  return {
    listEnding: (): readonly EndingConsent[] => statements.listEnding.all() as EndingConsent[], // columns as selected
    listDone: (consentId: string): readonly number[] => statements.listDone.all({ consentId }) as number[], // plucked INTEGER NOT NULL
    add: (consentId: string, daysBefore: number, at: Instant, isShown: boolean) =>
      statements.add.run({ consentId, daysBefore, at, isShown: isShown ? 1 : 0 }),
  };
}
