/** @file S27 The canary: whatever stands in the store, the log or an error, none of it stands in a report. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { plantEverywhere, uncoveredTables } from '../../../test/harness/marked-store.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import { createHostData } from '../../platform/host-data.ts';
import { createLog } from '../../platform/log-file.ts';
import { AboutService } from './about-service.ts';

const IBAN = 'SA4420000001234567891234';
let folder: string;
let db: Db;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mizan-report-'));
  db = openMemoryDatabase();
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
function service() {
  const saved: string[] = [];
  const host = createHostData({
    folder,
    crashDumps: join(folder, 'dumps'),
    clearSessions: async () => undefined,
    loginStart: { state: async () => ({ isOffered: false, isOn: false }), set: async () => undefined },
    restartPractice: async () => undefined,
    choosePath: async () => undefined,
    log: quiet,
  });
  const about = new AboutService({
    version: '0.1.0',
    runtime: 'node',
    notices: undefined,
    host: {
      ...host,
      saveText: async ({ text }) => {
        saved.push(text);
        return true;
      },
    },
    clock: createManualClock(),
    db: () => db,
    facts: () => ({ store: 'ready' }),
  });
  return { about, saved };
}

it('S27 holds nothing of what is planted in every table, in any column', async () => {
  expect(uncoveredTables(db)).toEqual([]);
  plantEverywhere(db, ['a', 'b']);
  const text = await service().about.diagnose();
  expect(text).not.toMatch(/zqx/i);
  expect(text).not.toContain('987654321');
  expect(text).toContain('"transactions": 240');
});

it('S27 holds nothing of what a careless line put into the log file', async () => {
  const lines: string[] = [];
  const log = createLog((level, text) => void lines.push(`2026-11-07T10:00:00.000Z [${level}] ${text}`));
  log.warn('sync.failed', { code: 'offline', owner: 'Canary Person', iban: IBAN, note: 'rent of canary' });
  mkdirSync(join(folder, 'logs'));
  const careless = [`token=canarysecretcanarysecretcanary1 ${IBAN} /home/canary/file https://canary.example/x`, 'راتب كناري 12345678'];
  writeFileSync(join(folder, 'logs', 'main.log'), [...lines, ...careless].join('\n'));
  const text = await service().about.diagnose();
  expect(text).not.toMatch(/canary|كناري|12345678/i);
  expect(text).not.toContain(IBAN);
  expect(text).toContain('sync.failed code=offline');
});

it('S27 saves exactly what was shown, and nothing that was not', async () => {
  const { about, saved } = service();
  await expect(about.save()).rejects.toMatchObject({ code: 'not_found' });
  const text = await about.diagnose();
  plantEverywhere(db, ['a']);
  expect(await about.save()).toBe(true);
  expect(saved).toEqual([text]);
});
