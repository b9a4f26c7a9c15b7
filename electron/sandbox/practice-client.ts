/** @file A small client of the practice bank for tests in this folder; it knows nothing of Mizan's adapter. */
import { createControls } from './controls.ts';
import { createPracticeBank, type Listening, type PracticeBank, type PracticeBankOptions } from './practice-bank.ts';

export const NOW = '2026-11-07T11:07:00Z';
export const REDIRECT = 'http://127.0.0.1:9/callback';

export type WireTransaction = {
  readonly transaction_id: string;
  readonly account_id: string;
  readonly amount: number;
  readonly currency: string;
  readonly booked: boolean;
  readonly booked_at: string;
  readonly name?: string | null;
  readonly purpose: string;
  readonly type: string;
  readonly created_at: string;
  readonly modified_at: string;
};
export type TransactionAnswer = {
  readonly transactions: readonly WireTransaction[];
  readonly deleted: readonly (string | { readonly transaction_id: string })[];
  readonly statistics?: Readonly<Record<string, number>>;
};
export type WireAccount = {
  readonly account_id: string;
  readonly access_id: string;
  readonly type: string;
  readonly iban?: string;
  readonly currency: string;
  readonly auto_sync: boolean;
  readonly account_number: string;
  readonly balance?: { readonly balance?: number; readonly status: Readonly<Record<string, string>> };
  readonly status: { readonly synced_at: string; readonly succeeded_at: string; readonly message?: string };
};
export type WireAccess = { readonly id: string; readonly auto_sync: boolean; readonly consent?: { readonly expires_at: string } };
export type Tokens = { readonly access_token: string; readonly refresh_token?: string; readonly expires_in: number };
export type Answer<T> = { readonly status: number; readonly headers: Headers; readonly text: string; readonly body: T };

export type PracticeClient = Awaited<ReturnType<typeof startPracticeBank>>;

/** A bank on a free port with test controls, and calls to it. */
export async function startPracticeBank(options: Partial<PracticeBankOptions> = {}) {
  const bank: PracticeBank = createPracticeBank({
    seed: 7,
    clientId: 'demo',
    clientSecret: 'secret',
    profile: 'household',
    now: NOW,
    controls: createControls,
    ...options,
  });
  const server: Listening = await bank.listen();
  const basic = `Basic ${Buffer.from('demo:secret').toString('base64')}`;
  let token = '';

  const call = async <T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<T>> => {
    const isUserCall = path.startsWith('/rest');
    const response = await fetch(server.baseUrl + path, {
      method,
      redirect: 'manual',
      headers: {
        authorization: isUserCall ? `Bearer ${token}` : basic,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('application/json') ?? false;
    return { status: response.status, headers: response.headers, text, body: (isJson && text !== '' ? JSON.parse(text) : undefined) as T };
  };
  const link = async (fields: object = {}, path = '/ongoing/access') => {
    const { body } = await call<{ location: string; id: string }>('POST', path, {
      user_id: 'u-1@users.mizan.example',
      redirect_uri: REDIRECT,
      state: 'st-1',
      language: 'en',
      ...fields,
    });
    return body;
  };
  const complete = async (location: string, fields: object = {}) => {
    const { body } = await call<{ redirect: string }>('POST', '/__practice/complete', { location, ...fields });
    return new URL(body.redirect).searchParams;
  };
  const exchange = (code: string) => call<Tokens>('POST', '/auth/token', { grant_type: 'authorization_code', code });
  return {
    bank,
    server,
    baseUrl: server.baseUrl,
    call,
    link,
    complete,
    exchange,
    useToken(next: string) {
      token = next;
    },
    /** Connects and remembers the access token. */
    async connect(fields: object = {}, wish: object = { save_secrets: true }): Promise<Tokens> {
      const { location } = await link(wish);
      const query = await complete(location, fields);
      const { body } = await exchange(query.get('code') ?? '');
      token = body.access_token;
      return body;
    },
    accounts: async () => (await call<{ accounts: WireAccount[] }>('GET', '/rest/accounts')).body.accounts,
    transactions: async (accountId: string, query = '') =>
      (await call<TransactionAnswer>('GET', `/rest/accounts/${accountId}/transactions?${query}`)).body,
    control: (name: string, body: unknown) => call<Record<string, unknown>>('POST', `/__practice/${name}`, body),
    advance: (ms: number) => call('POST', '/__practice/clock', { advanceMs: ms }),
    close: () => server.close(),
  };
}
