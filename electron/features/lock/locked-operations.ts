/** @file What may still be asked for while Mizan is locked. SECURITY: everything not named here is refused (S36). */
import type { OpName } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';

/** Settings that change how the locked window looks, and nothing of what it guards. */
const LOOK: ReadonlySet<string> = new Set(['language', 'numerals', 'theme', 'motion', 'zoom']);

type Rule = true | ((input: Readonly<Record<string, unknown>>) => boolean);
const WHILE_LOCKED: Partial<Record<OpName, Rule>> = {
  'app.status': true,
  'app.shell': true,
  'settings.get': true,
  'settings.update': (input) => Object.keys(input).every((key) => LOOK.has(key)),
  'lock.state': true,
  // Answered after it has locked.
  'lock.lock': true,
  'lock.unlock': true,
  'lock.unlockWithTouchId': true,
  // The way out for who forgot the passphrase. Of everything: what another environment keeps must not be what is left unlocked.
  'erasure.eraseEverything': (input) => input.everyEnvironment === true,
  'erasure.receipt': true,
  'erasure.saveReceipt': true,
  'erasure.dismissReceipt': true,
};

/** @param input as the operation's schema read it. @throws AppError `app_locked` */
export function assertAllowedWhileLocked(name: OpName, input: unknown): void {
  const rule = WHILE_LOCKED[name];
  const isAllowed = rule === true || (rule !== undefined && typeof input === 'object' && input !== null && rule({ ...input }));
  if (!isAllowed) throw new AppError('app_locked', 'refused while locked');
}
