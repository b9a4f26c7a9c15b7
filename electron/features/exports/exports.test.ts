import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { parseStrict } from 'ofx-js';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { ExportFormat } from '../../../shared/contract/exports.ts';
import { TransactionFilter } from '../../../shared/contract/transactions.ts';
import { aConnection, anAccount, aTransaction } from '../../../test/builders/ledger-builder.ts';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import type { SaveFile } from '../../ports/save-file.ts';
import { createAnnotations } from '../annotations/annotations.ts';
import { createTransactionService } from '../transactions/transaction-service.ts';
import { ExportService } from './export-service.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const dir = mkdtempSync(join(tmpdir(), 'mizan-export-'));
afterAll(() => rmSync(dir, { recursive: true }));

let db: Db;
let written: Uint8Array[];
let names: string[];
let discarded: number;

beforeEach(() => {
  db = openMemoryDatabase();
  written = [];
  names = [];
  discarded = 0;
  aConnection(db);
  anAccount(db, { bankLabel: 'Current account', balanceMinor: 18_640_25 });
  anAccount(db, { id: 'card', kind: 'credit_card', iban: null, accountNumber: '5100********9034', bankLabel: 'Credit card' });
});

function aSaveFile(change: Partial<SaveFile> = {}): SaveFile {
  return {
    choose: async (fileName) => {
      names.push(fileName);
      return 'token';
    },
    write: async (_token, bytes) => void written.push(bytes),
    finish: async () => names.at(-1) ?? '',
    discard: async () => {
      discarded += 1;
    },
    ...change,
  };
}

function aService(saveFile: SaveFile | undefined = aSaveFile()) {
  const clock = createManualClock(Date.parse('2026-11-07T11:07:00.000Z'));
  return new ExportService({
    db,
    transactions: createTransactionService(db, () => []),
    saveFile,
    beside: () => ({}),
    flushCalls: () => undefined,
    clock,
    log,
    emit: () => undefined,
  });
}

async function exported(format: ExportFormat, headers: 'ar' | 'en' = 'en', filter = {}) {
  const service = aService();
  expect(await service.start({ format, headers, filter: TransactionFilter.parse(filter) })).toBe(true);
  await expect.poll(() => service.status().state).not.toBe('running');
  return { status: service.status(), bytes: Buffer.concat(written), text: Buffer.concat(written).toString('utf8') };
}

/** Shapes of real statements: Arabic, formulas, lines in lines, three decimals, foreign currency, pending, large and zero amounts. */
function aStatement(): void {
  aTransaction(db, {
    day: '2026-11-05',
    amountMinor: -117_50,
    counterparty: 'Family Restaurant',
    purpose: 'شراء نقاط بيع - مطعم العائلة، الرياض',
  });
  aTransaction(db, {
    day: '2026-11-04',
    amountMinor: 9_999_999_99,
    counterparty: '=HYPERLINK("https://evil.example")',
    purpose: 'two\nlines, and "quotes"',
  });
  aTransaction(db, { day: '2026-11-03', amountMinor: -1, counterparty: '-5+3', original: { minor: -1_234, currency: 'KWD' } });
  aTransaction(db, { day: '2026-11-02', amountMinor: 0, counterparty: 'Zero' });
  aTransaction(db, { accountId: 'card', day: '2026-11-01', amountMinor: -42_10, counterparty: 'Coffee & Co <b>', ownCategory: 303 });
  aTransaction(db, { accountId: 'card', day: '2026-11-01', amountMinor: -12_00, currency: 'USD', counterparty: 'Abroad' });
  aTransaction(db, { accountId: 'card', day: '2026-11-06', amountMinor: -19_00, counterparty: 'Held', isPending: true });
}

describe('CSV', () => {
  it('S6 writes every field, exact amounts, and no cell a spreadsheet would run', async () => {
    aStatement();
    const { text, status } = await exported('csv');
    const lines = text.split('\r\n');
    expect(text.startsWith('\ufeffdate,booking_date,value_date,status,bank,account,account_iban,amount,currency,title,')).toBe(true);
    expect(lines[1]).toContain('2026-11-06,,,pending,Practice Bank,Credit card,,-19.00,SAR,Held');
    expect(text).toContain(`,9999999.99,SAR,"'=HYPERLINK(""https://evil.example"")"`);
    expect(text).toContain(`,-0.01,SAR,'-5+3`);
    expect(text).toContain(',-1.234,KWD,');
    expect(text).toContain('"two\nlines, and ""quotes"""');
    expect(status).toMatchObject({ state: 'done', rows: 7, total: 7, skipped: 0, fileName: 'mizan-transactions-2026-11-07.csv' });
  });

  it('speaks Arabic when asked to, and carries what the person said', async () => {
    const id = aTransaction(db, { counterparty: 'Coffee', ownCategory: 303 });
    createAnnotations(db).save(id, { title: 'قهوة الصباح', note: '+1', categoryId: null, isReviewed: null }, '2026-11-07T11:07:00.000Z');
    const { text } = await exported('csv', 'ar');
    expect(text).toContain('\ufeffالتاريخ,تاريخ القيد,');
    expect(text).toContain(",قهوة الصباح,المقاهي,الطعام,,'+1,Coffee,");
  });

  it('R26 sums to the same in hledger as in Mizan, per account and currency', async () => {
    aStatement();
    const { text } = await exported('csv');
    const file = join(dir, 'export.csv');
    writeFileSync(file, text);
    writeFileSync(
      `${file}.rules`,
      `skip 1
fields date,_,_,status_text,bank,acct,_,amount,currency,description
account1 assets:%acct
account2 equity:import
date-format %Y-%m-%d
if ,pending,
 skip
`,
    );
    const out = execFileSync(
      'hledger',
      ['-f', file, 'balance', 'assets', '--no-total', '--flat', '--output-format', 'csv', '-c', '1000.00'],
      {
        encoding: 'utf8',
        env: { ...process.env, LANG: 'C.UTF-8' },
      },
    );
    const stored = db
      .prepare('SELECT sum(amount_minor) FROM transactions WHERE account_id = ? AND currency = ? AND is_pending = 0')
      .pluck();
    expect(out).toContain('assets:Current account');
    expect([stored.get('account-1', 'SAR'), stored.get('card', 'SAR'), stored.get('card', 'USD')]).toEqual([9_999_882_48, -42_10, -12_00]);
    for (const figure of ['9999882.48', '-42.10', '-12.00']) expect(out.replaceAll(',', '').replaceAll('"', '')).toContain(figure);
  });
});

describe('JSON', () => {
  it('gives amounts as text and minor units, and reads back whole', async () => {
    aStatement();
    const { text } = await exported('json');
    const { transactions } = JSON.parse(text) as { transactions: Record<string, unknown>[] };
    expect(transactions).toHaveLength(7);
    expect(transactions[3]).toMatchObject({
      amount: '-0.01',
      minor: -1,
      currency: 'SAR',
      original: { amount: '-1.234', minor: -1234, currency: 'KWD' },
    });
  });

  it('is whole with no row at all', async () => {
    expect(JSON.parse((await exported('json')).text)).toMatchObject({ transactions: [] });
  });
});

/** The text of one file of a zip archive. */
function unzipped(zip: Buffer, name: string): string {
  for (let at = zip.indexOf('PK\x01\x02'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 4)) {
    const [nameLength, packed, local] = [zip.readUInt16LE(at + 28), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) !== name) continue;
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(start, start + packed);
    return (zip.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data)).toString('utf8');
  }
  throw new Error(`no ${name}`);
}

describe('XLSX', () => {
  it('S6 holds amounts as exact numbers and texts as texts, right to left in Arabic', async () => {
    aStatement();
    const { bytes } = await exported('xlsx', 'ar');
    const sheet = unzipped(bytes, 'xl/worksheets/sheet1.xml');
    expect(sheet).toContain('rightToLeft="1"');
    for (const figure of ['-117.5', '9999999.99', '-0.01', '-1.234']) expect(sheet).toContain(`<v>${figure}</v>`);
    expect(sheet).not.toContain('<f>');
  });
});

describe('OFX', () => {
  it('R26 is read by a parser with booked rows only, one statement per account, exact to the halala', async () => {
    aStatement();
    const { text, status } = await exported('ofx');
    const { OFX } = parseStrict(text);
    const bank = OFX.BANKMSGSRSV1?.STMTTRNRS as unknown as { STMTRS: Record<string, unknown> };
    const card = OFX.CREDITCARDMSGSRSV1?.CCSTMTTRNRS as unknown as { CCSTMTRS: Record<string, unknown> };
    expect(bank.STMTRS).toMatchObject({
      CURDEF: 'SAR',
      BANKACCTFROM: { ACCTID: 'SA0380000000608010167519', ACCTTYPE: 'CHECKING' },
      LEDGERBAL: { BALAMT: '18640.25', DTASOF: '20261107' },
    });
    const list = (bank.STMTRS.BANKTRANLIST as { STMTTRN: { TRNAMT: string; DTPOSTED: string }[] }).STMTTRN;
    expect(list.map((one) => [one.DTPOSTED, one.TRNAMT])).toEqual([
      ['20261102', '0.00'],
      ['20261103', '-0.01'],
      ['20261104', '9999999.99'],
      ['20261105', '-117.50'],
    ]);
    expect(card.CCSTMTRS).toMatchObject({ BANKTRANLIST: { STMTTRN: { TRNAMT: '-42.10', NAME: 'Coffee & Co <b>' } } });
    expect(card.CCSTMTRS).not.toHaveProperty('LEDGERBAL');
    expect(status).toMatchObject({ rows: 7, skipped: 2 });
  });
});

describe('an export', () => {
  it('holds exactly what the filter shows, over many pages', async () => {
    for (let i = 0; i < 1203; i += 1) aTransaction(db, { counterparty: i % 2 === 0 ? 'Coffee' : 'Shop', amountMinor: -100 - i });
    const { text, status } = await exported('csv', 'en', { search: 'coffee' });
    expect([text.trim().split('\r\n').length, status.rows]).toEqual([603, 602]);
  });

  it('is not begun when the person chooses no place, nor a second one meanwhile', async () => {
    const none = aService(aSaveFile({ choose: async () => undefined }));
    const filter = TransactionFilter.parse({});
    expect(await none.start({ format: 'csv', headers: 'en', filter })).toBe(false);
    const service = aService(aSaveFile({ write: () => new Promise((done) => setTimeout(done, 20)) }));
    await service.start({ format: 'csv', headers: 'en', filter });
    await expect(service.start({ format: 'csv', headers: 'en', filter })).rejects.toMatchObject({ code: 'busy' });
    await expect(service.startEverything('json')).rejects.toMatchObject({ code: 'busy' });
    await service.close();
    let choose: (token: string) => void = () => undefined;
    const asking = aService(aSaveFile({ choose: () => new Promise((done) => (choose = done)) }));
    const first = asking.startEverything('json');
    await expect(asking.start({ format: 'csv', headers: 'en', filter })).rejects.toMatchObject({ code: 'busy' });
    choose('token');
    expect([await first, asking.status()]).toMatchObject([true, { subject: 'everything', format: 'json', state: 'running' }]);
    await asking.close();
  });

  it('R24 leaves nothing when it is cancelled', async () => {
    for (let i = 0; i < 600; i += 1) aTransaction(db, {});
    const service = aService(aSaveFile({ write: async () => service.cancel() }));
    await service.start({ format: 'csv', headers: 'en', filter: TransactionFilter.parse({}) });
    await expect.poll(() => service.status().state).toBe('cancelled');
    expect([discarded, service.status().errorCode]).toEqual([1, null]);
  });

  it('R5 says why it failed, and leaves nothing', async () => {
    const { AppError } = await import('../../../shared/errors.ts');
    const service = aService(aSaveFile({ write: () => Promise.reject(new AppError('disk_full', 'scripted')) }));
    await service.start({ format: 'csv', headers: 'en', filter: TransactionFilter.parse({}) });
    await expect.poll(() => service.status()).toMatchObject({ state: 'failed', errorCode: 'disk_full' });
    expect(discarded).toBe(1);
  });
});
