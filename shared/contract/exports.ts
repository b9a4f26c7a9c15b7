import { z } from 'zod';
import { Done, ErrorCodeSchema, Language } from './common.ts';
import { command, query } from './operation.ts';
import { TransactionFilter } from './transactions.ts';

export const EXPORT_FORMATS = ['csv', 'xlsx', 'json', 'ofx'] as const;
export const ExportFormat = z.enum(EXPORT_FORMATS);
export type ExportFormat = z.infer<typeof ExportFormat>;
/** A workbook is made in memory; more rows belong into a CSV. A sheet ends at 1,048,576 anyway. */
export const XLSX_MOST_ROWS = 100_000;

/** `csv`: one file per table, together in a ZIP archive. */
export const EverythingFormat = ExportFormat.extract(['json', 'csv']);
export type EverythingFormat = z.infer<typeof EverythingFormat>;

/** What is stored, as a person would name it. */
export const STORED_KINDS = [
  'banks',
  'consents',
  'accounts',
  'balances',
  'transactions',
  'edits',
  'categories',
  'rules',
  'transfers',
  'views',
  'raw',
  'history',
  'sums',
  'runs',
  'calls',
  'attempts',
  'notices',
  'withdrawals',
  'preferences',
] as const;
export const StoredKind = z.enum(STORED_KINDS);
export type StoredKind = z.infer<typeof StoredKind>;

/** The newest export of this process. */
export const ExportStatus = z.object({
  state: z.enum(['idle', 'running', 'done', 'failed', 'cancelled']),
  /** `list`: the transactions a filter shows; `everything`: all that is stored. */
  subject: z.enum(['list', 'everything']).nullable(),
  format: ExportFormat.nullable(),
  rows: z.int(),
  total: z.int(),
  /** Rows the format has no place for: in OFX pending, removed and foreign-currency ones. */
  skipped: z.int(),
  /** The name the person gave the file; null before it is whole. */
  fileName: z.string().nullable(),
  errorCode: ErrorCodeSchema.nullable(),
});
export type ExportStatus = z.infer<typeof ExportStatus>;

/** `isStarted` false when the person chose no place to save. */
const Started = z.object({ isStarted: z.boolean() });

export const exportsContract = {
  'exports.status': query(z.strictObject({}), ExportStatus),
  /** Exactly the rows the filter shows. */
  'exports.start': command(z.strictObject({ format: ExportFormat, filter: TransactionFilter, headers: Language.default('en') }), Started),
  /** S34: every table of the store, and what is kept beside it. Keys and tokens are in the keychain and never leave it. */
  'exports.startEverything': command(z.strictObject({ format: EverythingFormat }), Started),
  'exports.cancel': command(z.strictObject({}), Done),
  /** How much is stored of each kind. */
  'exports.inventory': query(z.strictObject({}), z.array(z.object({ kind: StoredKind, count: z.int() }))),
};
