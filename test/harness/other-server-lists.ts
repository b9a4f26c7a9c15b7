/** @file The transaction lists of somebody else's server: what is selected, in which order, how much of it at a time. */

export type OtherItem = {
  /** As sent. */
  body: Record<string, unknown>;
  isPending?: boolean;
  /** What `since` compares with: the booking day, and when the item last changed (default: long ago). */
  day: string;
  changedOn?: string;
};

export type Quirks = {
  /** Never more than this, whatever `count` says. */
  cap?: number;
  /** `circle`: the same page for every offset; `last`: the last page again beyond the end; `refused`: an error there. */
  beyond?: 'empty' | 'circle' | 'last' | 'refused';
  /** Newest first whatever `sort` says. */
  isNewestFirst?: boolean;
  /** Query parameters it refuses, e.g. `since_type=modified`, with or without naming the field. */
  refuses?: RegExp;
  refusal?: object;
  /** `asked`: with `include_pending`, whatever `since` says; `mixed`: always; `every page`: on each page again; `windowed`: as booked ones. */
  pending?: 'asked' | 'mixed' | 'every page' | 'windowed' | 'never';
  /** Shape around the list. */
  wrap?: (items: readonly unknown[], deleted: readonly unknown[]) => object;
};

export type OtherAccount = {
  /** As decoded from the path. */
  id: string;
  /** As listed under /rest/accounts. */
  listed: Record<string, unknown>;
  items: OtherItem[];
  /** Told with `since_type=modified` only. */
  deleted?: unknown[];
  quirks?: Quirks;
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function selected({ items, quirks = {} }: OtherAccount, query: URLSearchParams) {
  const since = query.get('since') ?? '';
  const isInside = (item: OtherItem) => (query.get('since_type') === 'modified' ? (item.changedOn ?? '2020-01-01') : item.day) >= since;
  const isAsked = query.get('include_pending') === 'true';
  const mode = quirks.pending ?? 'asked';
  const pending = items.filter((item) => item.isPending);
  const booked = items.filter((item) => !item.isPending && isInside(item));
  const direction = query.get('sort') === 'asc' && !quirks.isNewestFirst ? 1 : -1;
  booked.sort((a, b) => direction * compare(a.day, b.day));
  if (mode === 'never' || (mode !== 'mixed' && !isAsked)) return { list: booked, always: [] };
  if (mode === 'every page') return { list: booked, always: pending };
  return { list: [...booked, ...(mode === 'windowed' ? pending.filter(isInside) : pending)], always: [] };
}

export function transactionsAnswer(account: OtherAccount, query: URLSearchParams): { status: number; body: object } {
  const { quirks = {}, deleted = [] } = account;
  if (quirks.refuses?.test(query.toString())) {
    return { status: 400, body: quirks.refusal ?? { error: { code: 1000, group: 'client', description: 'invalid request' } } };
  }
  const { list, always } = selected(account, query);
  const count = Math.min(Number(query.get('count') ?? 1000), quirks.cap ?? Number.POSITIVE_INFINITY);
  let offset = Number(query.get('offset') ?? 0);
  if (offset > 0 && offset >= list.length && quirks.beyond === 'refused') return { status: 400, body: { error: 'offset out of range' } };
  if (quirks.beyond === 'circle') offset = 0;
  if (quirks.beyond === 'last' && offset >= list.length) offset = Math.max(0, list.length - count);
  const page = [...list.slice(offset, offset + count), ...always].map((item) => item.body);
  const told = query.get('since_type') === 'modified' ? deleted : [];
  if (quirks.wrap) return { status: 200, body: quirks.wrap(page, told) };
  // A time that differs with every answer, as a real one would.
  const status = { synced_at: new Date().toISOString(), succeeded_at: new Date().toISOString(), serial: Math.random() };
  return { status: 200, body: { transactions: page, deleted: told, status, unknown_extra: { a: [1] } } };
}
