/** @file What the answer to the harmless question "may I see your category tree?" says about the credentials. */
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import type { CredentialTest } from '../ports/bank-provider.ts';
import { clientBlame, errorCodeOf, isRetryable, isUnauthorized } from './errors.ts';
import type { Answer } from './http-client.ts';

export function judgeAnswer(answer: Answer): CredentialTest {
  const { fault } = answer;
  if (!fault) return answer.value === undefined ? outcome('not_a_provider', 'response_malformed') : outcome('ok', null);
  if (isUnauthorized(fault)) return outcome('invalid_credentials', 'client_credentials_invalid');
  const blame = clientBlame(fault);
  if (blame === 'client_credentials_invalid') return outcome('invalid_credentials', blame);
  if (blame === 'scope_missing' || (fault.status === 403 && !fault.isHtml)) return outcome('scope_missing', 'scope_missing');
  if (fault.status >= 500 || isRetryable(fault) || (fault.code ?? 0) >= 20_000) return outcome('unreachable', errorCodeOf(fault, 'client'));
  // Only the provider answers in its own error shape, and it looked at the credentials first.
  return fault.isProviders && !fault.isHtml ? outcome('ok', null) : outcome('not_a_provider', 'response_malformed');
}

const UNREACHABLE = new Set<ErrorCode>(['offline', 'timeout', 'tls_failed', 'provider_unavailable', 'rate_limited']);
const STRANGER = new Set<ErrorCode>(['redirect_refused', 'response_malformed', 'response_too_large']);
const REFUSED = new Set<ErrorCode>(['insecure_url', 'environment_not_configured', 'stand_in_runtime']);

/** @throws the error itself when it says nothing about the credentials (cancelled, locked keychain). */
export function judgeError(error: unknown): CredentialTest {
  if (!(error instanceof AppError)) throw error;
  if (UNREACHABLE.has(error.code)) return outcome('unreachable', error.code);
  if (STRANGER.has(error.code)) return outcome('not_a_provider', error.code);
  if (REFUSED.has(error.code)) return outcome('refused', error.code);
  throw error;
}

function outcome(name: CredentialTest['outcome'], code: ErrorCode | null): CredentialTest {
  return { outcome: name, code };
}
