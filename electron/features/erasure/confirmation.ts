import { isSamePhrase } from '../../../shared/domain/phrase.ts';
import { AppError } from '../../../shared/errors.ts';
import ar from '../../../shared/locales/ar/erasure.json' with { type: 'json' };
import en from '../../../shared/locales/en/erasure.json' with { type: 'json' };

const PHRASES = {
  everything: [en.everything.phrase, ar.everything.phrase],
  account: [en.account.phrase, ar.account.phrase],
} as const;

/** The phrase of either language counts: it proves intent, not spelling in the language of the moment. @throws AppError `invalid_input` */
export function assertConfirmed(what: keyof typeof PHRASES, typed: string): void {
  if (!PHRASES[what].some((phrase) => isSamePhrase(typed, phrase)))
    throw new AppError('invalid_input', 'not confirmed', { fields: { confirmation: 'erasure.wrongPhrase' } });
}
