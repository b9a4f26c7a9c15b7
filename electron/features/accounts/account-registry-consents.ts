/** @file Consent rows of a connection: added with every grant and renewal, closed by the next, with the exact card that was shown. */
import { z } from 'zod';
import { addDays, type Instant, riyadhDay, toInstant } from '../../../shared/domain/dates.ts';
import type { Db } from '../../db/open.ts';
import type { ProviderAccess, ProviderAccount } from '../../ports/bank-provider.ts';
import { answeredSince } from './account-registry-renewals.ts';

/** Shown as "about" until the provider tells the real end (API reference section 11). */
const ESTIMATED_DAYS = 365;
const DAY_MS = 86_400_000;

/** What a connect flow left for its grant; written by `features/connections`. */
const FlowContext = z.object({
  card: z.looseObject({ version: z.string() }),
  /** The same card in the other language, made at the same moment. */
  translation: z.looseObject({ version: z.string() }).optional(),
  keepUpdating: z.boolean(),
  language: z.enum(['ar', 'en']),
  historyFrom: z.string(),
  dataKinds: z.unknown(),
});

type RenewedBy = { readonly startedAt: Instant; readonly isProven: boolean };
type Terms = {
  readonly dataKinds: string;
  readonly historyFromOn: string;
  readonly isSecretSaved: number;
  readonly language: string;
  readonly textVersion: string;
  readonly textShown: string;
  readonly textTranslated: string | null;
};

type ConsentRow = {
  readonly id: string;
  readonly granted_at: string;
  readonly expires_at: string | null;
  readonly is_expiry_estimated: number;
  readonly data_kinds: string;
  readonly history_from_on: string;
  readonly is_secret_saved: number;
  readonly language: string;
  readonly text_version: string;
  readonly text_shown: string;
  readonly text_translated: string | null;
};

const termsOfRow = (row: ConsentRow): Terms => ({
  dataKinds: row.data_kinds,
  historyFromOn: row.history_from_on,
  isSecretSaved: row.is_secret_saved,
  language: row.language,
  textVersion: row.text_version,
  textShown: row.text_shown,
  textTranslated: row.text_translated,
});

/** A grant Mizan has no card of, e.g. a bank that was connected to this user id before. */
function unknownTerms(access: ProviderAccess | undefined, nowMs: number): Terms {
  return {
    dataKinds: JSON.stringify((access?.consentScopes ?? []).map((scope) => scope.toLowerCase())),
    historyFromOn: addDays(riyadhDay(nowMs), -ESTIMATED_DAYS),
    isSecretSaved: access?.isAutosync ? 1 : 0,
    language: 'en',
    textVersion: 'unknown',
    textShown: '{}',
    textTranslated: null,
  };
}

function parseContext(json: string | undefined): Terms | undefined {
  if (json === undefined) return undefined;
  const parsed = FlowContext.safeParse(JSON.parse(json));
  if (!parsed.success) return undefined;
  const { card, translation, keepUpdating, language, historyFrom, dataKinds } = parsed.data;
  return {
    dataKinds: JSON.stringify(dataKinds ?? []),
    historyFromOn: historyFrom,
    isSecretSaved: keepUpdating ? 1 : 0,
    language,
    textVersion: card.version,
    textShown: JSON.stringify(card),
    textTranslated: translation === undefined ? null : JSON.stringify(translation),
  };
}

/** A flow the bank has said yes to, whose grant is not noted yet. What followed the yes may have been lost. */
const ANSWERED = `(closed_reason IN ('exchanged', 'prolonged')
  OR (closed_reason IN ('exchanging', 'answered') AND created_at >= :answeredSince))`;

function prepareStatements(db: Db) {
  return {
    current: db.prepare(
      `SELECT id, granted_at, expires_at, is_expiry_estimated, data_kinds, history_from_on, is_secret_saved, language, text_version,
              text_shown, text_translated
       FROM consents
       WHERE connection_id = :connectionId AND superseded_at IS NULL AND revoked_at IS NULL
       ORDER BY granted_at DESC, rowid DESC LIMIT 1`,
    ),
    supersede: db.prepare(
      `UPDATE consents SET superseded_at = :at
       WHERE connection_id = :connectionId AND superseded_at IS NULL AND revoked_at IS NULL`,
    ),
    insert: db.prepare(
      `INSERT INTO consents
         (id, connection_id, granted_at, expires_at, is_expiry_estimated, data_kinds, history_from_on, is_secret_saved, language,
          text_version, text_shown, text_translated)
       VALUES (:id, :connectionId, :at, :expiresAt, :isEstimated, :dataKinds, :historyFromOn, :isSecretSaved, :language,
          :textVersion, :textShown, :textTranslated)`,
    ),
    setTerms: db.prepare(
      `UPDATE consents SET data_kinds = :dataKinds, history_from_on = :historyFromOn, is_secret_saved = :isSecretSaved,
         language = :language, text_version = :textVersion, text_shown = :textShown, text_translated = :textTranslated
       WHERE id = :id`,
    ),
    setExpiry: db.prepare('UPDATE consents SET expires_at = :expiresAt, is_expiry_estimated = 0 WHERE id = :id'),
    // A renewal of this very connection tells more than a connect that may be about any.
    answeredFlow: db
      .prepare(
        `SELECT context FROM pending_flows
         WHERE ${ANSWERED}
           AND purpose <> 'sync' AND (connection_id IS NULL OR connection_id = :connectionId)
         ORDER BY connection_id IS NULL, created_at DESC, rowid DESC LIMIT 1`,
      )
      .pluck(),
    // A connect the bank has answered, whose grants are not noted yet.
    answeredConnect: db
      .prepare(`SELECT created_at FROM pending_flows WHERE purpose = 'connect' AND ${ANSWERED} ORDER BY created_at DESC LIMIT 1`)
      .pluck(),
    closeFlows: db.prepare(
      `UPDATE pending_flows SET closed_reason = 'granted' WHERE closed_reason IN ('exchanging', 'exchanged', 'answered') AND purpose <> 'renew'`,
    ),
  };
}

export function createConsentRecorder(deps: { readonly db: Db; readonly newId: () => string }) {
  const { db, newId } = deps;
  const statements = prepareStatements(db);
  const flowTerms = (connectionId: string, nowMs: number) => {
    const found = statements.answeredFlow.get({ connectionId, answeredSince: answeredSince(nowMs) }) as string | undefined; // plucked TEXT NOT NULL
    return parseContext(found);
  };
  const findCurrent = (connectionId: string) => statements.current.get({ connectionId }) as ConsentRow | undefined; // columns as selected
  /** What was agreed to this time, else the last time; a bank that is new to Mizan has neither. */
  function termsFor(connectionId: string, access: ProviderAccess | undefined, nowMs: number): Terms {
    const current = findCurrent(connectionId);
    return flowTerms(connectionId, nowMs) ?? (current ? termsOfRow(current) : unknownTerms(access, nowMs));
  }

  function add(connectionId: string, terms: Terms, expiresAt: Instant | null, nowMs: number): void {
    const at = toInstant(nowMs);
    statements.supersede.run({ connectionId, at });
    const estimate = toInstant(nowMs + ESTIMATED_DAYS * DAY_MS);
    statements.insert.run({
      id: newId(),
      connectionId,
      at,
      expiresAt: expiresAt ?? estimate,
      isEstimated: expiresAt === null ? 1 : 0,
      ...terms,
    });
  }

  /**
   * Follows the end date the provider tells. Forward by a day or more is a renewal and adds a row; anything else tells more
   * of the same grant: an estimate made exact, an end brought forward, a provider that counts from "now" each time.
   * @returns whether it was a renewal
   */
  function follow(connectionId: string, access: ProviderAccess | undefined, nowMs: number): boolean {
    const expiresAt = access?.consentExpiresAt ?? null;
    const current = findCurrent(connectionId);
    if (!current) {
      add(connectionId, termsFor(connectionId, access, nowMs), expiresAt, nowMs);
      return false;
    }
    if (expiresAt === null || (expiresAt === current.expires_at && current.is_expiry_estimated === 0)) return false;
    const movedMs = current.expires_at === null ? 0 : Date.parse(expiresAt) - Date.parse(current.expires_at);
    if (current.is_expiry_estimated === 0 && movedMs >= DAY_MS) {
      add(connectionId, termsOfRow(current), expiresAt, nowMs);
      return true;
    }
    statements.setExpiry.run({ id: current.id, expiresAt });
    return false;
  }

  /**
   * A renewal the user has just given at the bank under the same access. Any later end counts, and an unknown one too; a run
   * may have seen the new end before the browser was back, then its row gets the text that was agreed to. With nothing but the
   * bank's word for it, only an end that moved is one.
   * @returns whether there is a new end
   */
  function renew(connectionId: string, access: ProviderAccess | undefined, flow: RenewedBy, nowMs: number): boolean {
    const expiresAt = access?.consentExpiresAt ?? null;
    const current = findCurrent(connectionId);
    const terms = termsFor(connectionId, access, nowMs);
    if (current && current.expires_at === expiresAt && current.granted_at >= flow.startedAt) {
      statements.setTerms.run({ id: current.id, ...terms });
      return true;
    }
    const knownEnd = current?.is_expiry_estimated === 0 ? current.expires_at : null;
    const hasMoved = knownEnd === null || expiresAt === null ? flow.isProven : expiresAt > knownEnd;
    if (!hasMoved) return follow(connectionId, access, nowMs);
    add(connectionId, terms, expiresAt, nowMs);
    return true;
  }

  /**
   * Whether a connect was about this bank although its access is the one Mizan knows: some banks keep it when they are connected
   * again. Then its end has moved and it was fetched since.
   */
  function isGrantedAgain(
    connectionId: string,
    listed: { access: ProviderAccess | undefined; accounts: readonly ProviderAccount[] },
    nowMs: number,
  ): boolean {
    const startedAt = statements.answeredConnect.get({ answeredSince: answeredSince(nowMs) }) as Instant | undefined; // plucked TEXT NOT NULL
    const endBefore = findCurrent(connectionId)?.expires_at;
    const end = listed.access?.consentExpiresAt;
    if (startedAt === undefined || !endBefore || !end || Date.parse(end) <= Date.parse(endBefore)) return false;
    return listed.accounts.some(({ status }) => status.syncedAt !== null && Date.parse(status.syncedAt) >= Date.parse(startedAt));
  }

  return {
    isGrantedAgain,
    /** A new access, or a new one for a known bank: a grant the user has just given. */
    grant(connectionId: string, access: ProviderAccess | undefined, nowMs: number): void {
      add(connectionId, termsFor(connectionId, access, nowMs), access?.consentExpiresAt ?? null, nowMs);
    },
    follow,
    renew,
    /** Every access of a widget pass shares its flow, so flows are closed after all of them. */
    closeFlows(): void {
      statements.closeFlows.run();
    },
  };
}
