import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { aConnection, aConsent } from '../../../test/builders/ledger-builder.ts';
import { migrate } from '../migrate.ts';
import { migrations } from './index.ts';

it('R3 adds attempts and notices, keeps what is there, and lets both go with their bank', () => {
  const db = new Database(':memory:');
  migrate(db, migrations.slice(0, 1));
  aConnection(db, { id: 'b1' });
  aConsent(db, { connectionId: 'b1' });
  const before = db.prepare('SELECT * FROM connections').all();
  migrate(db, migrations.slice(0, 2));
  expect(db.prepare('SELECT * FROM connections').all()).toEqual(before);
  db.exec(`INSERT INTO attempt_quota (connection_id, kind, at, counted_ms) VALUES ('b1', 'sync', 'now', 1), (NULL, 'connect', 'now', 1);
    INSERT INTO notices (consent_id, days_before, at, is_shown) SELECT id, 14, 'now', 1 FROM consents;
    DELETE FROM connections;`);
  expect(db.prepare('SELECT kind FROM attempt_quota').all()).toEqual([{ kind: 'connect' }]);
  expect(db.prepare('SELECT * FROM notices').all()).toEqual([]);
});
