/** @file Every schema step in order. Add at the end; never change one that was merged (R3). */
import { initial } from './0001_initial.ts';
import { background } from './0002_background.ts';
import { ledgerHistory } from './0003_ledger_history.ts';
import { consentTranslation } from './0004_consent_translation.ts';
import { erasure } from './0005_erasure.ts';
import { annotations } from './0006_annotations.ts';
import { transferIndexes } from './0007_transfer_indexes.ts';
import { longHistories } from './0008_long_histories.ts';

export type Migration = { readonly version: number; readonly name: string; readonly sql: string };

export const migrations: readonly Migration[] = [
  { version: 1, name: 'initial', sql: initial },
  { version: 2, name: 'background', sql: background },
  { version: 3, name: 'ledger_history', sql: ledgerHistory },
  { version: 4, name: 'consent_translation', sql: consentTranslation },
  { version: 5, name: 'erasure', sql: erasure },
  { version: 6, name: 'annotations', sql: annotations },
  { version: 7, name: 'transfer_indexes', sql: transferIndexes },
  { version: 8, name: 'long_histories', sql: longHistories },
];
