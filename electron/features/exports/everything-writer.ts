/** @file S34: all that is stored, as one JSON document or as a CSV per table in a ZIP archive. Writes bytes, knows no file. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import { Zip, ZipDeflate } from 'fflate';
import type { EverythingFormat } from '../../../shared/contract/exports.ts';
import { toInstant } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors.ts';
import type { ExportSink } from './export-writer.ts';
import { guardCell } from './spreadsheet-guard.ts';
import type { PlainValue, StoreReader, TableReader } from './store-reader.ts';

/** What is kept beside the store: preferences of this computer's user, and which provider the data comes from. */
export type Beside = Readonly<Record<string, unknown>>;
export type EverythingJob = ExportSink & { readonly format: EverythingFormat; readonly nowMs: number; readonly beside: Beside };

/** A ZIP entry tells its size in 32 bits. */
const MOST_ENTRY_BYTES = 0xffff_ffff;
const encoder = new TextEncoder();

export function createEverythingWriter(store: StoreReader) {
  const head = ({ nowMs, beside }: EverythingJob) => ({ format: 'mizan-everything', version: 1, exportedAt: toInstant(nowMs), ...beside });

  /** Between pages the window gets its turn. */
  async function eachPage(
    job: EverythingJob,
    table: TableReader,
    write: (rows: readonly (readonly PlainValue[])[]) => Promise<void>,
    from: number,
  ) {
    let done = from;
    for (const rows of table.pages()) {
      job.signal.throwIfAborted();
      await write(rows);
      done += rows.length;
      job.onRows(done, 0);
      await nextTurn();
    }
    return done;
  }

  async function writeJson(job: EverythingJob): Promise<void> {
    const text = (value: string) => job.write(encoder.encode(value));
    await text(`${JSON.stringify(head(job), null, 2).replace(/\n}$/, ',')}\n  "tables": {`);
    let done = 0;
    for (const [index, table] of store.tables().entries()) {
      await text(`${index === 0 ? '' : ','}\n    ${JSON.stringify(table.name)}: [`);
      let separator = '\n';
      const toItem = (row: readonly PlainValue[]) => JSON.stringify(Object.fromEntries(table.columns.map((name, i) => [name, row[i]])));
      const write = async (rows: readonly (readonly PlainValue[])[]) => {
        await text(separator + rows.map(toItem).join(',\n'));
        separator = ',\n';
      };
      done = await eachPage(job, table, write, done);
      await text(']');
    }
    await text('\n  }\n}\n');
  }

  async function writeZip(job: EverythingJob): Promise<void> {
    let waiting: Uint8Array[] = [];
    const zip = new Zip((error, bytes) => {
      if (error) throw error;
      waiting.push(bytes);
    });
    const drain = async () => {
      const bytes = waiting;
      waiting = [];
      for (const chunk of bytes) await job.write(chunk);
    };
    const entry = (name: string) => {
      const file = new ZipDeflate(name, { level: 6 });
      file.mtime = job.nowMs;
      zip.add(file);
      let size = 0;
      return async (text: string, isLast = false) => {
        const bytes = encoder.encode(text);
        size += bytes.length;
        if (size > MOST_ENTRY_BYTES)
          throw new AppError('invalid_input', 'too much for a ZIP archive', { fields: { format: 'export.zip_size' } });
        file.push(bytes, isLast);
        await drain();
      };
    };
    await entry('about.json')(`${JSON.stringify(head(job), null, 2)}\n`, true);
    let done = 0;
    for (const table of store.tables()) {
      const write = entry(`${table.name}.csv`);
      await write(`\ufeff${toCsv([table.columns])}`);
      done = await eachPage(job, table, (rows) => write(toCsv(rows.map((row) => row.map(toCell)))), done);
      await write('', true);
    }
    zip.end();
    await drain();
  }

  return {
    total: (): number => store.tables().reduce((sum, table) => sum + table.count(), 0),
    run: (job: EverythingJob): Promise<void> => (job.format === 'json' ? writeJson(job) : writeZip(job)),
  };
}

const toCsv = (records: readonly (readonly string[])[]): string => stringify(records as string[][], { record_delimiter: 'windows' }); // the library only reads them
const toCell = (value: PlainValue): string => (typeof value === 'string' ? guardCell(value) : value === null ? '' : String(value));
