/** @file Hands an address to the user's own browser (S9). Main thread. The only place that does. */
import { shell } from 'electron';
import { AppError } from '../../shared/errors.ts';
import type { Opener } from '../ports/opener.ts';
import { isOpenable } from './openable.ts';

export function createOpener(): Opener {
  return {
    async open(url) {
      if (!isOpenable(url)) throw new AppError('link_refused', 'not an address for a browser');
      try {
        await shell.openExternal(url);
      } catch (cause) {
        throw new AppError('link_refused', 'the system opened no browser', { cause });
      }
    },
  };
}
