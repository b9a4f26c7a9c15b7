import { describe, expect, it } from 'vitest';
import { aProviderAccess, aProviderAccount } from '../../../test/fakes/fake-provider.ts';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { openMemoryDatabase } from '../../db/open.ts';
import type { ProviderAccess, ProviderAccount } from '../../ports/bank-provider.ts';
import { createAccountRegistry } from './account-registry.ts';

const DAY_MS = 86_400_000;

function world() {
  const db = openMemoryDatabase();
  const clock = createManualClock();
  let count = 0;
  const newId = () => {
    count += 1;
    return `id-${count}`;
  };
  const registry = createAccountRegistry({ db, clock, newId, noteLeftover: () => undefined });
  return {
    db,
    clock,
    list: (accounts: readonly ProviderAccount[], accesses: readonly ProviderAccess[] = []) =>
      registry.reconcile({ accounts, accesses, runId: null }),
    accountOf: (providerId: string) => db.prepare('SELECT account_id FROM account_aliases WHERE provider_id = ?').pluck().get(providerId),
    rows: (sql: string) => db.prepare(sql).all(),
    endedFlow: (reason: 'exchanged' | 'answered', context: unknown) =>
      db
        .prepare(
          `INSERT INTO pending_flows VALUES ('f', zeroblob(32), 'connect', 'u', 'e', 'r', NULL, ?, '2026-11-07', '2026-11-08', '2026-11-07', ?)`,
        )
        .run(JSON.stringify(context), reason),
  };
}
const iban = 'SA0380000000608010167519';
const CARD = { version: '3', title: 'Card', language: 'ar' };

describe('identity', () => {
  it('R17 keeps one account through three renewals under three provider ids', () => {
    const w = world();
    const connections = ['A1', 'A2', 'A3', 'A4'].map((providerId, index) => {
      const accessId = `X${index + 1}`;
      return w.list([aProviderAccount({ providerId, accessId, iban })], [aProviderAccess({ providerId: accessId })])[0];
    });
    expect(new Set(connections.map((connection) => connection?.connectionId)).size).toBe(1);
    expect(connections.map((connection) => connection?.isNew)).toEqual([true, false, false, false]);
    expect(w.rows('SELECT count(*) AS n FROM accounts')).toEqual([{ n: 1 }]);
    expect(new Set(['A1', 'A2', 'A3', 'A4'].map(w.accountOf)).size).toBe(1);
    expect(w.rows('SELECT access_id FROM connections')).toEqual([{ access_id: 'X4' }]);
    const consents = w.rows('SELECT superseded_at IS NULL AS isOpen FROM consents ORDER BY rowid');
    expect(consents).toEqual([{ isOpen: 0 }, { isOpen: 0 }, { isOpen: 0 }, { isOpen: 1 }]);
  });

  it('R17 matches without an IBAN by bank, code and number, and by IBAN although the number changed', () => {
    const w = world();
    w.list([
      aProviderAccount({ providerId: 'A1', accountNumber: '0011' }),
      aProviderAccount({ providerId: 'B1', iban, accountNumber: '7' }),
    ]);
    w.list([
      aProviderAccount({ providerId: 'A2', accessId: 'X2', accountNumber: '0011' }),
      aProviderAccount({ providerId: 'B2', accessId: 'X2', iban, accountNumber: '8' }),
    ]);
    expect([w.accountOf('A2') === w.accountOf('A1'), w.accountOf('B2') === w.accountOf('B1')]).toEqual([true, true]);
  });

  it('R17 keeps apart what differs in currency, kind, number or bank', () => {
    const w = world();
    w.list([aProviderAccount({ providerId: 'A1', accountNumber: '1' })]);
    const others: Partial<ProviderAccount>[] = [
      { currency: 'USD' },
      { kind: 'savings' },
      { accountNumber: '2' },
      { bankName: 'Other Bank' },
      { bankCode: '9' },
    ];
    w.list(others.map((change, index) => aProviderAccount({ providerId: `B${index}`, accessId: 'X2', accountNumber: '1', ...change })));
    expect(w.rows('SELECT count(*) AS n FROM accounts')).toEqual([{ n: 6 }]);
  });

  it('R17 never makes one account of two in one answer, and gives each its own again under new ids', () => {
    const w = world();
    const twin = (providerId: string, accessId: string) => aProviderAccount({ providerId, accessId, iban });
    w.list([twin('A1', 'X1'), twin('B1', 'X1')]);
    const first = [w.accountOf('A1'), w.accountOf('B1')];
    w.list([twin('A2', 'X2'), twin('B2', 'X2')]);
    expect(new Set(first).size).toBe(2);
    expect([w.accountOf('A2'), w.accountOf('B2')]).toEqual(first);
  });

  it('R17 gives a listed account to its newest id when the bank shows an old one beside it', async () => {
    const w = world();
    const account = (providerId: string, accessId: string) => aProviderAccount({ providerId, accessId, iban });
    w.list([account('A1', 'X1')]);
    const kept = w.accountOf('A1');
    await w.clock.advance(DAY_MS);
    w.list([account('A2', 'X2')]);
    w.list([account('A1', 'X1'), account('A2', 'X2')]);
    expect([w.accountOf('A2'), w.accountOf('A1')]).toEqual([kept, kept]);
    expect(w.rows('SELECT count(*) AS n FROM accounts')).toEqual([{ n: 1 }]);
  });

  it('keeps what the bank leaves out later, and the name the user gave', () => {
    const w = world();
    w.list([aProviderAccount({ iban, bic: 'SAMASARIXXX' })]);
    w.db.prepare("UPDATE accounts SET display_name = 'Household', is_hidden = 1").run();
    w.list([aProviderAccount({ iban: null, bic: null, name: 'Renamed' })]);
    expect(w.rows('SELECT iban, bic, bank_label, display_name, is_hidden FROM accounts')).toEqual([
      { iban, bic: 'SAMASARIXXX', bank_label: 'Renamed', display_name: 'Household', is_hidden: 1 },
    ]);
  });

  it('archives what is no longer listed, deletes nothing, and takes it back', () => {
    const w = world();
    const [one, two] = [aProviderAccount({ providerId: 'A1' }), aProviderAccount({ providerId: 'A2' })];
    w.list([one, two]);
    w.list([one]);
    expect(w.rows('SELECT archived_at IS NOT NULL AS isArchived FROM accounts ORDER BY sort_order')).toEqual([
      { isArchived: 0 },
      { isArchived: 1 },
    ]);
    w.list([one, two]);
    expect(w.rows('SELECT count(*) AS n FROM accounts WHERE archived_at IS NULL')).toEqual([{ n: 2 }]);
  });
});

describe('connections', () => {
  it('makes one per access, with the bank name in both languages and the balance of a new account', () => {
    const w = world();
    const result = w.list(
      [
        aProviderAccount({ providerId: 'A1' }),
        aProviderAccount({ providerId: 'A2', balance: null }),
        aProviderAccount({ providerId: 'B1', accessId: 'X2', bankName: 'Second' }),
      ],
      [aProviderAccess(), aProviderAccess({ providerId: 'X2', providerBankId: 'bank-2' })],
    );
    expect(result.map(({ bankName, accountCount, isNew }) => ({ bankName, accountCount, isNew }))).toEqual([
      { bankName: 'Model Bank', accountCount: 2, isNew: true },
      { bankName: 'Second', accountCount: 1, isNew: true },
    ]);
    expect(w.rows('SELECT bank_name_ar, provider_bank_id, state, is_autosync FROM connections ORDER BY access_id')).toEqual([
      { bank_name_ar: 'البنك النموذجي', provider_bank_id: null, state: 'active', is_autosync: 1 },
      { bank_name_ar: 'البنك النموذجي', provider_bank_id: 'bank-2', state: 'active', is_autosync: 1 },
    ]);
    expect(w.rows('SELECT day_on, balance_minor FROM balances')).toEqual([
      { day_on: '2026-11-07', balance_minor: 100000 },
      { day_on: '2026-11-07', balance_minor: 100000 },
    ]);
  });

  it('R14 leaves the balance of an account that is already imported to its own transaction', () => {
    const w = world();
    w.list([aProviderAccount()]);
    w.db.prepare('UPDATE accounts SET import_offset = NULL').run();
    w.list([aProviderAccount({ balance: { minor: 5, asOf: null }, status: { syncedAt: null, succeededAt: null, message: 'later' } })]);
    expect(w.rows('SELECT balance_minor FROM balances')).toEqual([{ balance_minor: 100000 }]);
    expect(w.rows('SELECT status_message FROM accounts')).toEqual([{ status_message: null }]);
  });

  it('says disconnected when the access is gone at the provider, and active when it is listed again', () => {
    const w = world();
    const other = aProviderAccount({ providerId: 'B1', accessId: 'X2', bankName: 'Second' });
    const both = [aProviderAccess(), aProviderAccess({ providerId: 'X2' })];
    w.list([aProviderAccount(), other], both);
    w.list([other], both.slice(1));
    expect(w.rows('SELECT state, state_reason FROM connections ORDER BY access_id')).toEqual([
      { state: 'disconnected', state_reason: 'resource_gone' },
      { state: 'active', state_reason: null },
    ]);
    w.list([aProviderAccount(), other], both);
    expect(w.rows('SELECT DISTINCT state FROM connections')).toEqual([{ state: 'active' }]);
  });

  it('keeps its state when the provider offers no list of accesses', () => {
    const w = world();
    w.list([aProviderAccount()]);
    w.list([]);
    expect(w.rows('SELECT state FROM connections')).toEqual([{ state: 'active' }]);
  });

  it('changes nothing when told the same again', () => {
    const w = world();
    const input = [[aProviderAccount(), aProviderAccount({ providerId: 'A2' })], [aProviderAccess()]] as const;
    w.list(...input);
    const tables = ['connections', 'accounts', 'account_aliases', 'consents', 'balances'];
    const before = tables.map((table) => w.rows(`SELECT * FROM ${table}`));
    w.list(...input);
    expect(tables.map((table) => w.rows(`SELECT * FROM ${table}`))).toEqual(before);
  });
});

describe('consents', () => {
  const OPEN = 'SELECT expires_at, is_expiry_estimated FROM consents WHERE superseded_at IS NULL';

  it('stores the card of the finished flow with every access of the pass, and closes the flow', () => {
    const w = world();
    w.endedFlow('exchanged', {
      card: CARD,
      keepUpdating: true,
      language: 'ar',
      historyFrom: '2025-11-07',
      dataKinds: ['accounts', 'balances'],
    });
    w.list(
      [aProviderAccount(), aProviderAccount({ providerId: 'B1', accessId: 'X2' })],
      [aProviderAccess(), aProviderAccess({ providerId: 'X2' })],
    );
    const consent = {
      language: 'ar',
      text_version: '3',
      text_shown: JSON.stringify(CARD),
      data_kinds: '["accounts","balances"]',
      history_from_on: '2025-11-07',
      is_secret_saved: 1,
      expires_at: '2027-11-07T00:00:00.000Z',
    };
    expect(
      w.rows('SELECT language, text_version, text_shown, data_kinds, history_from_on, is_secret_saved, expires_at FROM consents'),
    ).toEqual([consent, consent]);
    expect(w.rows('SELECT closed_reason FROM pending_flows')).toEqual([{ closed_reason: 'granted' }]);
  });

  // The bank had said yes, the exchange failed, and the next read listed the bank with the tokens there were: under "no text known".
  it('stores the card of a flow that failed after the bank had said yes', () => {
    const w = world();
    w.endedFlow('answered', { card: CARD, keepUpdating: true, language: 'ar', historyFrom: '2024-11-07', dataKinds: [] });
    w.list([aProviderAccount()], [aProviderAccess()]);
    expect(w.rows('SELECT language, text_version FROM consents')).toEqual([{ language: 'ar', text_version: '3' }]);
    expect(w.rows('SELECT closed_reason FROM pending_flows')).toEqual([{ closed_reason: 'granted' }]);
  });

  it('notes a grant it has no card of as such', () => {
    const w = world();
    w.list([aProviderAccount()], [aProviderAccess()]);
    expect(w.rows('SELECT language, text_version, text_shown, data_kinds FROM consents')).toEqual([
      { language: 'en', text_version: 'unknown', text_shown: '{}', data_kinds: '["accounts","balances","transactions"]' },
    ]);
  });

  it('estimates an unknown end as a year and replaces the estimate when the provider tells', () => {
    const w = world();
    w.list([aProviderAccount()], [aProviderAccess({ consentExpiresAt: null })]);
    expect(w.rows(OPEN)).toEqual([{ expires_at: '2027-11-07T11:07:00.000Z', is_expiry_estimated: 1 }]);
    w.list([aProviderAccount()], [aProviderAccess({ consentExpiresAt: '2027-02-01T00:00:00.000Z' })]);
    expect(w.rows(OPEN)).toEqual([{ expires_at: '2027-02-01T00:00:00.000Z', is_expiry_estimated: 0 }]);
    expect(w.rows('SELECT count(*) AS n FROM consents')).toEqual([{ n: 1 }]);
  });

  // The consent was shown as "about" for good when the real end was the very day that had been estimated.
  it('says that an end is sure once the provider tells the day that was estimated', () => {
    const w = world();
    w.list([aProviderAccount()], [aProviderAccess({ consentExpiresAt: null })]);
    w.list([aProviderAccount()], [aProviderAccess({ consentExpiresAt: '2027-11-07T11:07:00.000Z' })]);
    expect(w.rows(OPEN)).toEqual([{ expires_at: '2027-11-07T11:07:00.000Z', is_expiry_estimated: 0 }]);
  });

  it('takes an end that moved forward as a renewal: the old row is superseded, an expired bank is active again', async () => {
    const w = world();
    w.list([aProviderAccount()], [aProviderAccess()]);
    w.db.prepare("UPDATE connections SET state = 'expired', state_reason = 'user_action_required'").run();
    await w.clock.advance(DAY_MS);
    w.list([aProviderAccount()], [aProviderAccess({ consentExpiresAt: '2028-11-01T00:00:00.000Z' })]);
    expect(w.rows('SELECT expires_at, superseded_at FROM consents ORDER BY rowid')).toEqual([
      { expires_at: '2027-11-07T00:00:00.000Z', superseded_at: '2026-11-08T11:07:00.000Z' },
      { expires_at: '2028-11-01T00:00:00.000Z', superseded_at: null },
    ]);
    expect(w.rows('SELECT state, state_reason FROM connections')).toEqual([{ state: 'active', state_reason: null }]);
  });

  it('does not add a row for an end that was brought forward or drifts with the clock', () => {
    const w = world();
    for (const consentExpiresAt of ['2027-11-07T00:00:00.000Z', '2027-11-07T06:00:00.000Z', '2026-12-01T00:00:00.000Z'])
      w.list([aProviderAccount()], [aProviderAccess({ consentExpiresAt })]);
    expect(w.rows('SELECT expires_at FROM consents')).toEqual([{ expires_at: '2026-12-01T00:00:00.000Z' }]);
  });
});
