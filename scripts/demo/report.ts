/**
 * @file What the demo prints. `--json`: one `Report` for the default walk; with `--do` an array of them, one after each `sync` and each
 * `erase`, and a last one with the outcome `failed` when a step failed and neither followed (of connects only the last one counts, and
 * a `run` that failed is told with what follows). Each holds the whole store, not this run alone. Without `--json`: the same as a page to read.
 */
import type { Account } from '../../shared/contract/accounts.ts';
import type { Connection } from '../../shared/contract/connections.ts';
import type { Output } from '../../shared/contract/index.ts';
import type { SyncRun } from '../../shared/contract/sync.ts';
import type { TransactionRow } from '../../shared/contract/transactions.ts';
import { ACCOUNT_KINDS } from '../../shared/domain/account-kind.ts';
import { formatAmount } from '../../shared/domain/money.ts';

/** A step as it was typed, and why it failed: a code of `shared/errors.ts`, or `command_failed` of a `run`. */
export type StepError = { readonly step: string; readonly code: string };
export type Outcome = {
  /** `partial`: an account or a bank could not be read; after `erase`: all is gone here, but the provider did not delete everything. */
  readonly outcome: 'ok' | 'partial' | 'failed';
  readonly newTransactions: number;
  readonly changedTransactions: number;
  readonly removedTransactions: number;
};
export type Report = {
  readonly accounts: readonly {
    readonly bankName: string;
    readonly kind: Account['kind'];
    readonly currency: string;
    readonly ibanLast4: string | null;
    readonly numberLast4: string | null;
    readonly balanceMinor: number | null;
    readonly bookedCount: number;
    readonly pendingCount: number;
    /** Sum of the booked rows in the account's own currency. */
    readonly bookedSumMinor: number;
  }[];
  readonly connections: readonly { readonly bankName: string; readonly state: Connection['state']; readonly expiresAt: string | null }[];
  /** What this sync brought; zeros after `erase`. */
  readonly run: Outcome;
  /** Of the steps since the object before; absent when there were none. `user-sync` has one for each bank that was not refreshed. */
  readonly errors?: readonly StepError[];
};
/** A report and what only a person reads. */
export type Told = {
  /** The step it follows; undefined at the end of the walk. */
  readonly after: string | undefined;
  readonly report: Report;
  readonly recent: readonly TransactionRow[];
  readonly failures: readonly string[];
};

/** Asks the core as the window would. */
export type Ask = <T>(name: string, input?: unknown) => Promise<T>;

export const NOTHING: Outcome = { outcome: 'failed', newTransactions: 0, changedTransactions: 0, removedTransactions: 0 };

export function outcomeOf(run: SyncRun | undefined): Outcome {
  if (!run) return NOTHING;
  return {
    outcome: run.outcome === 'ok' || run.outcome === 'partial' ? run.outcome : 'failed',
    newTransactions: run.newCount,
    changedTransactions: run.changedCount,
    removedTransactions: run.removedCount,
  };
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Reads the whole store, sorted by what does not depend on this installation's own ids. */
export async function readReport(ask: Ask, run: Outcome, errors: readonly StepError[]): Promise<Report> {
  const accounts = await ask<Account[]>('accounts.list', { includeHidden: true });
  const rows: Report['accounts'][number][] = [];
  for (const account of accounts) {
    const detail = await ask<Output<'accounts.get'>>('accounts.get', { id: account.id });
    rows.push({
      bankName: account.bankName,
      kind: account.kind,
      currency: account.currency,
      ibanLast4: account.ibanLast4,
      numberLast4: account.numberLast4,
      balanceMinor: account.balanceMinor,
      bookedCount: account.bookedCount,
      pendingCount: account.pendingCount,
      bookedSumMinor: detail.bookedInMinor - Math.abs(detail.bookedOutMinor),
    });
  }
  rows.sort(
    (a, b) =>
      order(a.bankName, b.bankName) ||
      ACCOUNT_KINDS.indexOf(a.kind) - ACCOUNT_KINDS.indexOf(b.kind) ||
      order(a.currency, b.currency) ||
      order(a.numberLast4 ?? '', b.numberLast4 ?? '') ||
      order(a.ibanLast4 ?? '', b.ibanLast4 ?? ''),
  );
  const connections = (await ask<Connection[]>('connections.list'))
    // Mizan's own estimate is for a page that can say "about"; here only what the provider told counts.
    .map(({ bankName, state, expiresAt, isExpiryEstimated }) => ({ bankName, state, expiresAt: isExpiryEstimated ? null : expiresAt }))
    .sort((a, b) => order(a.bankName, b.bankName) || order(a.expiresAt ?? '', b.expiresAt ?? ''));
  return { accounts: rows, connections, run, ...(errors.length > 0 && { errors }) };
}

/** Bank text on a terminal: no control characters, no direction overrides, one line's length. */
export function printable(text: string, length = 60): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').slice(0, length);
}

export type Timings = { readonly connectMs: number; readonly syncMs: number };

function accountLines(report: Report): string[] {
  return report.accounts.map((account) => {
    const last4 = account.ibanLast4 ?? account.numberLast4;
    const balance = account.balanceMinor === null ? '—' : formatAmount({ minor: account.balanceMinor, currency: account.currency });
    const name = `${printable(account.bankName)}, ${account.kind.replace('_', ' ')}${last4 ? ` ••${last4}` : ''}`;
    return `  ${name.padEnd(44)} ${balance.padStart(16)} ${account.currency}   ${account.bookedCount} booked, ${account.pendingCount} pending`;
  });
}

function totalLines(report: Report): string[] {
  const totals = new Map<string, { minor: number; unknown: number }>();
  for (const { currency, balanceMinor } of report.accounts) {
    const total = totals.get(currency) ?? { minor: 0, unknown: 0 };
    totals.set(currency, { minor: total.minor + (balanceMinor ?? 0), unknown: total.unknown + (balanceMinor === null ? 1 : 0) });
  }
  return [...totals].map(([currency, total]) => {
    const without = total.unknown > 0 ? `   (${total.unknown} unknown, not included)` : '';
    return `  ${'Net position'.padEnd(44)} ${formatAmount({ minor: total.minor, currency }).padStart(16)} ${currency}${without}`;
  });
}

function recentLines(rows: readonly TransactionRow[]): string[] {
  return rows.map((row) => {
    const amount = formatAmount({ minor: row.amountMinor, currency: row.currency }, { signed: true });
    return `  ${row.day}  ${amount.padStart(14)} ${row.currency}  ${printable(row.title)}${row.isPending ? '  (pending)' : ''}  ${printable(row.accountName)}`;
  });
}

function timingText(report: Report, { connectMs, syncMs }: Timings): string {
  const perSecond = syncMs > 0 ? Math.round((report.run.newTransactions * 1000) / syncMs) : 0;
  return `: connecting ${Math.round(connectMs)} ms, reading ${Math.round(syncMs)} ms, ${perSecond} per second`;
}

const orNone = (lines: readonly string[]): readonly string[] => (lines.length > 0 ? lines : ['  none']);

function consentLines(report: Report): string[] {
  return report.connections.map(
    (one) => `  ${printable(one.bankName).padEnd(44)} ${one.state}, until ${one.expiresAt?.slice(0, 10) ?? 'unknown'}`,
  );
}

/** The readable summary: accounts with balances, totals, last transactions, what was read, what failed. */
export function summarise({ after, report, recent, failures }: Told, timings?: Timings): string {
  const totals = totalLines(report);
  return [
    ...(timings ? [] : [`After "${after ?? 'the last step'}":`, '']),
    'Accounts',
    ...orNone(accountLines(report)),
    '',
    ...(totals.length > 0 ? [...totals, ''] : []),
    'Consents',
    ...orNone(consentLines(report)),
    '',
    'Last transactions',
    ...orNone(recentLines(recent)),
    '',
    `Read ${report.run.newTransactions} new transactions (${report.run.outcome})${timings ? timingText(report, timings) : ''}.`,
    ...failures,
    '',
  ].join('\n');
}
