/** @file A practice bank beside the app, and the figures its seed gives, computed without HTTP, adapter or store. */
import { createControls } from '../../electron/sandbox/controls.ts';
import { createHousehold } from '../../electron/sandbox/household.ts';
import { createPracticeBank } from '../../electron/sandbox/practice-bank.ts';

export type PracticeServer = { readonly baseUrl: string; readonly clientId: string; readonly clientSecret: string };
export type RunningBank = PracticeServer & { stop(): Promise<void> };

export const SEED = 7;
export const NOW = '2026-11-07T11:07:00.000Z';

export type BankOptions = {
  /** Adds the loopback test controls (`/__practice/…`). */
  readonly hasControls?: boolean;
  readonly profile?: 'household' | 'odd';
  /** How many transactions the household has at the start. */
  readonly transactions?: number;
};

export async function startBank(options: BankOptions = {}): Promise<RunningBank> {
  const client = { clientId: 'e2e', clientSecret: 'e2e-canary-client-secret' };
  const listening = await createPracticeBank({
    ...client,
    seed: SEED,
    profile: options.profile ?? 'household',
    now: NOW,
    ...(options.transactions !== undefined && { transactions: options.transactions }),
    ...(options.hasControls && { controls: createControls }),
  }).listen(0);
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= listening.close();
    return stopping;
  };
  return { ...client, baseUrl: listening.baseUrl, stop };
}

/** Straight from the generator, as the household stands at that time. */
export function figuresFromSeed(now = Date.parse(NOW)) {
  const household = createHousehold({ seed: SEED, anchorMs: now });
  const accounts = household.accounts.map((account) => {
    const rows = household.rowsOf(account.key).filter((row) => row.at <= now && !(row.droppedFrom !== undefined && row.droppedFrom <= now));
    const booked = rows.filter((row) => row.bookedFrom <= now);
    const own = booked.filter((row) => row.currency === account.currency).reduce((sum, row) => sum + row.minor, 0);
    return {
      spec: account,
      rows,
      balanceMinor: account.openingMinor + own,
      bookedCount: booked.length,
      pendingCount: rows.length - booked.length,
      bookedSumMinor: own,
    };
  });
  const riyals = accounts.filter(({ spec }) => spec.currency === 'SAR');
  return {
    banks: household.banks,
    accounts,
    /** Money owned less money owed, over riyal accounts: what Overview shows. */
    netMinor: riyals.reduce((sum, account) => sum + account.balanceMinor, 0),
    transactionCount: accounts.reduce((sum, account) => sum + account.rows.length, 0),
  };
}

/** `1234567` halalas as a person reads them: `12,345.67`, with the typographic minus. */
export function readable(minor: number): string {
  const text = Math.abs(minor).toString().padStart(3, '0');
  const whole = text.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${minor < 0 ? '\u2212' : ''}${whole}.${text.slice(-2)}`;
}
