/**
 * @file The provider's part of erasing (S30): the whole user, once; each access and then the tokens only when that is refused. What was
 * answered is noted before the next thing is asked, so that a start after a crash asks nothing twice.
 */
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import type { BankProvider } from '../../ports/bank-provider.ts';
import type { Log } from '../../ports/log.ts';
import { type ErasedBank, failureCode, type StepDetail } from './steps.ts';
import type { RemoteProgress } from './tombstone.ts';

/** A bank and the provider's id of its access, where there is one. */
export type RemovableAccess = ErasedBank & { readonly accessId: string | null };

export type RemoteDeps = {
  readonly provider: BankProvider;
  /** As stored; where nothing can be read, the banks as they were counted, without ids. */
  readonly banks: readonly RemovableAccess[];
  /** How far an earlier start came. */
  readonly progress: RemoteProgress | undefined;
  readonly note: (progress: RemoteProgress, consents?: readonly StepDetail[]) => void;
  readonly onRevoked: (line: StepDetail) => void;
  readonly log: Log;
};

/** The provider answered and said no: then the single deletes are worth a try. Everything else means that nobody answered. */
const REFUSED: ReadonlySet<ErrorCode> = new Set(['provider_rejected', 'scope_missing', 'forbidden', 'resource_busy', 'user_locked']);

const ATTEMPTS = 3;

export class RemoteRemoval {
  readonly #deps: RemoteDeps;

  constructor(deps: RemoteDeps) {
    this.#deps = deps;
  }

  /**
   * Whatever went wrong is a line.
   * @throws AppError `secret_store_locked`: the tokens are there, and once they can be read all of it can still be done
   */
  async run(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        if (this.#deps.progress?.state === 'withdrawn') await this.#revoke();
        else await this.#removeUser();
        return;
      } catch (error) {
        const code = failureCode(error);
        if (code === 'secret_store_locked') throw error;
        // Fails before anything is sent, and one bad moment of the keychain must not cost the consents.
        if (code === 'secret_store_failed' && attempt < ATTEMPTS) continue;
        this.#end(this.#lines(() => this.#explain(code)));
        return;
      }
    }
  }

  #end(consents?: readonly StepDetail[]): void {
    this.#deps.note({ state: 'ended', refusal: null }, consents);
  }

  async #removeUser(): Promise<void> {
    const { provider, banks, progress } = this.#deps;
    if (!(await provider.hasTokens())) {
      if (banks.length > 0) throw new AppError(progress?.refusal ?? 'reconnect_required', 'nothing to ask with');
      this.#end();
      return;
    }
    const refusal = progress?.refusal ?? (await this.#deleteUser());
    if (refusal) await this.#removeSingly(refusal);
    else this.#end(this.#lines(() => undefined));
  }

  /** @returns why the provider would not, undefined when it did. @throws AppError when it gave no answer */
  async #deleteUser(): Promise<ErrorCode | undefined> {
    const { provider, note } = this.#deps;
    note({ state: 'asked', refusal: null });
    try {
      await provider.deleteUser();
      return undefined;
    } catch (error) {
      const refusal = failureCode(error);
      if (!REFUSED.has(refusal)) throw error;
      note({ state: 'refused', refusal });
      return refusal;
    }
  }

  async #removeSingly(refusal: ErrorCode): Promise<void> {
    const { banks, note } = this.#deps;
    const listed = await this.#listAccesses();
    const known = banks.flatMap((bank) => bank.accessId ?? []);
    const failed = new Map<string, ErrorCode>();
    for (const id of new Set([...known, ...(listed ?? [])])) {
      const code = await this.#deleteAccess(id);
      if (code) failed.set(id, code);
    }
    const unknown = [...failed].filter(([id]) => !known.includes(id)).map(([, code]) => ({ code }));
    // Nothing is known of it by name: then it is gone only if everything the provider lists is.
    const ofNameless = listed === undefined ? refusal : unknown[0]?.code;
    const lines = this.#lines((bank) => (bank?.accessId == null ? ofNameless : failed.get(bank.accessId)));
    note({ state: 'withdrawn', refusal }, banks.length === 0 ? lines : [...lines, ...unknown]);
    await this.#revoke();
  }

  async #listAccesses(): Promise<readonly string[] | undefined> {
    try {
      return (await this.#deps.provider.listAccesses()).map((access) => access.providerId);
    } catch (error) {
      this.#deps.log.warn('erasure.not-listed', { code: failureCode(error) });
      return undefined;
    }
  }

  async #deleteAccess(id: string): Promise<ErrorCode | undefined> {
    try {
      await this.#deps.provider.deleteAccess(id);
      return undefined;
    } catch (error) {
      const code = failureCode(error);
      this.#deps.log.warn('erasure.access-kept', { code });
      return code;
    }
  }

  async #revoke(): Promise<void> {
    const { provider, onRevoked } = this.#deps;
    try {
      // Revoked by an earlier start, they are gone.
      if (await provider.hasTokens()) await provider.revokeTokens();
      onRevoked({});
    } catch (error) {
      const code = failureCode(error);
      if (code === 'secret_store_locked') throw error;
      onRevoked({ code });
    }
    this.#end();
  }

  /** Asked before, and no token is good any more: that it was done is likely, and not known. */
  #explain(code: ErrorCode): ErrorCode {
    return this.#deps.progress?.state === 'asked' && code === 'reconnect_required' ? 'answer_lost' : code;
  }

  /** One per bank; without any, one if something went wrong: a user may exist all the same, and that must not stay unsaid. */
  #lines(codeOf: (bank: RemovableAccess | undefined) => ErrorCode | undefined): readonly StepDetail[] {
    const lineOf = (bank: RemovableAccess | undefined): StepDetail => {
      const code = codeOf(bank);
      return { ...(bank && { bank }), ...(code && { code }) };
    };
    const { banks } = this.#deps;
    return banks.length > 0 ? banks.map(lineOf) : [lineOf(undefined)].filter((line) => line.code !== undefined);
  }
}
