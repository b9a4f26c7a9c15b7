/** @file The Consents screen's questions: every lane over time, and what was agreed to. */
import { z } from 'zod';
import { ConsentCard } from '../../../shared/contract/connections.ts';
import type { Consent, ConsentBar, ConsentGroup, ConsentLane, ConsentTimeline } from '../../../shared/contract/consents.ts';
import { connectionStateOf, consentDaysLeft } from '../../../shared/domain/consent-state.ts';
import { daysBetween, riyadhDay } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import { consentBar, consentEnd, heldDays } from './consent-life.ts';
import type { ConnectionRecord, ConsentRepo, LaneRecord } from './consent-repo.ts';

export type ConsentDeps = { readonly repo: ConsentRepo; readonly clock: Clock };

function toLane(account: LaneRecord, bars: readonly ConsentBar[]): ConsentLane {
  const joinedOn = riyadhDay(Date.parse(account.createdAt));
  // An account that joined later is no part of what had ended before.
  const own = bars.filter((bar) => bar.endsOn === null || bar.endsOn >= joinedOn);
  const readUntilOn = account.succeededAt === null ? null : riyadhDay(Date.parse(account.succeededAt));
  const { held, gaps } = heldDays(account.booked, own, readUntilOn);
  const { accountId, name, last4, kind, currency, isArchived } = account;
  return {
    ...{ accountId, name, last4, kind, currency, isArchived },
    bars: own,
    held: [...held],
    gaps: gaps.map((gap) => ({ ...gap, days: daysBetween(gap.fromOn, gap.untilOn) + 1 })),
  };
}

function toGroup(connection: ConnectionRecord, lanes: readonly LaneRecord[], now: number): ConsentGroup {
  const { id, bankName, bankNameAr, state: baseState } = connection;
  const current = connection.consents.findLast((consent) => consent.supersededAt === null && consent.revokedAt === null);
  const expiresAt = current?.expiresAt ?? null;
  const goneAt = baseState === 'disconnected' ? connection.askedAt : null;
  const bars = connection.consents.map((consent) => consentBar(consent, now, goneAt));
  return {
    connectionId: id,
    bankName,
    bankNameAr,
    state: connectionStateOf({ baseState, expiresAt, now }),
    expiresAt,
    isExpiryEstimated: current?.isExpiryEstimated ?? false,
    daysLeft: consentDaysLeft(expiresAt, now),
    bars,
    lanes: lanes.filter((lane) => lane.connectionId === id).map((lane) => toLane(lane, bars)),
  };
}

/** A stored card; null when there is none, or none this version can show. */
function readCard(json: string | null): ConsentCard | null {
  const parsed = ConsentCard.safeParse(json === null ? undefined : JSON.parse(json));
  return parsed.success ? parsed.data : null;
}

export class ConsentService {
  readonly #deps: ConsentDeps;

  constructor(deps: ConsentDeps) {
    this.#deps = deps;
  }

  timeline(): ConsentTimeline {
    const { repo, clock } = this.#deps;
    const now = clock.now();
    const lanes = repo.listLanes();
    return { todayOn: riyadhDay(now), groups: repo.listConnections().map((connection) => toGroup(connection, lanes, now)) };
  }

  /** @throws AppError `not_found` */
  get({ id }: { readonly id: string }): Consent {
    const stored = this.#deps.repo.find(id);
    if (!stored) throw new AppError('not_found', 'no such consent');
    const { connectionId, bankName, bankNameAr, grantedAt, expiresAt, isExpiryEstimated, language, version } = stored;
    const kinds = z.array(z.string()).safeParse(JSON.parse(stored.dataKinds));
    return {
      ...{ id, connectionId, bankName, bankNameAr, grantedAt, expiresAt, isExpiryEstimated, language, version },
      ...consentEnd(stored, this.#deps.clock.now()),
      dataKinds: kinds.success ? kinds.data : [],
      historyFromOn: stored.historyFromOn,
      isKeptUpdating: stored.isKeptUpdating,
      shown: readCard(stored.textShown),
      translation: readCard(stored.textTranslated),
    };
  }
}
