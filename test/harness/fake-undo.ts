/** @file Changes the fakes can take back, newest first as the real book does. */
import type { Handlers } from '../../shared/contract/index.ts';
import { AppError } from '../../shared/errors.ts';

export type FakeUndo = {
  /** @returns the token for the page */
  add(takeBack: () => void): string;
  readonly handlers: Pick<Handlers, 'undo.run'>;
};

export function createFakeUndo(): FakeUndo {
  const entries: { readonly token: string; readonly takeBack: () => void }[] = [];
  let last = 0;
  return {
    add(takeBack) {
      last += 1;
      const token = `undo-${last}`;
      entries.push({ token, takeBack });
      return token;
    },
    handlers: {
      'undo.run': ({ token }) => {
        if (entries.at(-1)?.token !== token) throw new AppError('not_found', 'nothing to take back');
        entries.pop()?.takeBack();
        return { done: true };
      },
    },
  };
}
