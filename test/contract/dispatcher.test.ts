import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createDispatcher } from '../../electron/core/dispatcher.ts';
import type { Log } from '../../electron/ports/log.ts';
import { contract, type Handlers } from '../../shared/contract/index.ts';
import { AppError } from '../../shared/errors.ts';

const lines: string[] = [];
const log: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: (event, fields) => lines.push(`${event} ${JSON.stringify(fields)}`),
};

function dispatcherWith(handlers: Partial<Record<keyof Handlers, unknown>>) {
  return createDispatcher({ handlers: () => handlers as Handlers, log, newRef: () => 'a1b2c3' });
}

const settings = {
  language: 'en',
  isWelcomeDone: true,
  theme: 'light',
  numerals: 'latn',
  privacyMode: false,
  motion: 'system',
  zoom: 100,
  notificationDetail: 'none',
  keepInBackground: true,
  accountGrouping: 'kind',
  isRecoveryDeclined: false,
};

describe('dispatcher', () => {
  it.each(Object.keys(contract))('%s refuses input its schema does not know', async (name) => {
    const dispatch = dispatcherWith({ [name]: () => expect.unreachable('the handler ran') });
    for (const input of [{ unheardOf: 1 }, 'text', 7, []]) {
      expect(await dispatch(name, input)).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    }
  });

  it('refuses names that are not in the contract, prototype names included', async () => {
    for (const name of ['accounts.drop', '__proto__', 'constructor', 'toString', '']) {
      expect(await dispatcherWith({})(name, {})).toEqual({ ok: false, error: { code: 'unknown_operation' } });
    }
  });

  it('refuses a 10 MB string', async () => {
    const reply = await dispatcherWith({})('transactions.count', { search: 'x'.repeat(10_000_000) });
    expect(reply).toEqual({ ok: false, error: { code: 'invalid_input' } });
  });

  it('lets no undeclared field out', async () => {
    const reply = await dispatcherWith({ 'settings.get': () => ({ ...settings, secret: 'canary' }) })('settings.get', {});
    expect(reply).toEqual({ ok: true, data: settings });
  });

  it('keeps the code and fields of expected failures and nothing else', async () => {
    const dispatch = dispatcherWith({
      'settings.get': () => {
        throw new AppError('busy', 'canary message', { cause: new Error('canary cause'), fields: { a: 'b' } });
      },
    });
    expect(await dispatch('settings.get', {})).toEqual({ ok: false, error: { code: 'busy', fields: { a: 'b' } } });
  });

  it('S27 answers a bug with a ref only, and logs no message of it', async () => {
    lines.length = 0;
    const dispatch = dispatcherWith({
      'settings.get': () => {
        throw new TypeError('canary: /some/path token=abc');
      },
    });
    expect(await dispatch('settings.get', {})).toEqual({ ok: false, error: { code: 'internal', ref: 'a1b2c3' } });
    expect(lines.join('\n')).toContain('a1b2c3');
    expect(lines.join('\n')).not.toContain('canary');
  });

  it('treats an output its schema refuses as a bug, not as data', async () => {
    const reply = await dispatcherWith({ 'settings.get': () => ({ language: 'de' }) })('settings.get', {});
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } });
  });

  it('declares every operation with object input that refuses unknown keys', () => {
    for (const [name, operation] of Object.entries(contract)) {
      expect(operation.input, name).toBeInstanceOf(z.ZodObject);
      expect(operation.input.safeParse({ definitelyUnknown: true }).success, name).toBe(false);
    }
  });
});
