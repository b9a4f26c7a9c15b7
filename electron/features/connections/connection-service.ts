/**
 * @file Connecting a bank (reference section 6.5, S15–S19, S32): consent card → link → browser → callback → tokens → accounts.
 * This file answers the UI; start-flow.ts leads up to the browser, callback-intake.ts takes what comes back, finish-flow.ts ends it.
 */
import type { ConsentCard, Flow } from '../../../shared/contract/connections.ts';
import type { EventTopic } from '../../../shared/contract/events.ts';
import type { Handlers, Parsed } from '../../../shared/contract/index.ts';
import { addDays, riyadhDay } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Db } from '../../db/open.ts';
import type { BankProvider, ProviderAccess, ProviderAccount } from '../../ports/bank-provider.ts';
import type { SchemeRegistration } from '../../ports/callback-channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Opener } from '../../ports/opener.ts';
import type { Random } from '../../ports/random.ts';
import { type ConsentParty, composeConsentCard, DATA_KINDS } from '../consents/consent-card.ts';
import type { AttemptQuota } from '../quota/attempt-quota.ts';
import { createCallbackIntake } from './callback-intake.ts';
import { createConnectionRepo } from './connection-repo.ts';
import { createFinisher } from './finish-flow.ts';
import { createFlowBook } from './flow-book.ts';
import { createRenewalRepo } from './renewal-repo.ts';
import { createStarter } from './start-flow.ts';
import { createRenewer } from './start-renewal.ts';
import { createStateStore } from './state-store.ts';
import { createSyncLinker } from './sync-link.ts';

export type ConnectedBank = {
  readonly connectionId: string;
  readonly bankName: string;
  readonly bankNameAr: string | null;
  readonly accountCount: number;
  readonly isNew: boolean;
};
export type ConnectionDeps = {
  readonly db: Db;
  readonly provider: BankProvider;
  readonly registry: {
    reconcile(input: {
      accounts: readonly ProviderAccount[];
      accesses: readonly ProviderAccess[];
      runId: number | null;
    }): readonly ConnectedBank[];
  };
  readonly opener: Opener;
  readonly scheme: SchemeRegistration;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly emit: (topic: EventTopic) => void;
  readonly environment: ConsentParty & { readonly id: string; readonly userId: string };
  /** Begins reading what was connected; returns at once. */
  readonly startImport: (trigger: 'connect' | 'renew') => void;
  readonly historyDays: number;
  readonly quota: AttemptQuota;
};

export type ConnectionHandlers = Pick<
  Handlers,
  | 'connections.list'
  | 'connections.consentCard'
  | 'connections.start'
  | 'connections.startSync'
  | 'connections.renew'
  | 'connections.confirmHost'
  | 'connections.flow'
  | 'connections.paste'
  | 'connections.cancel'
>;
type CardChoice = Parsed<'connections.consentCard'>;
export type ConnectionService = {
  readonly handlers: ConnectionHandlers;
  /** A link the operating system handed us. Resolves when the flow it claimed has ended; strangers are ignored and counted. */
  handleCallback(url: string): Promise<void>;
  /** Resolves with the ended flow. @throws AppError `not_found` */
  waitForEnd(flowId: string): Promise<Flow>;
  /** Callbacks that belonged to nothing. */
  ignoredCallbacks(): number;
  /** Whether any bank was ever connected. */
  hasAny(): boolean;
  /** Ends at the provider what earlier renewals left behind there; never throws. */
  settleLeftovers(): Promise<void>;
  close(): Promise<void>;
};

/** Two languages, the choice, and a few days of an app left open. */
const MOST_SHOWN_CARDS = 32;

export function createConnectionService(deps: ConnectionDeps): ConnectionService {
  const { clock, log, environment, provider, historyDays, quota } = deps;
  const repo = createConnectionRepo(deps.db);
  const states = createStateStore({ db: deps.db, clock, random: deps.random, environmentId: environment.id });
  const book = createFlowBook({ clock, onChange: () => deps.emit('connections.changed') });
  const newRef = () => Buffer.from(deps.random.bytes(3)).toString('hex');
  const renewals = createRenewalRepo(deps.db);
  const finisher = createFinisher({ ...deps, states, book, newRef, renewals });
  const intake = createCallbackIntake({ states, book, finisher, clock, log, provider });
  const starter = createStarter({ ...deps, states, book, intake, repo, newRef });
  const shownCards = new Map<string, ConsentCard>();

  /** @throws AppError `not_found` */
  const bankOf = (connectionId: string) => {
    const target = renewals.findTarget(connectionId);
    if (!target) throw new AppError('not_found', 'no such connection');
    return { en: target.bankName, ar: target.bankNameAr ?? target.bankName };
  };
  const composeCard = ({ language, keepUpdating, renewedId }: CardChoice, today = riyadhDay(clock.now())): ConsentCard => {
    const renewedBank = renewedId === undefined ? undefined : bankOf(renewedId);
    return composeConsentCard({ language, keepUpdating, today, historyDays, party: environment, renewedBank });
  };
  const showCard = (choice: CardChoice): ConsentCard => {
    const card = composeCard(choice);
    const oldest = [...shownCards.keys()][0];
    if (oldest !== undefined && shownCards.size >= MOST_SHOWN_CARDS) shownCards.delete(oldest);
    shownCards.set(`${card.version} ${choice.keepUpdating}`, card);
    return card;
  };
  /** The card a person agreed to: shown by this process, or reading the same today. @throws AppError `invalid_input` when it is another */
  const agreedCard = (choice: CardChoice, version: string): ConsentCard => {
    const shown = shownCards.get(`${version} ${choice.keepUpdating}`);
    if (shown?.language === choice.language) return shown;
    const card = composeCard(choice);
    if (card.version !== version)
      throw new AppError('invalid_input', 'agreed to another text', { fields: { consentVersion: 'consent.outdated' } });
    return card;
  };

  /** A full disk must not keep the flow from ending; the attempt stays counted from its start. */
  const settleQuietly = (settle: () => void): void => {
    try {
      settle();
    } catch (error) {
      log.warn('quota.not-settled', { kind: error instanceof Error ? error.name : typeof error });
    }
  };

  /** What is stored with the grant: the text as it was shown, not as it would read now, and the same in the other language. */
  const termsOf = (choice: CardChoice, version: string) => {
    const { language, keepUpdating } = choice;
    const card = agreedCard(choice, version);
    const today = addDays(card.historyFrom, historyDays);
    const translation = composeCard({ ...choice, language: language === 'ar' ? 'en' : 'ar' }, today);
    return { card, translation, keepUpdating, language, historyFrom: card.historyFrom, dataKinds: DATA_KINDS };
  };
  const createSyncLink = createSyncLinker(deps);
  const renew = createRenewer({
    provider,
    createSyncLink,
    renewals,
    log,
    userId: environment.userId,
    historyDays,
    attempt: async (connectionId, flowId, call) => {
      const { result, settle } = await quota.attempt('renew', connectionId, call);
      book.onceEnded(flowId, () => settleQuietly(settle));
      return result;
    },
    termsOf: ({ language, consentVersion, connectionId: renewedId }) =>
      consentVersion === undefined ? undefined : termsOf({ language, keepUpdating: true, renewedId }, consentVersion),
    start: starter.start,
  });

  const handlers: ConnectionHandlers = {
    'connections.list': () =>
      repo.list(clock.now()).map((connection) => ({ ...connection, nextBankSyncAt: quota.nextSyncAt(connection.id) })),
    'connections.consentCard': showCard,
    'connections.start': ({ language, keepUpdating, consentVersion, channel }) => {
      return starter.start({
        purpose: 'connect',
        channel,
        connectionId: null,
        context: termsOf({ language, keepUpdating }, consentVersion),
        createLink: async (sent, signal) => {
          const request = { ...sent, userId: environment.userId, language, historyDays, saveSecrets: keepUpdating };
          return (await quota.attempt('connect', null, () => provider.createAccessLink(request, signal))).result;
        },
      });
    },
    'connections.startSync': ({ connectionId, language, channel }) => {
      const target = repo.findSyncTarget(connectionId);
      if (!target) throw new AppError('not_found', 'no such connection');
      if (target.accountIds.length === 0) throw new AppError('no_accounts', 'nothing to sync');
      quota.assertSyncAllowed(connectionId);
      const accountIds = () => repo.findSyncTarget(connectionId)?.accountIds ?? [];
      return starter.start({
        purpose: 'sync',
        channel,
        connectionId,
        context: { language },
        // Saved secrets are kept saved: `false` here would end autosync behind the user's back.
        createLink: async (sent, signal, flowId) => {
          const request = { ...sent, userId: environment.userId, language, historyDays, saveSecrets: target.isAutosync };
          const { result, settle } = await quota.attempt('sync', connectionId, () => createSyncLink(request, accountIds, signal));
          book.onceEnded(flowId, () => settleQuietly(settle));
          return result;
        },
      });
    },
    'connections.renew': renew,
    'connections.confirmHost': ({ flowId }) => starter.confirmHost(flowId),
    'connections.flow': ({ flowId }) => {
      intake.expireIfLate(flowId);
      return book.get(flowId);
    },
    'connections.paste': ({ flowId, address }) => intake.paste(flowId, address),
    'connections.cancel': ({ flowId }) => {
      const { phase } = book.get(flowId);
      if (phase === 'exchanging' || phase === 'importing') throw new AppError('busy', 'the bank has answered; nothing left to cancel');
      if (book.isOpen(flowId)) {
        states.close(flowId, 'cancelled');
        book.end(flowId, 'cancelled', { errorCode: 'flow_cancelled' });
      }
      return { done: true };
    },
  };

  intake.resume();
  return {
    handlers,
    handleCallback: (url) => intake.handle(url),
    waitForEnd: (flowId) => Promise.resolve().then(() => book.waitForEnd(flowId)),
    ignoredCallbacks: () => intake.ignored(),
    hasAny: () => repo.list(clock.now()).length > 0,
    async settleLeftovers() {
      await intake.track(finisher.settleLeftovers());
    },
    async close() {
      starter.stop();
      finisher.stop();
      await book.close();
      await intake.settled();
    },
  };
}
