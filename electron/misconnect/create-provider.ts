/** @file Puts the adapter together: the bank provider port over the MIS Connect API. */

import { AppError } from '../../shared/errors.ts';
import type { BankProvider, CallRecord } from '../ports/bank-provider.ts';
import type { Clock } from '../ports/clock.ts';
import type { Http } from '../ports/http.ts';
import type { Log } from '../ports/log.ts';
import type { Random } from '../ports/random.ts';
import type { ClientCredentials, TokenStore } from '../ports/token-store.ts';

export type MisConnectDeps = {
  readonly baseUrl: string;
  readonly http: Http;
  readonly clock: Clock;
  readonly random: Random;
  readonly credentials: ClientCredentials;
  readonly tokens: TokenStore;
  readonly log: Log;
  readonly language: () => 'ar' | 'en';
  readonly onCall: (record: CallRecord) => void;
  /** The ancestor of the token endpoint wanted the redirect address again (reference A3). */
  readonly sendRedirectUriOnExchange?: boolean;
};

export function createMisConnect(_deps: MisConnectDeps): BankProvider {
  throw new AppError('internal', 'adapter is being built');
}
