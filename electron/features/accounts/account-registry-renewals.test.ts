import { describe, expect, it } from 'vitest';
import { aProviderAccess, aProviderAccount } from '../../../test/fakes/fake-provider.ts';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { openMemoryDatabase } from '../../db/open.ts';
import type { ProviderAccess, ProviderAccount } from '../../ports/bank-provider.ts';
import { createAccountRegistry } from './account-registry.ts';

const iban = 'SA0380000000608010167519';
const CONTEXT = { card: { version: '3' }, keepUpdating: true, language: 'ar', historyFrom: '2024-11-07', dataKinds: [] };

describe('a renewal that the bank answered and Mizan lost sight of', () => {
  const account = (accessId: string) => aProviderAccount({ providerId: `${accessId}-A`, accessId, iban });
  const access = (providerId: string, createdAt: string | null = null, consentExpiresAt = '2027-11-07T00:00:00.000Z') =>
    aProviderAccess({ providerId, createdAt, consentExpiresAt });
  function connected() {
    const db = openMemoryDatabase();
    const leftovers: string[] = [];
    let ids = 0;
    const newId = () => {
      ids += 1;
      return `id-${ids}`;
    };
    const noteLeftover = (accessId: string) => void leftovers.push(accessId);
    const registry = createAccountRegistry({ db, clock: createManualClock(), newId, noteLeftover });
    const list = (accounts: readonly ProviderAccount[], accesses: readonly ProviderAccess[]) =>
      registry.reconcile({ accounts, accesses, runId: null });
    const rows = (sql: string) => db.prepare(sql).all();
    const [connection] = list([account('X1')], [access('X1')]);
    let flows = 0;
    const answered = (startedAt = '2026-11-07T11:08:00.000Z') => {
      flows += 1;
      db.prepare(
        `INSERT INTO pending_flows VALUES (:id, randomblob(32), 'renew', 'u', 'e', 'r', :connectionId, :context, :startedAt, '2026-12-08',
             '2026-11-07', 'answered')`,
      ).run({ id: `f${flows}`, connectionId: connection?.connectionId, context: JSON.stringify(CONTEXT), startedAt });
    };
    const shown = () => rows('SELECT expires_at, text_version FROM consents WHERE superseded_at IS NULL');
    const accountOf = (providerId: string) =>
      db.prepare('SELECT account_id FROM account_aliases WHERE provider_id = ?').pluck().get(providerId);
    return { list, rows, leftovers, answered, shown, accountOf };
  }

  // The account was there twice, with all of its rows, and the old access stood at the bank for good.
  it('R17 is one account when the old access stands beside the new one, which it moves to', () => {
    const w = connected();
    w.answered();
    w.list([account('X1'), account('X2')], [access('X1'), access('X2')]);
    expect(w.rows('SELECT access_id FROM connections')).toEqual([{ access_id: 'X2' }]);
    expect(w.rows('SELECT count(*) AS n FROM accounts')).toEqual([{ n: 1 }]);
    expect(w.leftovers).toEqual(['X1']);
    expect(w.shown()).toEqual([{ expires_at: '2027-11-07T00:00:00.000Z', text_version: '3' }]);
    expect(w.rows('SELECT closed_reason FROM pending_flows')).toEqual([{ closed_reason: 'granted' }]);
  });

  it('R17 is one account when it was tried again and every try left an access', () => {
    const w = connected();
    w.answered();
    w.answered();
    const accesses = [access('X3', '2026-11-07T11:06:00.000Z'), access('X1'), access('X2', '2026-11-07T11:01:00.000Z')];
    for (const order of [accesses, accesses.toReversed()]) {
      w.list(
        order.map((one) => account(one.providerId)),
        order,
      );
      expect(w.rows('SELECT access_id FROM connections')).toEqual([{ access_id: 'X3' }]);
      expect(w.rows('SELECT count(*) AS n FROM accounts')).toEqual([{ n: 1 }]);
    }
    expect(w.leftovers.toSorted()).toEqual(['X1', 'X2']);
    expect(new Set(['X1-A', 'X2-A', 'X3-A'].map(w.accountOf)).size).toBe(1);
  });

  // The consent page showed the text of the year before for a renewal agreed to today.
  it('R25 counts once the end moved, with the text that was agreed to', () => {
    const w = connected();
    w.answered();
    w.list([account('X1')], [access('X1')]);
    expect(w.shown()).toEqual([{ expires_at: '2027-11-07T00:00:00.000Z', text_version: 'unknown' }]);
    w.list([account('X1')], [access('X1', null, '2027-11-08T00:00:00.000Z')]);
    expect(w.shown()).toEqual([{ expires_at: '2027-11-08T00:00:00.000Z', text_version: '3' }]);
  });

  it('is no word about a grant that shows up much later', () => {
    const w = connected();
    w.answered('2026-10-30T11:00:00.000Z');
    w.list([account('X1')], [access('X1', null, '2027-11-30T00:00:00.000Z')]);
    expect(w.shown()).toEqual([{ expires_at: '2027-11-30T00:00:00.000Z', text_version: 'unknown' }]);
  });
});
