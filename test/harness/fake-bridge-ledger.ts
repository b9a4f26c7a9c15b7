/** @file Answers of the data screens' operations: accounts, transactions, overview. */
import type { Handlers } from '../../shared/contract/index.ts';
import { AppError } from '../../shared/errors.ts';
import type { FakeState } from './fake-bridge.ts';

export function ledgerHandlers(state: FakeState): Partial<Handlers> {
  return {
    'accounts.list': ({ includeHidden }) => state.accounts.filter((account) => includeHidden || !account.isHidden),
    'accounts.update': ({ id, name, isHidden }) => {
      const account = state.accounts.find((candidate) => candidate.id === id);
      if (!account) throw new AppError('not_found', 'no such account');
      const next = { ...account, name: name ?? account.bankLabel, isHidden: isHidden ?? account.isHidden };
      state.accounts = state.accounts.map((candidate) => (candidate.id === id ? next : candidate));
      return next;
    },
  };
}
