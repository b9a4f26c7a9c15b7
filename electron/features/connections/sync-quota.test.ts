/** @file The limit as the window meets it: a refresh that reaches the bank, and when the next one may. */
import { beforeEach, expect, it } from 'vitest';
import { aConnection } from '../../../test/builders/ledger-builder.ts';
import { type ConnectWorld, createConnectWorld } from '../../../test/fakes/connect-world.ts';
import type { createConnectionService } from './connection-service.ts';

let world: ConnectWorld;
let service: ReturnType<typeof createConnectionService>;
beforeEach(() => {
  world = createConnectWorld();
  aConnection(world.db, { id: 'bank-1' });
  world.db.exec(`INSERT INTO accounts (id, connection_id, identity, kind, provider_type, currency, bank_label, created_at)
    VALUES ('a1', 'bank-1', 'i', 'current', 'Giro account', 'SAR', 'Current', '2026-01-01T00:00:00.000Z');
    INSERT INTO account_aliases (provider_id, account_id, seen_at) VALUES ('A1', 'a1', '2026-01-01T00:00:00.000Z');`);
  service = world.start();
});

const sync = async () => service.handlers['connections.startSync']({ connectionId: 'bank-1', language: 'en', channel: 'paste' });
const nextAt = async () => (await service.handlers['connections.list']({}))[0]?.nextBankSyncAt;
const attempts = () => world.db.prepare('SELECT kind, connection_id AS bank FROM attempt_quota').all();

it('R20 refuses the fifth refresh of a day before anything is sent, also after a restart', async () => {
  for (let count = 0; count < 4; count += 1) await sync();
  expect(await nextAt()).toBe('2026-11-08T11:07:00.001Z');
  await service.close();
  service = world.start();
  await expect(sync()).rejects.toMatchObject({ code: 'sync_quota_exceeded' });
  expect(world.calls).toEqual(['sync-link', 'sync-link', 'sync-link', 'sync-link']);
  expect(attempts()).toHaveLength(4);
  // The last flow is given up after half an hour, as its link is.
  await world.clock.advance(24 * 3_600_000 + 30 * 60_000 + 1);
  expect(await nextAt()).toBeNull();
  expect((await sync()).phase).toBe('waiting');
});

it('R20 counts a refresh from the end of its flow', async () => {
  const flows = [await sync(), await sync(), await sync(), await sync()];
  await world.clock.advance(5 * 60_000);
  const last = flows.at(-1);
  await service.handlers['connections.cancel']({ flowId: last?.id ?? '' });
  const times = world.db.prepare('SELECT counted_ms FROM attempt_quota ORDER BY id').pluck().all().map(Number);
  expect(times.map((time) => time - Date.parse('2026-11-07T11:07:00.000Z'))).toEqual([0, 0, 0, 5 * 60_000]);
});

it('R20 writes a connect down and never refuses it', async () => {
  const card = await service.handlers['connections.consentCard']({ language: 'en', keepUpdating: true });
  for (let count = 0; count < 6; count += 1)
    await service.handlers['connections.start']({ language: 'en', keepUpdating: true, consentVersion: card.version, channel: 'paste' });
  expect(attempts()).toEqual(Array.from({ length: 6 }, () => ({ kind: 'connect', bank: null })));
  expect(await nextAt()).toBeNull();
});
