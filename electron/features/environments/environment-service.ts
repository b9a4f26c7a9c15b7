import { type Environment, type EnvironmentInput, isBaseUrlAllowed, type TestResult } from '../../../shared/contract/environments.ts';
import type { EventTopic } from '../../../shared/contract/events.ts';
import type { Parsed } from '../../../shared/contract/index.ts';
import { toInstant } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors.ts';
import type { BankProvider } from '../../ports/bank-provider.ts';
import type { Clock } from '../../ports/clock.ts';
import { type EnvironmentDraft, type EnvironmentRecord, PRACTICE_ID, type ProfileStore } from './profile-store.ts';

export type EnvironmentServiceDeps = {
  readonly profile: ProfileStore;
  readonly secretsFor: (environmentId: string) => {
    readonly clientSecret: { set(value: string): Promise<void>; clear(): Promise<void>; isSet(): Promise<boolean> };
  };
  /** Closes the running session and opens this environment's. */
  readonly onActivate: (environmentId: string) => Promise<void>;
  /** A provider over the environment's stored credentials, for the credentials test. */
  readonly providerFor: (environmentId: string) => Promise<Pick<BankProvider, 'testCredentials'>>;
  /** Whether the environment has a database. */
  readonly hasData: (environmentId: string) => boolean;
  readonly clock: Clock;
  readonly emit: (topic: EventTopic) => void;
  readonly runtime: 'official' | 'stand-in' | 'node';
};

const HAS_DATA = 'settings.environment.errors.hasData';
const SECRET_NEEDED = 'settings.environment.errors.clientSecret';

/** Provider installations, kept apart: each has its own database, keychain items and user id, and nothing moves between them. */
export class EnvironmentService {
  readonly #deps: EnvironmentServiceDeps;
  #isSwitching = false;

  constructor(deps: EnvironmentServiceDeps) {
    this.#deps = deps;
  }

  list(): Promise<Environment[]> {
    return Promise.all(this.#deps.profile.listEnvironments().map((record) => this.#toEnvironment(record)));
  }

  async create(input: EnvironmentInput): Promise<Environment> {
    const { profile, secretsFor, emit } = this.#deps;
    const draft = toDraft(input);
    this.#assertRuntimeAllows(draft.baseUrl);
    const record = profile.addEnvironment(draft);
    try {
      await secretsFor(record.id).clientSecret.set(input.clientSecret);
    } catch (error) {
      // Without its secret it is of no use; the person corrects the cause and saves again.
      profile.removeEnvironment(record.id);
      throw error;
    }
    emit('environments.changed');
    return this.#toEnvironment(record);
  }

  /** Saves the change; an active environment is then opened anew, because its session holds the old values. */
  async update(input: Parsed<'environments.update'>): Promise<Environment> {
    const { profile, secretsFor, emit } = this.#deps;
    const { id, clientSecret } = input;
    const before = profile.environment(id);
    if (before.kind === 'practice') throw new AppError('forbidden', 'the practice environment is fixed');
    const draft = toDraft(input);
    this.#assertRuntimeAllows(draft.baseUrl);
    this.#assertSameInstallation(before, draft, clientSecret !== undefined);

    const after = profile.updateEnvironment(id, draft);
    if (clientSecret !== undefined) {
      try {
        await secretsFor(id).clientSecret.set(clientSecret);
      } catch (error) {
        profile.updateEnvironment(id, recordToDraft(before));
        throw error;
      }
    }
    emit('environments.changed');
    if (profile.activeId() === id) await this.#deps.onActivate(id);
    return this.#toEnvironment(after);
  }

  /** Switches the session, then remembers the choice; when the switch fails the previous environment is opened again. */
  async activate(id: string): Promise<Environment> {
    const { profile, onActivate, emit } = this.#deps;
    const record = profile.environment(id);
    const previousId = profile.activeId();
    if (id === previousId) return this.#toEnvironment(record);
    if (record.kind !== 'practice') this.#assertRuntimeAllows(record.baseUrl);
    if (this.#isSwitching) throw new AppError('busy', 'an environment is being switched');
    this.#isSwitching = true;
    try {
      await onActivate(id);
      profile.setActive(id);
    } catch (error) {
      // When the previous one cannot be opened either, the store state says so; the answer is why the asked-for one could not.
      await onActivate(previousId).catch(rethrowUnexpected);
      throw error;
    } finally {
      this.#isSwitching = false;
    }
    emit('environments.changed');
    return this.#toEnvironment(record);
  }

  async test(id: string): Promise<TestResult> {
    const { profile, providerFor, clock, runtime } = this.#deps;
    const record = profile.environment(id);
    const isRefused = record.kind !== 'practice' && !isRuntimeAllowed(runtime, record.baseUrl);
    const result = isRefused
      ? { outcome: 'refused' as const, code: 'stand_in_runtime' as const }
      : await (await providerFor(id)).testCredentials();
    return { ...result, testedAt: toInstant(clock.now()) };
  }

  #assertRuntimeAllows(baseUrl: string): void {
    if (isRuntimeAllowed(this.#deps.runtime, baseUrl)) return;
    throw new AppError('stand_in_runtime', 'the development runtime reaches loopback addresses only');
  }

  /** Data and tokens belong to one address and one client: another one is another environment. */
  #assertSameInstallation(before: EnvironmentRecord, draft: EnvironmentDraft, hasNewSecret: boolean): void {
    const isNewAddress = trimAddress(before.baseUrl) !== draft.baseUrl;
    const isNewClient = before.clientId !== draft.clientId;
    // A record rebuilt after damage lost both: giving them back is no change.
    const wasLost = before.baseUrl === '' && before.clientId === '';
    if ((isNewAddress || isNewClient) && !wasLost && this.#deps.hasData(before.id)) {
      const fields = { ...(isNewAddress && { baseUrl: HAS_DATA }), ...(isNewClient && { clientId: HAS_DATA }) };
      throw new AppError('invalid_input', 'environment has data', { fields });
    }
    // SECURITY: a stored secret never follows to another address (S20); whoever names the address must know the secret.
    if (isNewAddress && !hasNewSecret)
      throw new AppError('invalid_input', 'a new address needs its secret', { fields: { clientSecret: SECRET_NEEDED } });
  }

  async #toEnvironment(record: EnvironmentRecord): Promise<Environment> {
    const { profile, secretsFor } = this.#deps;
    return {
      id: record.id,
      kind: record.kind,
      name: record.name,
      baseUrl: record.baseUrl,
      clientId: record.clientId,
      // The practice bank's credentials live and die with its process.
      hasCredentials: record.id === PRACTICE_ID || (record.clientId !== '' && (await secretsFor(record.id).clientSecret.isSet())),
      legalName: { ar: record.legalName.ar, en: record.legalName.en },
      isActive: profile.activeId() === record.id,
    };
  }
}

function rethrowUnexpected(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
}

/** The stand-in runtime is third-party software for development: it never gets to see real credentials or bank data. */
function isRuntimeAllowed(runtime: EnvironmentServiceDeps['runtime'], baseUrl: string): boolean {
  if (runtime !== 'stand-in') return true;
  return isBaseUrlAllowed(baseUrl) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(baseUrl).hostname);
}

function trimAddress(baseUrl: string): string {
  return baseUrl.replace(/\/+$/, '');
}

function toDraft(input: Omit<EnvironmentInput, 'clientSecret'>): EnvironmentDraft {
  return { kind: input.kind, baseUrl: trimAddress(input.baseUrl), clientId: input.clientId, legalName: input.legalName };
}

function recordToDraft(record: EnvironmentRecord): EnvironmentDraft {
  const { ar, en } = record.legalName;
  const kind = record.kind === 'practice' ? 'custom' : record.kind;
  return { kind, baseUrl: record.baseUrl, clientId: record.clientId, legalName: { ar, en } };
}
