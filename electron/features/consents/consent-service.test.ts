import { beforeEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import { composeConsentCard } from './consent-card.ts';
import { createConsentRepo } from './consent-repo.ts';
import { ConsentService } from './consent-service.ts';

let db: Db;
let service: ConsentService;

const PARTY = { kind: 'practice', baseUrl: 'http://127.0.0.1:9', legalName: { ar: '', en: '' } } as const;
const card = (language: 'ar' | 'en') =>
  composeConsentCard({ language, keepUpdating: true, today: '2026-05-20', historyDays: 90, party: PARTY });

beforeEach(() => {
  db = openMemoryDatabase();
  service = new ConsentService({ repo: createConsentRepo(db), clock: createManualClock() });
  db.prepare(
    `INSERT INTO connections (id, bank_name, bank_name_ar, access_id, state, connected_at, asked_at)
     VALUES ('c1', 'Sample Bank', 'مصرف النموذج', 'X1', 'active', '2025-05-01T08:00:00.000Z', '2026-11-07T11:00:00.000Z')`,
  ).run();
});

function addConsent(id: string, grantedAt: string, expiresAt: string, supersededAt: string | null = null, texts: readonly string[] = []) {
  db.prepare(
    `INSERT INTO consents (id, connection_id, granted_at, expires_at, is_expiry_estimated, superseded_at, data_kinds, history_from_on,
       is_secret_saved, language, text_version, text_shown, text_translated)
     VALUES (?, 'c1', ?, ?, 0, ?, '["accounts"]', '2026-02-19', 1, 'ar', 'v', ?, ?)`,
  ).run(id, grantedAt, expiresAt, supersededAt, texts[0] ?? '{}', texts[1] ?? null);
}

function addAccount(id: string, createdAt: string, days: readonly string[]): void {
  db.prepare(
    `INSERT INTO accounts (id, connection_id, identity, kind, provider_type, currency, bank_label, account_number, created_at, succeeded_at)
     VALUES (?, 'c1', ?, 'current', 'Giro account', 'SAR', 'Current', '00001166', ?, '2026-11-07T11:05:00.000Z')`,
  ).run(id, id, createdAt);
  const add = db.prepare(
    'INSERT INTO daily_account_totals (account_id, day_on, currency, in_minor, out_minor, count) VALUES (?, ?, ?, 0, 1, 1)',
  );
  for (const day of days) add.run(id, day, 'SAR');
}

describe('the consent timeline', () => {
  it('shows grants, ends, data held and the gap of each account', () => {
    addConsent('n1', '2025-05-01T08:00:00.000Z', '2025-10-28T08:00:00.000Z', '2026-05-20T08:00:00.000Z');
    addConsent('n2', '2026-05-20T08:00:00.000Z', '2026-11-16T08:00:00.000Z');
    addAccount('a1', '2025-05-01T08:00:00.000Z', ['2025-02-01', '2025-02-20', '2025-10-27', '2026-02-19', '2026-11-06']);
    addAccount('a2', '2026-05-21T08:00:00.000Z', []);
    const { todayOn, groups } = service.timeline();
    expect(todayOn).toBe('2026-11-07');
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({ connectionId: 'c1', state: 'expiring', daysLeft: 9, expiresAt: '2026-11-16T08:00:00.000Z' });
    expect(groups[0]?.lanes).toMatchObject([
      {
        accountId: 'a1',
        last4: '1166',
        bars: [
          { consentId: 'n1', grantedOn: '2025-05-01', endsOn: '2025-10-28', state: 'expired' },
          { consentId: 'n2', grantedOn: '2026-05-20', endsOn: '2026-11-16', state: 'in_force' },
        ],
        held: [
          { fromOn: '2025-02-01', untilOn: '2025-10-28' },
          { fromOn: '2026-02-19', untilOn: '2026-11-07' },
        ],
        gaps: [{ fromOn: '2025-10-29', untilOn: '2026-02-18', days: 113 }],
      },
      // Joined with the second grant: the first was never about it.
      { accountId: 'a2', bars: [{ consentId: 'n2' }], held: [{ fromOn: '2026-05-20', untilOn: '2026-11-07' }], gaps: [] },
    ]);
  });

  it('is empty without a bank', () => {
    db.prepare('DELETE FROM connections').run();
    expect(service.timeline().groups).toEqual([]);
  });
});

describe('what was agreed to', () => {
  it('is the text as shown and the same in the other language', () => {
    addConsent('n1', '2026-05-20T08:00:00.000Z', '2026-11-16T08:00:00.000Z', null, [
      JSON.stringify(card('ar')),
      JSON.stringify(card('en')),
    ]);
    const consent = service.get({ id: 'n1' });
    expect(consent).toMatchObject({ state: 'in_force', endedAt: null, language: 'ar', isKeptUpdating: true, dataKinds: ['accounts'] });
    expect([consent.shown, consent.translation]).toEqual([card('ar'), card('en')]);
  });

  it('says when Mizan has no text of it', () => {
    addConsent('n1', '2026-05-20T08:00:00.000Z', '2026-11-16T08:00:00.000Z');
    expect(service.get({ id: 'n1' })).toMatchObject({ shown: null, translation: null });
    expect(() => service.get({ id: 'n9' })).toThrow(expect.objectContaining({ code: 'not_found' }));
  });
});
