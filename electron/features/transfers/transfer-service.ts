/** @file Own transfers as the person sees them: confirm, reject, link by hand. Finding them is transfer-finder.ts. */
import type { EventTopic } from '../../../shared/contract/events.ts';
import type { Handlers, Output } from '../../../shared/contract/index.ts';
import type { TransferLeg } from '../../../shared/contract/transfers.ts';
import { daysBetween, toInstant } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Db } from '../../db/open.ts';
import type { Clock } from '../../ports/clock.ts';
import { createRecategoriser } from '../categories/recategoriser.ts';
import type { UndoBook } from '../undo/undo-book.ts';
import { createTransferReader } from './transfer-reader.ts';
import { createTransferRepo, type StoredLink } from './transfer-repo.ts';
import type { Leg } from './transfer-rule.ts';

type Deps = { readonly db: Db; readonly clock: Clock; readonly undo: UndoBook; readonly emit: (topic: EventTopic) => void };
type TransferHandlers = Pick<Handlers, Extract<keyof Handlers, `transfers.${string}`>>;
type Changed = Output<'transfers.confirm'>;
/** The link that was made or changed, and how to take it back within a transaction. */
type Work = { readonly link: Pick<StoredLink, 'id' | 'outId' | 'inId'>; readonly takeBack: () => void };

export function transferHandlers({ db, clock, undo, emit }: Deps): TransferHandlers {
  const repo = createTransferRepo(db);
  const reader = createTransferReader(db);
  const recategorise = createRecategoriser(db).rows;

  function tell(): void {
    emit('categories.changed');
    emit('transactions.changed');
  }

  function change(work: () => Work): Changed {
    const { link, takeBack } = db
      .transaction(() => {
        const done = work();
        recategorise([done.link.outId, done.link.inId]);
        return done;
      })
      .immediate();
    tell();
    const undoToken = undo.add(() => {
      db.transaction(() => {
        takeBack();
        recategorise([link.outId, link.inId]);
      }).immediate();
      tell();
    });
    const transfer = reader.find(link.id);
    if (!transfer) throw new AppError('not_found', 'one of its rows is gone');
    return { transfer, undoToken };
  }

  /** A row is half of one movement at most. @throws AppError `busy` */
  function assertFree({ outId, inId }: Pick<StoredLink, 'outId' | 'inId'>): void {
    const isTaken = repo
      .linksOf([outId, inId])
      .some((other) => other.state !== 'rejected' && !(other.outId === outId && other.inId === inId));
    if (isTaken) throw new AppError('busy', 'already half of another transfer');
  }

  /** @throws AppError `not_found` when the link went since, `busy` when a half of it is linked otherwise */
  function restore(before: StoredLink): void {
    if (before.state !== 'rejected') assertFree(before);
    if (!repo.restore(before)) throw new AppError('not_found', 'no such transfer');
  }

  function setState(id: number, state: 'confirmed' | 'rejected'): Changed {
    return change(() => {
      const before = repo.find(id);
      if (!before) throw new AppError('not_found', 'no such transfer');
      if (state === 'confirmed') assertFree(before);
      repo.setState(id, state, toInstant(clock.now()));
      return { link: before, takeBack: () => restore(before) };
    });
  }

  function legOf(id: number): Leg {
    const leg = repo.findLeg(id);
    if (!leg) throw new AppError('not_found', 'no such booked transaction');
    return leg;
  }

  /** @throws AppError `invalid_input` when the two cannot be one movement, `busy` when one of them is half of another */
  function link(oneId: number, otherId: number): Changed {
    const legs = [legOf(oneId), legOf(otherId)].toSorted((a, b) => a.amountMinor - b.amountMinor);
    const [out, into] = legs as [Leg, Leg]; // sorted from two
    const isPossible = out.amountMinor < 0 && into.amountMinor > 0 && out.accountId !== into.accountId && out.currency === into.currency;
    const feeMinor = -out.amountMinor - into.amountMinor;
    if (!isPossible || feeMinor < 0)
      throw new AppError('invalid_input', 'not two halves of one movement', { fields: { otherId: 'transfer' } });
    const pair = { outId: out.id, inId: into.id };
    return change(() => {
      assertFree(pair);
      const before = repo.findPair(pair.outId, pair.inId);
      const accounts = { outAccountId: out.accountId, inAccountId: into.accountId };
      repo.add({ ...pair, ...accounts, feeMinor, state: 'confirmed', at: toInstant(clock.now()) });
      const made = repo.findPair(pair.outId, pair.inId);
      if (!made) throw new AppError('internal', 'the transfer was not stored');
      return { link: made, takeBack: () => (before ? restore(before) : repo.remove(made.id)) };
    });
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
      const nextBefore = transfers.length > limit ? (shown.at(-1)?.id ?? null) : null;
      return { transfers: shown, nextBefore, counts: reader.counts() };
    },
    'transfers.of': ({ transactionId }) => reader.findOfRow(transactionId) ?? null,
    'transfers.candidates': ({ transactionId }) => candidates(transactionId),
    'transfers.confirm': ({ id }) => setState(id, 'confirmed'),
    'transfers.reject': ({ id }) => setState(id, 'rejected'),
    'transfers.link': ({ oneId, otherId }) => link(oneId, otherId),
  };
}
