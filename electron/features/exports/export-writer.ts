/** @file One export from the first row to the last: rows page by page, each format its way. Writes bytes, knows no file. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ExportFormat, XLSX_MOST_ROWS } from '../../../shared/contract/exports.ts';
import type { Parsed } from '../../../shared/contract/index.ts';
import { riyadhDay, toInstant } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors.ts';
import type { TransactionService } from '../transactions/transaction-service.ts';
import { csvHead, csvRows } from './csv-format.ts';
import type { ExportAccount, ExportRepo } from './export-repo.ts';
import type { ExportRow } from './export-row.ts';
import { JSON_TAIL, jsonHead, jsonRows } from './json-format.ts';
import { OFX_TAIL, ofxHead, ofxStatement } from './ofx-format.ts';
import { xlsxBook } from './xlsx-format.ts';

export type Filter = Parsed<'exports.start'>['filter'];
/** Where an export's bytes and its progress go. */
export type ExportSink = {
  readonly signal: AbortSignal;
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly onRows: (rows: number, skipped: number) => void;
};
export type ExportJob = ExportSink & {
  readonly format: ExportFormat;
  readonly filter: Filter;
  readonly headers: 'ar' | 'en';
  readonly nowMs: number;
};
type Deps = { readonly transactions: Pick<TransactionService, 'page' | 'count'>; readonly repo: ExportRepo };

const PAGE_ROWS = 500;
const encoder = new TextEncoder();

export function createExportWriter({ transactions, repo }: Deps) {
  /** In the order of the list. Between pages the window gets its turn. */
  async function* pages(filter: Filter, signal: AbortSignal): AsyncGenerator<ExportRow[], void, undefined> {
    let cursor: string | null = null;
    do {
      signal.throwIfAborted();
      const page: ReturnType<TransactionService['page']> = transactions.page({ ...filter, cursor, limit: PAGE_ROWS });
      yield repo.rows(page.rows.map((row) => row.id));
      cursor = page.nextCursor;
      await nextTurn();
    } while (cursor !== null);
  }

  const text = (job: ExportJob, value: string) => job.write(encoder.encode(value));

  async function writeCsv(job: ExportJob): Promise<void> {
    await text(job, csvHead(job.headers));
    let count = 0;
    for await (const rows of pages(job.filter, job.signal)) {
      await text(job, csvRows(rows, job.headers));
      count += rows.length;
      job.onRows(count, 0);
    }
  }

  async function writeJson(job: ExportJob): Promise<void> {
    await text(job, jsonHead(toInstant(job.nowMs)));
    let count = 0;
    for await (const rows of pages(job.filter, job.signal)) {
      await text(job, jsonRows(rows, count === 0));
      count += rows.length;
      job.onRows(count, 0);
    }
    await text(job, JSON_TAIL);
  }

  async function writeXlsx(job: ExportJob): Promise<void> {
    if (transactions.count(job.filter).matching > XLSX_MOST_ROWS)
      throw new AppError('invalid_input', 'too many rows for a workbook', { fields: { format: 'export.xlsx_rows' } });
    const all: ExportRow[] = [];
    for await (const rows of pages(job.filter, job.signal)) {
      all.push(...rows);
      job.onRows(all.length, 0);
    }
    await job.write(await xlsxBook(all, job.headers));
  }

  const fits = (account: ExportAccount) => (row: ExportRow) => row.status === 'booked' && row.currency === account.currency;

  async function writeOfx(job: ExportJob): Promise<void> {
    const today = riyadhDay(job.nowMs);
    await text(job, ofxHead(toInstant(job.nowMs)));
    const accounts = new Map(repo.accounts().map((account) => [account.id, account]));
    const byAccount = new Map<string, ExportRow[]>();
    let [count, skipped] = [0, 0];
    for await (const rows of pages(job.filter, job.signal)) {
      for (const row of rows) {
        const account = accounts.get(row.accountId);
        if (!account || !fits(account)(row)) skipped += 1;
        else byAccount.set(row.accountId, [...(byAccount.get(row.accountId) ?? []), row]);
      }
      count += rows.length;
      job.onRows(count, skipped);
    }
    const statements = [...accounts.values()].flatMap((account) => {
      const rows = byAccount.get(account.id)?.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.id - b.id));
      return rows ? [{ account, rows }] : [];
    });
    for (const [index, { account, rows }] of statements.entries()) await text(job, ofxStatement(account, rows, index + 1, today));
    await text(job, OFX_TAIL);
  }

  const writers = { csv: writeCsv, json: writeJson, xlsx: writeXlsx, ofx: writeOfx } as const satisfies Record<ExportFormat, unknown>;
  return { run: (job: ExportJob): Promise<void> => writers[job.format](job) };
}
