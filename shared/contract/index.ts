import type { z } from 'zod';
import { aboutContract } from './about.ts';
import { accountsContract } from './accounts.ts';
import { activityContract } from './activity.ts';
import { appContract } from './app.ts';
import { backupsContract } from './backups.ts';
import { cashFlowContract } from './cash-flow.ts';
import { categoriesContract } from './categories.ts';
import { connectionsContract } from './connections.ts';
import { consentsContract } from './consents.ts';
import { environmentsContract } from './environments.ts';
import { erasureContract } from './erasure.ts';
import { exportsContract } from './exports.ts';
import { lockContract } from './lock.ts';
import type { Operation } from './operation.ts';
import { overviewContract } from './overview.ts';
import { recoveryContract } from './recovery.ts';
import { remindersContract } from './reminders.ts';
import { rulesContract } from './rules.ts';
import { settingsContract } from './settings.ts';
import { syncContract } from './sync.ts';
import { tagsContract } from './tags.ts';
import { transactionEditsContract } from './transaction-edits.ts';
import { transactionsContract } from './transactions.ts';
import { transfersContract } from './transfers.ts';
import { undoContract } from './undo.ts';
import { viewsContract } from './views.ts';

export const contract = {
  ...appContract,
  ...aboutContract,
  ...settingsContract,
  ...lockContract,
  ...environmentsContract,
  ...connectionsContract,
  ...erasureContract,
  ...consentsContract,
  ...remindersContract,
  ...accountsContract,
  ...transactionsContract,
  ...transactionEditsContract,
  ...tagsContract,
  ...viewsContract,
  ...categoriesContract,
  ...rulesContract,
  ...transfersContract,
  ...undoContract,
  ...exportsContract,
  ...backupsContract,
  ...recoveryContract,
  ...cashFlowContract,
  ...overviewContract,
  ...syncContract,
  ...activityContract,
} satisfies Record<string, Operation>;

export type OpName = keyof typeof contract;
export type Input<N extends OpName> = z.input<(typeof contract)[N]['input']>;
export type Parsed<N extends OpName> = z.output<(typeof contract)[N]['input']>;
export type Output<N extends OpName> = z.output<(typeof contract)[N]['output']>;
export type Handlers = { readonly [N in OpName]: (input: Parsed<N>) => Output<N> | Promise<Output<N>> };
