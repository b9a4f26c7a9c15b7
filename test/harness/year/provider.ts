/**
 * @file The provider of a simulated year: the practice bank, somebody at its door who writes down what comes in, and what its
 * accounts hold by its own books. Nothing here asks Mizan.
 */
import { Hono } from 'hono';
import { applyBankChange } from '../../../electron/sandbox/bank-changes.ts';
import { createControls } from '../../../electron/sandbox/controls.ts';
import { createFaultScript } from '../../../electron/sandbox/faults.ts';
import { createPracticeBank, type Listening, type PracticeBank, type PracticeEnv } from '../../../electron/sandbox/practice-bank.ts';
import { type Holding, holdingsOf } from '../../../electron/sandbox/transaction-list.ts';
import { dayText } from '../../../electron/sandbox/wire-time.ts';
import { referenceOf, stateOf } from '../../../electron/sandbox/wire-transactions.ts';

export const CLIENT = { clientId: 'year', clientSecret: 'year-client-secret' };

/** A widget link: what may reach a bank. */
export type WidgetLink = {
  readonly token: string;
  readonly kind: 'access' | 'sync';
  readonly madeAtMs: number;
  /** Key of the bank it is for; of a first connect the bank is known once it was chosen. */
  banks: readonly string[];
  /** When the person was through with the bank. */
  doneAtMs: number | undefined;
};
export type AccountBook = { readonly balanceMinor: number; readonly rows: readonly string[] };
export type Provider = {
  readonly bank: PracticeBank;
  readonly baseUrl: string;
  readonly links: readonly WidgetLink[];
  /** Requests by method and kind of path. */
  readonly calls: ReadonlyMap<string, number>;
  /** What was at the bank when the list of accounts was last asked for; equal texts = nothing has happened there since. */
  stateAtListing(): string;
  state(): string;
  holdings(bank?: string): readonly Holding[];
  /** What the provider would show of an account now, by its own books. */
  bookOf(holding: Holding): AccountBook;
  /** Scripted answers, see docs/practice-bank.md. */
  addFaults(rules: readonly object[]): void;
  clearFaults(): void;
  change(fields: object): object;
  /** What a person does in the widget; with `banks` those are picked. @returns where the browser is sent */
  finishWidget(location: string, choice: { readonly banks?: readonly string[]; readonly outcome?: 'cancel' | 'fail' }): Promise<string>;
  close(): Promise<void>;
};

const tokenOf = (location: string) => new URL(location).searchParams.get('token') ?? '';

/** One row as both sides can print it. */
export const rowText = (parts: readonly (string | number)[]): string => parts.join(' | ');

export async function startProvider(options: { readonly seed: number; readonly startMs: number }): Promise<Provider> {
  const faults = createFaultScript();
  const links: WidgetLink[] = [];
  const calls = new Map<string, number>();
  let listed = '';
  let bank: PracticeBank;

  const stateText = () => {
    const { engine } = bank;
    const accesses = engine.store.state.users.flatMap((user) => user.accesses.map((access) => `${access.id}@${engine.horizon(access)}`));
    return `${engine.revision()} ${accesses.join()}`;
  };
  const doorman = new Hono<PracticeEnv>().use('*', async (c, next) => {
    const { method, path } = c.req;
    if (path.startsWith('/__practice') || path.startsWith('/widget')) return next();
    const kind = `${method} ${path.replace(/[AX]\d+\.\d+/, '{id}')}`;
    calls.set(kind, (calls.get(kind) ?? 0) + 1);
    if (kind === 'GET /rest/accounts') listed = stateText();
    await next();
    if (!path.startsWith('/ongoing/') || c.res.status !== 201) return undefined;
    const { location } = (await c.res.clone().json()) as { location: string }; // the bank's own answer
    const body = (await c.req.json()) as { account_ids?: string[]; provider_id?: string }; // what the bank has just accepted
    const asked = bank.engine.dataset.banks.filter(({ key, providerId }) =>
      body.account_ids === undefined
        ? providerId === body.provider_id
        : holdings(key).some(({ account }) => body.account_ids?.includes(account.id)),
    );
    links.push({
      token: tokenOf(location),
      kind: path === '/ongoing/sync' ? 'sync' : 'access',
      madeAtMs: bank.engine.clock.now(),
      banks: asked.map(({ key }) => key),
      doneAtMs: undefined,
    });
    return undefined;
  });
  const holdings = (key?: string) =>
    bank.engine.store.state.users.flatMap(holdingsOf).filter(({ access }) => key === undefined || access.bank === key);

  bank = createPracticeBank({
    ...CLIENT,
    seed: options.seed,
    profile: 'household',
    now: new Date(options.startMs).toISOString(),
    controls: (inside) => doorman.use('*', faults.middleware).route('/', createControls(inside)),
  });
  const listening: Listening = await bank.listen(0);

  return {
    bank,
    baseUrl: listening.baseUrl,
    links,
    calls,
    stateAtListing: () => listed,
    state: stateText,
    holdings,
    bookOf: ({ access, account }) => bookOf(bank, { access, account }),
    addFaults: (rules) => void faults.add(rules),
    clearFaults: () => faults.clear(),
    change: (fields) => applyBankChange(bank.engine, fields),
    async finishWidget(location, choice) {
      const url = `${listening.baseUrl}/__practice/complete`;
      const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ location, saveSecrets: true, ...choice }) });
      const { redirect } = (await answer.json()) as { redirect?: string }; // the control's documented answer
      if (redirect === undefined) throw new Error(`the widget answered ${answer.status}`);
      const link = links.find(({ token }) => token === tokenOf(location));
      if (link && choice.outcome === undefined) link.doneAtMs = bank.engine.clock.now();
      if (link && choice.banks !== undefined) link.banks = choice.banks;
      return redirect;
    },
    close: () => listening.close(),
  };
}

function bookOf({ engine }: PracticeBank, { access, account }: Holding): AccountBook {
  const { booked, pending } = engine.view(access, account);
  const textOf = (isBooked: boolean) => (row: (typeof booked)[number]) => {
    const { minor, day } = stateOf(row, account, isBooked);
    const purpose = row.words.purpose.replace('{ref}', referenceOf(row));
    const id = engine.idOf(account, row, isBooked);
    return rowText([id, isBooked ? 'booked' : 'pending', minor, row.currency, dayText(day), row.words.name, purpose]);
  };
  return { balanceMinor: engine.balanceMinor(access, account), rows: [...booked.map(textOf(true)), ...pending.map(textOf(false))].sort() };
}
