/** @file Test control: what there is at the bank, with the ids under which readers know it. */
import type { Engine } from './engine.ts';

/** Everything a test may want to look up: banks, accounts, users with their ids. */
export function describeBank(engine: Engine): object {
  const { clientSecret: _secret, ...settings } = engine.settings;
  return {
    seed: engine.seed,
    profile: engine.profile,
    now: new Date(engine.clock.now()).toISOString(),
    settings,
    banks: engine.dataset.banks.map(({ key, name, nameAr, providerId }) => ({ key, name, nameAr, providerId })),
    accounts: engine.dataset.accounts.map(({ key, bank, type, name, nameAr, currency, iban, number, openingMinor }) => ({
      key,
      bank,
      type,
      name,
      nameAr,
      currency,
      iban,
      number,
      openingMinor,
    })),
    users: engine.store.state.users.map((user) => ({
      id: user.id,
      accesses: user.accesses.map((access) => ({
        id: access.id,
        bank: access.bank,
        autosync: access.isAutosync,
        consentExpiresAt: access.consentExpiresAt === null ? null : new Date(access.consentExpiresAt).toISOString(),
        accounts: access.accounts.map((account) => {
          const view = engine.view(access, account);
          return {
            id: account.id,
            key: account.key,
            balanceMinor: engine.balanceMinor(access, account),
            booked: view.booked.length,
            pending: view.pending.map((row) => engine.idOf(account, row, false)),
          };
        }),
      })),
    })),
  };
}
