/** @file The modules whose tests must notice nearly every change to them (R31): the files that are changed, and the tests that must notice. */

/** Per cent of changes noticed, of those that some test reaches or should. */
export const REQUIRED = 85;

export const MODULES = {
  money: { files: ['shared/domain/money.ts'], tests: ['shared/domain/money.test.ts'] },
  identity: {
    files: [
      'electron/features/ledger/ledger-row.ts',
      'electron/features/ledger/pending-match.ts',
      'electron/features/accounts/account-registry-matching.ts',
    ],
    tests: [
      'electron/features/ledger/ledger-row.test.ts',
      'electron/features/ledger/pending-match.test.ts',
      'electron/features/ledger/ledger-writer.test.ts',
      'electron/features/accounts/account-registry*.test.ts',
    ],
  },
  callback: {
    files: ['electron/features/connections/callback-parser.ts'],
    tests: ['electron/features/connections/callback-parser.test.ts'],
  },
  state: { files: ['electron/features/connections/state-store.ts'], tests: ['electron/features/connections/state-store.test.ts'] },
  retry: { files: ['electron/misconnect/retry.ts'], tests: ['electron/misconnect/{retry,http-client}.test.ts'] },
  quota: {
    files: ['electron/features/quota/attempt-quota.ts', 'electron/features/quota/counted-time.ts', 'electron/features/quota/quota-repo.ts'],
    tests: ['electron/features/quota/*.test.ts'],
  },
  redaction: { files: ['electron/platform/redact.ts'], tests: ['electron/platform/redact.test.ts'] },
};
