import { z } from 'zod';
import { Done, ErrorCodeSchema, Language } from './common.ts';
import { command, query } from './operation.ts';
import { TransactionFilter } from './transactions.ts';

export const EXPORT_FORMATS = ['csv', 'xlsx', 'json', 'ofx'] as const;
export const ExportFormat = z.enum(EXPORT_FORMATS);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** The newest export of this process. */
export const ExportStatus = z.object({
  state: z.enum(['idle', 'running', 'done', 'failed', 'cancelled']),
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

export const exportsContract = {
  'exports.status': query(z.strictObject({}), ExportStatus),
  /** Exactly the rows the filter shows. Asks where to save; `isStarted` false when the person chose not to. */
  'exports.start': command(
    z.strictObject({ format: ExportFormat, filter: TransactionFilter, headers: Language.default('en') }),
    z.object({ isStarted: z.boolean() }),
  ),
  'exports.cancel': command(z.strictObject({}), Done),
};
