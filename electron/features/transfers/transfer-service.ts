/** @file Own transfers as the person sees them: confirm, reject, link by hand. Finding them is transfer-finder.ts. */
import type { EventTopic } from '../../../shared/contract/events.ts';
import type { Handlers } from '../../../shared/contract/index.ts';
import type { Transfer, TransferLeg } from '../../../shared/contract/transfers.ts';
import { daysBetween, toInstant } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Db } from '../../db/open.ts';
import type { Clock } from '../../ports/clock.ts';
import { createRecategoriser } from '../categories/recategoriser.ts';
import { createTransferReader } from './transfer-reader.ts';
import { createTransferRepo, type LinkState } from './transfer-repo.ts';
import type { Leg } from './transfer-rule.ts';

type Deps = { readonly db: Db; readonly clock: Clock; readonly emit: (topic: EventTopic) => void };
type TransferHandlers = Pick<Handlers, Extract<keyof Handlers, `transfers.${string}`>>;

export function transferHandlers({ db, clock, emit }: Deps): TransferHandlers {
  const repo = createTransferRepo(db);
  const reader = createTransferReader(db);
  const recategorise = createRecategoriser(db).rows;

  function get(id: number): Transfer {
    const transfer = reader.find(id);
    if (!transfer) throw new AppError('not_found', 'no such transfer');
    return transfer;
  }

  function tell(): void {
    emit('categories.changed');
    emit('transactions.changed');
  }

  function setState(id: number, state: LinkState): Transfer {
    db.transaction(() => {
      const link = repo.find(id);
      if (!link) throw new AppError('not_found', 'no such transfer');
      repo.setState(id, state, toInstant(clock.now()));
      recategorise([link.outId, link.inId]);
    }).immediate();
    tell();
    return get(id);
  }

  function legOf(id: number): Leg {
    const leg = repo.findLeg(id);
    if (!leg) throw new AppError('not_found', 'no such booked transaction');
    return leg;
  }

  /** @throws AppError `invalid_input` when the two cannot be one movement, `busy` when one of them is half of another */
  function link(oneId: number, otherId: number): Transfer {
    const legs = [legOf(oneId), legOf(otherId)].toSorted((a, b) => a.amountMinor - b.amountMinor);
    const [out, into] = legs as [Leg, Leg]; // sorted from two
    const isPossible = out.amountMinor < 0 && into.amountMinor > 0 && out.accountId !== into.accountId && out.currency === into.currency;
    const feeMinor = -out.amountMinor - into.amountMinor;
    if (!isPossible || feeMinor < 0)
      throw new AppError('invalid_input', 'not two halves of one movement', { fields: { otherId: 'transfer' } });
    const isTaken = repo
      .linksOf([out.id, into.id])
      .some(({ state, outId, inId }) => state !== 'rejected' && !(outId === out.id && inId === into.id));
    if (isTaken) throw new AppError('busy', 'already half of another transfer');
    db.transaction(() => {
      const at = toInstant(clock.now());
      repo.add({
        outId: out.id,
        inId: into.id,
        outAccountId: out.accountId,
        inAccountId: into.accountId,
        feeMinor,
        state: 'confirmed',
        at,
      });
      recategorise([out.id, into.id]);
    }).immediate();
    tell();
    const made = reader.findOfRow(out.id);
    if (!made) throw new AppError('internal', 'the transfer was not stored');
    return made;
  }

  function candidates(id: number): TransferLeg[] {
    const one = legOf(id);
    const nearest = (a: Leg, b: Leg) =>
      Math.abs(a.amountMinor + one.amountMinor) - Math.abs(b.amountMinor + one.amountMinor) ||
      Math.abs(daysBetween(one.day, a.day)) - Math.abs(daysBetween(one.day, b.day)) ||
      b.id - a.id;
    return reader.legs(
      repo
        .peersOf(one)
        .toSorted(nearest)
        .map((leg) => leg.id),
    );
  }

  return {
    'transfers.list': ({ state, before, limit }) => {
      const transfers = reader.page(state, before, limit + 1);
      const shown = transfers.slice(0, limit);
      return { transfers: shown, nextBefore: transfers.length > limit ? (shown.at(-1)?.id ?? null) : null };
    },
    'transfers.of': ({ transactionId }) => reader.findOfRow(transactionId) ?? null,
    'transfers.candidates': ({ transactionId }) => candidates(transactionId),
    'transfers.confirm': ({ id }) => setState(id, 'confirmed'),
    'transfers.reject': ({ id }) => setState(id, 'rejected'),
    'transfers.link': ({ oneId, otherId }) => link(oneId, otherId),
  };
}
